import { openAccount } from '@/customers/account'
import { formatMinor } from '@/kernel/money'
import { RefusedError, type Result } from '@/kernel/result'
import { LOCALES } from '@/kernel/text'
import { queueMessages } from '@/messaging/service/queue'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { unseal } from '@/platform/crypto'
import { usualSample } from '@/refunds/rules/batch-file'
import { type Reported, reportErrors } from '@/refunds/service/report'
import { insertBatch } from '@/refunds/store/batches'
import { runNumber } from '../rules/number'
import { customersOfErrors, serviceNames } from '../store/evidence'
import {
  decideFindings,
  type FindingFilter,
  findingsById,
  type OpenFinding,
  openFindingIds,
} from '../store/findings'
import { findRun } from '../store/runs'

const ACCEPTED_AT_ONCE = 1_000
/** One call accepts no more than this; the rest is told, and the next call goes on. */
export const MOST_ACCEPTED = 10_000
const ACCEPT_TIMEOUT_MS = 300_000

/** What became of findings: billing errors made, those an error stood for already, and those left open with the reason. */
export type Accepted = {
  readonly accepted: number
  readonly known: number
  readonly refused: readonly { readonly id: string; readonly code: string }[]
}

/**
 * Accepts findings: each becomes a billing error without a complaint ever being made, and the customer is told. A charge
 * that has an error already keeps it, so accepting twice changes nothing.
 * @returns refusals `not_allowed`, `not_found`
 */
export async function acceptFindings(ctx: Ctx, ids: readonly string[]): Promise<Result<Accepted>> {
  return withTransaction(ctx, (tx) => accept(tx, ids), ACCEPT_TIMEOUT_MS)
}

/** Errors accepted together are one batch of refunds: verified, sampled and approved together from there on. */
async function batchFor(ctx: TxCtx, runId: string, count: number): Promise<string> {
  const run = await findRun(ctx.tx, runId)
  if (!run) throw new RefusedError({ code: 'not_found' })
  return insertBatch(ctx.tx, {
    unitId: run.unitId,
    cause: `${runNumber(run.seq)} ${run.month}`,
    source: 'reconciliation',
    sourceId: run.id,
    fileName: null,
    createdById: actorId(ctx),
    createdAt: ctx.clock(),
    rowCount: count,
    sampleSize: usualSample(count),
  })
}

/** Accepts all open findings a filter means, a thousand in each transaction. */
export async function acceptAll(
  ctx: Ctx,
  filter: Omit<FindingFilter, 'unitIds' | 'state'>,
  subtree: readonly string[] | null = null,
): Promise<Result<Accepted & { readonly left: boolean }>> {
  const scope = await scopeUnitIds(ctx, 'reconciliation.accept')
  const allowed = scope === null ? null : new Set(scope)
  const unitIds = subtree === null ? scope : subtree.filter((id) => allowed === null || allowed.has(id))
  let done: Accepted = { accepted: 0, known: 0, refused: [] }
  while (done.accepted + done.known < MOST_ACCEPTED) {
    const ids = await openFindingIds(
      ctx.db,
      { ...filter, unitIds, state: 'open' },
      ACCEPTED_AT_ONCE + done.refused.length,
    )
    const refused = new Set(done.refused.map(({ id }) => id))
    const fresh = ids.filter((id) => !refused.has(id)).slice(0, ACCEPTED_AT_ONCE)
    if (fresh.length === 0) return { ok: true, value: { ...done, left: false } }
    const outcome = await acceptFindings(ctx, fresh)
    if (!outcome.ok) return outcome
    const { accepted, known, refused: more } = outcome.value
    done = {
      accepted: done.accepted + accepted,
      known: done.known + known,
      refused: [...done.refused, ...more],
    }
  }
  return { ok: true, value: { ...done, left: true } }
}

async function lockedFindings(ctx: TxCtx, ids: readonly string[]): Promise<OpenFinding[]> {
  const tree = await orgTree(ctx)
  const findings = await findingsById(ctx.tx, ids, { lock: true })
  if (findings.length !== new Set(ids).size) throw new RefusedError({ code: 'not_found' })
  for (const unitId of new Set(findings.map((each) => each.unitId)))
    mustBeAllowed(ctx, 'reconciliation.accept', tree.unitById(unitId).path)
  return findings
}

