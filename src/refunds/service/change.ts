import type { FactType } from '@/kernel/fact-types'
import { type Refusal, RefusedError, type Result } from '@/kernel/result'
import { moveMatters } from '@/matters/store/write'
import { recordFactsOfMany } from '@/obligations/service/record'
import type { OrgTree } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, may, type TxCtx, withTransaction } from '@/platform/context'
import { CLOSED_STATES, type ErrorAction, mayHappenIn, NEEDS } from '../rules/states'
import { insertCorrections, type NewCorrection } from '../store/corrections'
import {
  type ErrorPatch,
  type ErrorRow,
  insertApprovals,
  lockErrors,
  type NewApproval,
  patchErrors,
} from '../store/errors'
import { putTransfers, type Transfer } from '../store/ledger'

/** What a use case decided for one error. */
export type ErrorChange = {
  /** Written before approvals, which must name the amount that stands. */
  readonly before?: ErrorPatch
  /** What was worked out before; written before the patch that replaces it. */
  readonly correction?: Omit<NewCorrection, 'errorId'>
  readonly approval?: Omit<NewApproval, 'errorId'>
  readonly patch?: ErrorPatch
  readonly fact?: { readonly type: FactType; readonly attrs: Readonly<Record<string, unknown>> }
  readonly transfer?: Pick<Transfer, 'kind' | 'place' | 'debit' | 'credit' | 'amountMinor'>
  /** A person who takes it up owns it. */
  readonly ownerId?: string
}
export type Decided = { readonly change: ErrorChange } | { readonly refusal: Refusal }

/** What became of each error: its new revision, or why it stayed. */
export type ChangedMany = {
  readonly changed: ReadonlyMap<string, { readonly number: string; readonly revision: number }>
  readonly refused: ReadonlyMap<string, Refusal>
}

export type Changed = { readonly id: string; readonly number: string; readonly revision: number }
export type ErrorRequest = { readonly errorId: string; readonly revision: number | null }

export const refused = (refusal: Refusal): never => {
  throw new RefusedError(refusal)
}

/** Why this person may not do this with this error now; null: they may. */
export function refusalFor(ctx: Ctx, row: ErrorRow, action: ErrorAction, tree: OrgTree): Refusal | null {
  const path = tree.unitById(row.unitId).path
  if (!may(ctx, 'refund.view', path)) return { code: 'not_found' }
  if (!may(ctx, NEEDS[action], path))
    return { code: 'not_allowed', params: { permission: NEEDS[action], number: row.number } }
  if (!mayHappenIn(action, row.state))
    return { code: 'refund_wrong_state', params: { state: row.state, number: row.number } }
  return null
}

/**
 * The one way errors change, one or a hundred thousand: their locks in one order, then each on its own merits, then all
 * that is allowed in a handful of statements. The caller's transaction; a refusal of one leaves the others alone.
 */
export async function changeErrors(
  ctx: TxCtx,
  ids: readonly string[],
  decide: (row: ErrorRow, now: Date, tree: OrgTree) => Decided,
): Promise<ChangedMany> {
  const rows = await lockErrors(ctx.tx, ids)
  const now = ctx.clock()
  const tree = await orgTree(ctx)
  const refusals = new Map<string, Refusal>()
  const found = new Set(rows.map(({ id }) => id))
  for (const id of ids) if (!found.has(id)) refusals.set(id, { code: 'not_found' })
  const accepted: { row: ErrorRow; change: ErrorChange }[] = []
  for (const row of rows) {
    const decided = decide(row, now, tree)
    if ('refusal' in decided) refusals.set(row.id, decided.refusal)
    else accepted.push({ row, change: decided.change })
  }
  await refuseAtGates(ctx, accepted, now, refusals)
  const kept = accepted.filter(({ row }) => !refusals.has(row.id))
  await write(ctx, kept, now)
  const changed = new Map(kept.map(({ row }) => [row.id, { number: row.number, revision: row.revision + 1 }]))
  return { changed, refused: refusals }
}

