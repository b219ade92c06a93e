import { versionsInForce } from '@/commitments/store/in-force'
import { newId } from '@/kernel/ids'
import { ok, RefusedError, type Result, refuse } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, reader, withTransaction } from '@/platform/context'
import { isTransactionTimeout, isUniqueViolation, postgresCode } from '@/platform/db/errors'
import { enqueue } from '@/platform/jobs'
import { createLog } from '@/platform/log'
import { type DueSubject, dueCalculator } from '@/refunds/service/due'
import { errorClasses } from '@/refunds/store/classes'
import { localParts } from '@/ui/local-parts'
import { RUN_NO_ROOM, RUN_TOO_LONG, unforeseen } from '../rules/run-failure'
import { targetAt } from '../rules/target'
import { priceFindings, unpricedFindings } from '../store/findings'
import {
  analyseCharges,
  beatRun,
  endRun,
  findRun,
  insertRun,
  judgeRun,
  lockRun,
  type Run,
  updateRun,
} from '../store/runs'
import { unitToWorkFor } from './units'

const log = createLog('worker')

const JUDGE_TIMEOUT_MS = 30 * 60_000
const PRICED_AT_ONCE = 2_000

/** The billing month of an instant at a unit, `2026-03`. */
const monthAt = (instant: Date, timeZone: string): string => {
  const { year, month } = localParts(instant, timeZone)
  return `${year}-${String(month).padStart(2, '0')}`
}

export type NewRun = { readonly month: string; readonly unitId?: string | null; readonly queue?: boolean }

/**
 * Begins a run over the charges of a billing month below a unit.
 * @returns refusals `not_allowed`, `period_invalid`, `reconciliation_month_ahead`, `reconciliation_runs_already`
 */
export async function beginRun(
  ctx: Ctx,
  { month, unitId = null, queue = true }: NewRun,
): Promise<Result<{ id: string }>> {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return refuse('period_invalid', {}, { month: 'period_invalid' })
  try {
    return await withTransaction(ctx, async (tx) => {
      const unit = unitToWorkFor(tx, await orgTree(tx), 'reconciliation.run', unitId)
      const createdAt = tx.clock()
      if (month > monthAt(createdAt, unit.timeZone))
        throw new RefusedError({
          code: 'reconciliation_month_ahead',
          params: { month },
          fields: { month: 'reconciliation_month_ahead' },
        })
      const id = newId(createdAt.getTime())
      const target = targetAt(await versionsInForce(tx), month, createdAt.getTime())
      await insertRun(tx.tx, {
        id,
        month,
        unitId: unit.id,
        targetPer10000: target?.per10000 ?? null,
        targetPromise: target?.promise ?? null,
        createdById: actorId(tx),
        createdAt,
      })
      await audit(tx, {
        action: 'reconciliation.run',
        subjectType: 'reconciliation_run',
        subjectId: id,
        unitId: unit.id,
        detail: { month },
      })
      if (queue) await enqueue(tx, 'reconciliation.run', { runId: id }, `reconciliation:${id}`)
      return { id }
    })
  } catch (error) {
    if (ctx.tx || !isUniqueViolation(error)) throw error
    return refuse('reconciliation_runs_already', { month })
  }
}

/**
 * Judges the charges of a run in one statement, then works out what is owed for each finding by the promise in force when
 * the charge was made. Interrupted, it goes on where it stopped. What goes wrong ends the run as failed, with the reason.
 * @throws when not even that can be written: the database is away, and the next worker tries again
 */
export async function runReconciliation(ctx: Ctx, runId: string): Promise<Result<Run>> {
  const begun = await withTransaction(ctx, async (tx) => {
    const run = await lockRun(tx.tx, runId)
    if (!run || (run.status !== 'waiting' && run.status !== 'running')) return null
    const at = tx.clock()
    await updateRun(tx.tx, runId, { status: 'running', startedAt: run.startedAt ?? at, heartbeatAt: at })
    return run
  })
  if (!begun.ok) return begun
  if (begun.value) {
    try {
      if (begun.value.judgedAt === null) await judge(ctx, begun.value)
      if (await price(ctx, runId))
        await endRun(reader(ctx), runId, { status: 'done', error: null, finishedAt: ctx.clock() })
    } catch (error) {
      await endRun(reader(ctx), runId, {
        status: 'failed',
        error: reasonOf(ctx, error, runId),
        finishedAt: ctx.clock(),
      })
    }
  }
  const run = await findRun(reader(ctx), runId)
  return run ? ok(run) : refuse('not_found')
}