async function accept(ctx: TxCtx, ids: readonly string[]): Promise<Accepted> {
  const findings = await lockedFindings(ctx, ids)
  const open = findings.filter(({ state }) => state === 'open')
  const owing = open.filter(({ owedMinor }) => owedMinor !== null && owedMinor > 0n)
  const names = await serviceNames(ctx.tx, [...new Set(owing.map(({ serviceCode }) => serviceCode))])
  const batchId = owing.length > 1 ? await batchFor(ctx, owing[0]!.runId, owing.length) : null
  const reported = await errorsOf(ctx, owing, names, batchId)
  const refused: { id: string; code: string }[] = open
    .filter(({ owedMinor }) => owedMinor === null || owedMinor === 0n)
    .map(({ id }) => ({ id, code: 'reconciliation_nothing_owed' }))
  const decided: { id: string; errorId: string; isNew: boolean }[] = []
  owing.forEach(({ id }, place) => {
    const outcome = reported[place]!
    if (outcome.ok) decided.push({ id, errorId: outcome.id, isNew: true })
    else if (outcome.known) decided.push({ id, errorId: outcome.known.id, isNew: false })
    else refused.push({ id, code: outcome.refusal.code })
  })
  await decideFindings(ctx.tx, decided, { byId: actorId(ctx), at: ctx.clock(), reason: null })
  const fresh = new Map(decided.flatMap(({ id, errorId, isNew }) => (isNew ? [[id, errorId] as const] : [])))
  await tellCustomers(
    ctx,
    owing.flatMap((finding) => {
      const errorId = fresh.get(finding.id)
      return errorId === undefined ? [] : [{ finding, errorId }]
    }),
    names,
  )
  if (decided.length > 0)
    await audit(ctx, {
      action: 'reconciliation.accept',
      subjectType: 'reconciliation_run',
      subjectId: findings[0]!.runId,
      unitId: findings[0]!.unitId,
      detail: { findings: decided.length, errors: fresh.size },
    })
  return {
    accepted: fresh.size,
    // What was decided before counts as known: the second of two clicks finds nothing to do.
    known: decided.length - fresh.size + findings.filter(({ state }) => state === 'accepted').length,
    refused,
  }
}

type Names = Awaited<ReturnType<typeof serviceNames>>
const nameOf = (names: Names, code: string) => names.get(code) ?? { 'zh-CN': code, 'zh-TW': code, en: code }

async function errorsOf(
  ctx: TxCtx,
  findings: readonly OpenFinding[],
  names: Names,
  batchId: string | null,
): Promise<Reported[]> {
  if (findings.length === 0) return []
  const outcome = await reportErrors(
    ctx,
    findings.map((finding, place) => ({
      unitId: finding.unitId,
      phone: unseal('customer.phone', finding.phoneEnc),
      account: openAccount(finding.accountEnc),
      period: finding.month,
      service: nameOf(names, finding.serviceCode)['zh-CN'],
      classCode: finding.classCode,
      chargeRef: finding.chargeRef,
      chargedAt: finding.chargedAt,
      currency: finding.currency,
      chargedMinor: finding.chargedMinor,
      correctMinor: finding.correctMinor,
      sourceId: finding.id,
      batchLine: batchId === null ? null : place + 1,
    })),
    { source: 'reconciliation', ownerId: actorId(ctx), batchId },
  )
  if (!outcome.ok) throw new RefusedError(outcome.refusal)
  return outcome.value
}

async function tellCustomers(
  ctx: TxCtx,
  accepted: readonly { readonly finding: OpenFinding; readonly errorId: string }[],
  names: Names,
): Promise<void> {
  const customers = await customersOfErrors(
    ctx.tx,
    accepted.map(({ errorId }) => errorId),
  )
  await queueMessages(
    ctx,
    accepted.flatMap(({ finding, errorId }) => {
      const error = customers.get(errorId)
      if (!error?.customerId || finding.owedMinor === null) return []
      const { owedMinor, currency } = finding
      const amount = Object.fromEntries(
        LOCALES.map((locale) => [locale, formatMinor(owedMinor, currency, locale)]),
      )
      return [
        {
          key: `reconciliation:${errorId}`,
          channel: 'sms' as const,
          customerId: error.customerId,
          templateCode: 'reconciliation.found',
          params: {
            number: error.number,
            service: nameOf(names, finding.serviceCode),
            amount: amount as Record<(typeof LOCALES)[number], string>,
          },
          subject: { type: 'billing_error' as const, id: errorId },
          unitId: finding.unitId,
        },
      ]
    }),
  )
}

/**
 * Sets findings aside: the charges stand, and the reason stays with them.
 * @returns refusals `not_allowed`, `not_found`, `field_required`
 */
export async function dismissFindings(
  ctx: Ctx,
  ids: readonly string[],
  reason: string,
): Promise<Result<{ dismissed: number }>> {
  return withTransaction(ctx, async (tx) => {
    if (reason.trim() === '')
      throw new RefusedError({ code: 'field_required', fields: { reason: 'field_required' } })
    const open = (await lockedFindings(tx, ids)).filter(({ state }) => state === 'open')
    await decideFindings(
      tx.tx,
      open.map(({ id }) => ({ id, errorId: null })),
      { byId: actorId(tx), at: tx.clock(), reason: reason.trim() },
    )
    if (open.length > 0)
      await audit(tx, {
        action: 'reconciliation.dismiss',
        subjectType: 'reconciliation_run',
        subjectId: open[0]!.runId,
        unitId: open[0]!.unitId,
        detail: { findings: open.length },
      })
    return { dismissed: open.length }
  })
}