/** Facts first: a gate in force may refuse some, and then nothing of theirs is written. */
async function refuseAtGates(
  ctx: TxCtx,
  accepted: readonly { row: ErrorRow; change: ErrorChange }[],
  now: Date,
  refusals: Map<string, Refusal>,
): Promise<void> {
  const telling = accepted.flatMap(({ row, change: { fact } }) =>
    fact
      ? [
          {
            facts: [
              {
                type: fact.type,
                subject: { type: 'billing_error' as const, id: row.id },
                unitId: row.unitId,
                occurredAt: now,
                attrs: fact.attrs,
              },
            ],
          },
        ]
      : [],
  )
  if (telling.length === 0) return
  const { refused: atGates } = await recordFactsOfMany(ctx, telling)
  for (const [id, refusal] of atGates) {
    const step = String(refusal.params?.missing).split(',')[0]?.replace('.', '_') ?? 'other'
    refusals.set(id, { ...refusal, params: { ...refusal.params, step } })
  }
}

async function write(
  ctx: TxCtx,
  kept: readonly { row: ErrorRow; change: ErrorChange }[],
  now: Date,
): Promise<void> {
  const { tx } = ctx
  const patchesOf = (which: 'before' | 'patch') =>
    kept.flatMap(({ row, change }) => {
      const patch = change[which]
      return patch ? [{ id: row.id, patch }] : []
    })
  await patchErrors(tx, patchesOf('before'))
  const approverId = actorId(ctx)
  if (approverId !== null) {
    const approvals = kept.flatMap(({ row, change }) =>
      change.approval ? [{ errorId: row.id, ...change.approval }] : [],
    )
    await insertApprovals(tx, approvals, approverId, now)
    const corrections = kept.flatMap(({ row, change }) =>
      change.correction ? [{ errorId: row.id, ...change.correction }] : [],
    )
    await insertCorrections(tx, corrections, approverId, now)
  }
  await patchErrors(tx, patchesOf('patch'))
  const byMove = new Map<string, string[]>()
  for (const { row, change } of kept) {
    const state = change.patch?.state ?? row.state
    const key = `${state}/${change.ownerId ?? ''}/${change.patch?.state ?? ''}/${change.patch?.class_code ?? ''}`
    byMove.set(key, [...(byMove.get(key) ?? []), row.id])
  }
  for (const [key, ids] of byMove) {
    const [state = '', ownerId = '', newState = '', classCode = ''] = key.split('/')
    const isClosed = CLOSED_STATES.some((closed) => closed === newState)
    await moveMatters(tx, ids, {
      state,
      ...(isClosed ? { closedAt: now } : {}),
      ...(ownerId ? { ownerId } : {}),
      ...(classCode ? { classCode } : {}),
    })
  }
  const transfers = kept.flatMap(({ row, change }) =>
    change.transfer
      ? [
          {
            ...change.transfer,
            errorId: row.id,
            customerId: row.customerId,
            accountHash: row.accountHash,
            unitId: row.unitId,
            currency: row.currency,
          },
        ]
      : [],
  )
  await putTransfers(tx, transfers, now, approverId)
}

/** One error, with its refusal thrown and an audit row. */
export function changeError(
  ctx: Ctx,
  request: ErrorRequest,
  action: ErrorAction,
  prepare: (ctx: TxCtx) => Promise<(row: ErrorRow, now: Date) => Decided>,
): Promise<Result<Changed>> {
  return withTransaction(ctx, async (tx) => {
    const decide = await prepare(tx)
    let unitId: string | null = null
    const { changed, refused: refusals } = await changeErrors(tx, [request.errorId], (row, now, tree) => {
      unitId = row.unitId
      if (
        request.revision !== null &&
        request.revision !== row.revision &&
        may(tx, 'refund.view', tree.pathOf(row.unitId))
      )
        return { refusal: { code: 'changed_meanwhile' } }
      const refusal = refusalFor(tx, row, action, tree)
      return refusal ? { refusal } : decide(row, now)
    })
    const done = changed.get(request.errorId)
    if (!done) return refused(refusals.get(request.errorId) ?? { code: 'not_found' })
    await audit(tx, {
      action: `refund.${action}`,
      subjectType: 'billing_error',
      subjectId: request.errorId,
      unitId,
      detail: { number: done.number },
    })
    return { id: request.errorId, ...done }
  })
}
