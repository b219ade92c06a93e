import { type MaskedText, maskSensitiveNumbers } from '@/customers/rules/identity'
import type { PlainCustomer } from '@/customers/store'
import type { FactType } from '@/kernel/fact-types'
import { type Refusal, RefusedError, type Result } from '@/kernel/result'
import { lockSubject, type NewFact, recordFacts } from '@/obligations/service/record'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, may, type TxCtx, withTransaction } from '@/platform/context'
import { formatInstant } from '@/ui/format'
import { type ActorRights, type CaseAction, maySee, rightRefusal, stateRefusal } from '../rules/case-actions'
import { doneTime, type TimeCheck } from '../rules/times'
import { type CasePatch, type CaseRow, lastChange, loadCase, updateCase } from '../store/write-case'

/** A case held for a change: locked, seen by the actor, as the screen showed it. */
export type HeldCase = {
  readonly row: CaseRow
  readonly unit: OrgUnit
  readonly tree: OrgTree
  readonly customer: PlainCustomer | null
  /** Asked after the lock was held. */
  readonly now: Date
  /** Free text as it may be stored; see `maskSensitiveNumbers`. */
  readonly clean: (text: string | null) => string | null
}

export type CaseFact = {
  readonly type: FactType
  /** Default: now. */
  readonly occurredAt?: Date
  readonly attrs: Readonly<Record<string, unknown>>
}

/** What a use case decided: columns, facts, and what the audit row says besides. */
export type CaseChange<T> = {
  readonly patch?: CasePatch
  readonly facts: readonly CaseFact[]
  readonly detail?: Record<string, unknown>
  readonly value: T
}

/** What every use case answers with. */
export type Changed<T = unknown> = {
  readonly id: string
  readonly number: string
  readonly revision: number
  readonly detail: T
}

export type CaseRequest = { readonly complaintId: string; readonly revision: number | null }

export const refused = (refusal: Refusal): never => {
  throw new RefusedError(refusal)
}

/**
 * The one way a case changes after intake: lock it, read it, check that the actor sees it, that nobody was faster, that
 * they may and that it may happen now; then what the use case decides, the facts, and an audit row, all or nothing.
 */
export function changeCase<T>(
  ctx: Ctx,
  request: CaseRequest,
  action: CaseAction,
  decide: (ctx: TxCtx, held: HeldCase) => Promise<CaseChange<T>>,
): Promise<Result<Changed<T>>> {
  return withTransaction(ctx, async (tx) => {
    const held = await holdCase(tx, request, action)
    const { row, now } = held
    const change = await decide(tx, held)
    const revision = await updateCase(tx.tx, row.id, change.patch ?? {})
    await putOnRecord(tx, row, change.facts, now)
    await audit(tx, {
      action: `complaint.${action}`,
      subjectType: 'complaint',
      subjectId: row.id,
      unitId: row.unitId,
      detail: { number: row.number, ...change.detail },
    })
    return { id: row.id, number: row.number, revision, detail: change.value }
  })
}

async function putOnRecord(ctx: TxCtx, row: CaseRow, facts: readonly CaseFact[], now: Date): Promise<void> {
  if (facts.length === 0) return
  try {
    await recordFacts(
      ctx,
      facts.map((fact) => factOf(row, fact, now)),
    )
  } catch (error) {
    if (!(error instanceof RefusedError) || error.refusal.code !== 'gate_missing') throw error
    // The text of the refusal names the first missing step; names in texts know no dots.
    const { params } = error.refusal
    const step = String(params?.missing).split(',')[0]?.replace('.', '_') ?? 'other'
    refused({ ...error.refusal, params: { ...params, step } })
  }
}

async function holdCase(ctx: TxCtx, request: CaseRequest, action: CaseAction): Promise<HeldCase> {
  await lockSubject(ctx, { type: 'complaint', id: request.complaintId })
  const now = ctx.clock()
  const loaded = await loadCase(ctx.tx, request.complaintId)
  if (!loaded) return refused({ code: 'not_found' })
  const { row, customer } = loaded
  const tree = await orgTree(ctx)
  const unit = tree.unitById(row.unitId)
  const rights = rightsOn(ctx, row, unit)
  if (!maySee(rights)) return refused({ code: 'not_found' })
  if (request.revision !== null && request.revision !== row.revision)
    return changedMeanwhile(ctx, row, unit.timeZone)
  const refusal = rightRefusal(action, rights) ?? stateRefusal(action, row)
  if (refusal) {
    return refused({ ...refusal, params: { ...refusal.params, owner: row.ownerName, number: row.number } })
  }
  const clean = (text: string | null) => (text === null ? null : maskedText(text, customer).text)
  return { row, unit, tree, customer, now, clean }
}

/** What the actor holds as far as this case is concerned. */
export function rightsOn(
  ctx: Ctx,
  row: Pick<CaseRow, 'ownerId' | 'firstOwnerId'>,
  unit: OrgUnit,
): ActorRights {
  const me = actorId(ctx)
  return {
    isOwner: me !== null && me === row.ownerId,
    isFirstOwner: me !== null && me === row.firstOwnerId,
    hasAnywhere: (permission) => may(ctx, permission),
    hasAtUnit: (permission) => may(ctx, permission, unit.path),
  }
}

export const maskedText = (text: string, customer: PlainCustomer | null): MaskedText =>
  maskSensitiveNumbers(text, customer?.phone ?? null)

async function changedMeanwhile(ctx: TxCtx, row: CaseRow, timeZone: string): Promise<never> {
  const last = await lastChange(ctx.tx, row.id)
  return refused({
    code: 'case_changed',
    params: {
      who: last?.by ?? row.ownerName,
      at: formatInstant(last?.at ?? row.receivedAt, { locale: ctx.locale, timeZone, style: 'short' }),
      revision: row.revision,
      number: row.number,
    },
  })
}

function factOf(row: CaseRow, fact: CaseFact, now: Date): NewFact {
  return {
    type: fact.type,
    subject: { type: 'complaint', id: row.id },
    unitId: row.unitId,
    occurredAt: fact.occurredAt ?? now,
    attrs: fact.attrs,
  }
}

/** When something was done for the customer, checked; throws the refusal. */
export function timeOfDoing(
  held: HeldCase,
  input: { readonly occurredAt: Date | null; readonly backdateReason: string | null },
): { at: Date; backdated: Record<string, unknown> } {
  const checked: TimeCheck = doneTime(input.occurredAt, input.backdateReason, held.now, held.row.receivedAt)
  if ('refusal' in checked) return refused(checked.refusal)
  const backdated = checked.isBackdated ? { backdateReason: held.clean(input.backdateReason) } : {}
  return { at: checked.at, backdated }
}

/** The earlier of what is on record and now: "first reply" is the first. */
export const firstOf = (known: Date | null, at: Date): Date => (known && known <= at ? known : at)