const QUERY_CANCELED = '57014'
const NO_ROOM = ['53100', '53200']

function reasonOf(ctx: Ctx, error: unknown, runId: string): string {
  const code = postgresCode(error)
  if (isTransactionTimeout(error) || code === QUERY_CANCELED) return RUN_TOO_LONG
  if (code !== null && NO_ROOM.includes(code)) return RUN_NO_ROOM
  const reference = newId(ctx.clock().getTime()).slice(-12)
  log.error('a run failed', { runId, reference, error })
  return unforeseen(reference)
}

/**
 * Starts a failed run again; what it had judged stands, and it goes on from there.
 * @returns refusals `not_found`, `not_allowed`, `reconciliation_run_not_failed`, `reconciliation_runs_already`
 */
export async function restartRun(
  ctx: Ctx,
  runId: string,
  { queue = true }: { readonly queue?: boolean } = {},
): Promise<Result<{ id: string }>> {
  let month = ''
  try {
    return await withTransaction(ctx, async (tx) => {
      const run = await lockRun(tx.tx, runId)
      const unit = run && (await orgTree(tx)).find(run.unitId)
      if (!run || !unit) throw new RefusedError({ code: 'not_found' })
      mustBeAllowed(tx, 'reconciliation.run', unit.path)
      if (run.status !== 'failed') throw new RefusedError({ code: 'reconciliation_run_not_failed' })
      month = run.month
      await updateRun(tx.tx, runId, {
        status: 'waiting',
        error: null,
        finishedAt: null,
        heartbeatAt: tx.clock(),
      })
      await audit(tx, {
        action: 'reconciliation.run_again',
        subjectType: 'reconciliation_run',
        subjectId: runId,
        unitId: unit.id,
        detail: { month, failedFor: run.error },
      })
      if (queue) await enqueue(tx, 'reconciliation.run', { runId }, `reconciliation:${runId}`)
      return { id: runId }
    })
  } catch (error) {
    if (ctx.tx || !isUniqueViolation(error)) throw error
    return refuse('reconciliation_runs_already', { month })
  }
}

async function judge(ctx: Ctx, { id, month, unitId }: Run): Promise<void> {
  const tree = await orgTree(ctx)
  await analyseCharges(reader(ctx))
  await beatRun(reader(ctx), id, ctx.clock())
  const judged = await withTransaction(
    ctx,
    async (tx) => {
      const run = await lockRun(tx.tx, id)
      // Another worker was faster: a run is judged once.
      if (!run || run.judgedAt !== null || run.status !== 'running') return
      await judgeRun(tx.tx, {
        runId: id,
        month,
        yearFrom: monthBefore(month, 11),
        unitIds: tree.root?.id === unitId ? null : tree.subtreeIds(unitId),
      })
      await updateRun(tx.tx, id, { judgedAt: tx.clock(), heartbeatAt: tx.clock() })
    },
    JUDGE_TIMEOUT_MS,
  )
  if (!judged.ok) throw new Error(judged.refusal.code)
}

/** `2026-10` and 11 give `2025-11`. */
export function monthBefore(month: string, months: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number)
  const place = year * 12 + of - 1 - months
  return `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`
}

/** @returns false when the run was given up meanwhile */
async function price(ctx: Ctx, runId: string): Promise<boolean> {
  const due = await dueCalculator(ctx)
  const classes = new Map(
    (await errorClasses(reader(ctx))).map(({ code, alsoClasses }) => [code, alsoClasses]),
  )
  for (;;) {
    const findings = await unpricedFindings(reader(ctx), runId, PRICED_AT_ONCE)
    if (findings.length === 0) return true
    const knownAt = ctx.clock()
    const priced = findings.map(
      ({ id, classCode, unitId, currency, chargedMinor, correctMinor, chargedAt }) => {
        const subject: DueSubject = {
          classCode,
          alsoClasses: classes.get(classCode) ?? [],
          channel: null,
          brand: null,
          customerClass: null,
          unitId,
        }
        const charge = { currency, chargedMinor, correctMinor, chargedAtMs: chargedAt.getTime() }
        const { amountMinor, promiseCode } = due(subject, charge, knownAt)
        return { id, owedMinor: amountMinor, promiseCode }
      },
    )
    await priceFindings(reader(ctx), priced)
    if (!(await beatRun(reader(ctx), runId, ctx.clock()))) return false
  }
}
