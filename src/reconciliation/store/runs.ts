import type { Tx } from '@/platform/context'
import type { FindingClass, RunStatus } from '../rules/lists'
import { judgeStatement } from './judge-sql'

export type Run = {
  readonly id: string
  readonly seq: number
  readonly month: string
  readonly unitId: string
  readonly status: RunStatus
  readonly error: string | null
  readonly judgedAt: Date | null
  readonly targetPer10000: number | null
  readonly targetPromise: string | null
  readonly createdById: string | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

type Row = Omit<Run, 'targetPer10000' | 'status'> & {
  status: string
  targetPer10000: { toNumber(): number } | null
}
const runOf = (row: Row): Run => ({
  ...row,
  status: row.status as RunStatus,
  targetPer10000: row.targetPer10000?.toNumber() ?? null,
})

export async function insertRun(
  tx: Tx,
  run: Pick<
    Run,
    'id' | 'month' | 'unitId' | 'targetPer10000' | 'targetPromise' | 'createdById' | 'createdAt'
  >,
): Promise<void> {
  await tx.reconciliationRun.create({ data: { ...run, status: 'waiting' } })
}

export async function findRun(tx: Tx, id: string): Promise<Run | null> {
  const row = await tx.reconciliationRun.findUnique({ where: { id } })
  return row ? runOf(row) : null
}

/** The run with its row locked; one worker at a time. */
export async function lockRun(tx: Tx, id: string): Promise<Run | null> {
  await tx.$queryRaw`SELECT id FROM reconciliation_run WHERE id = ${id}::uuid FOR UPDATE`
  return findRun(tx, id)
}

export async function updateRun(
  tx: Tx,
  id: string,
  change: Partial<Pick<Run, 'status' | 'error' | 'judgedAt' | 'startedAt' | 'finishedAt'>> & {
    heartbeatAt?: Date | null
  },
): Promise<void> {
  await tx.reconciliationRun.update({ where: { id }, data: change })
}

export async function listRuns(tx: Tx, unitIds: readonly string[] | null, limit: number): Promise<Run[]> {
  const rows = await tx.reconciliationRun.findMany({
    where: unitIds === null ? {} : { unitId: { in: [...unitIds] } },
    orderBy: { seq: 'desc' },
    take: limit,
  })
  return rows.map(runOf)
}

/** Judges the charges of a run in one statement. */
export async function judgeRun(tx: Tx, run: Parameters<typeof judgeStatement>[0]): Promise<void> {
  // Sorting a million charges in memory instead of on disk; for this transaction only.
  // And should our process be killed, the statement ends within seconds and gives the run's row free.
  await tx.$executeRaw`
    SELECT set_config('work_mem', '256MB', true), set_config('jit', 'off', true), set_config('client_connection_check_interval', '2s', true)`
  await tx.$executeRaw(judgeStatement(run))
}

/** Lets the planner know what an import brought. */
export async function analyseCharges(tx: Tx): Promise<void> {
  await tx.$executeRaw`ANALYZE charge`
  await tx.$executeRaw`ANALYZE charged_party`
}

/** Says that a run goes on. @returns false when it no longer does: it was given up, or another has ended it */
export async function beatRun(tx: Tx, id: string, heartbeatAt: Date): Promise<boolean> {
  const { count } = await tx.reconciliationRun.updateMany({
    where: { id, status: 'running' },
    data: { heartbeatAt },
  })
  return count > 0
}

/** Ends a run that is under way. @returns false when it was not */
export async function endRun(
  tx: Tx,
  id: string,
  end: { readonly status: 'done' | 'failed'; readonly error: string | null; readonly finishedAt: Date },
): Promise<boolean> {
  const { count } = await tx.reconciliationRun.updateMany({ where: { id, status: 'running' }, data: end })
  return count > 0
}

/** Runs that wait and that nobody has taken up. */
export async function forgottenRuns(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM reconciliation_run WHERE status = 'waiting'
      AND coalesce(heartbeat_at, created_at) < ${before} ORDER BY seq LIMIT 10`
  return rows.map(({ id }) => id)
}

/**
 * Gives up the runs whose process died: nothing has been heard of them, and nobody holds their row, as whoever judges one
 * does until it is judged. @returns their ids
 */
export async function giveUpSilentRuns(tx: Tx, before: Date, at: Date, error: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE reconciliation_run SET status = 'failed', error = ${error}, finished_at = ${at}
    WHERE id IN (SELECT id FROM reconciliation_run WHERE status = 'running'
      AND coalesce(heartbeat_at, created_at) < ${before} ORDER BY seq LIMIT 10 FOR UPDATE SKIP LOCKED) RETURNING id`
  return rows.map(({ id }) => id)
}

export type ClassTotal = {
  readonly unitId: string
  readonly classCode: FindingClass
  readonly currency: string
  readonly count: number
  readonly open: number
  readonly accepted: number
  readonly dismissed: number
  readonly overMinor: bigint
  readonly owedMinor: bigint
}

/** Findings of a run by unit, class and currency; amounts without what was dismissed. */
export async function classTotals(
  tx: Tx,
  runId: string,
  unitIds: readonly string[] | null,
): Promise<ClassTotal[]> {
  return tx.$queryRaw<ClassTotal[]>`
    SELECT unit_id AS "unitId", class_code AS "classCode", currency, count(*)::int AS count,
      count(*) FILTER (WHERE state = 'open')::int AS open, count(*) FILTER (WHERE state = 'accepted')::int AS accepted,
      count(*) FILTER (WHERE state = 'dismissed')::int AS dismissed,
      coalesce(sum(greatest(0, charged_minor - correct_minor)) FILTER (WHERE state <> 'dismissed'), 0)::bigint AS "overMinor",
      coalesce(sum(owed_minor) FILTER (WHERE state <> 'dismissed'), 0)::bigint AS "owedMinor"
    FROM finding WHERE run_id = ${runId}::uuid AND (${unitIds === null} OR unit_id = ANY(${[...(unitIds ?? [])]}::uuid[]))
    GROUP BY unit_id, class_code, currency`
}

export type UnitCount = {
  readonly runId: string
  readonly unitId: string
  readonly charges: number
  readonly unjudged: number
}

export async function unitCounts(
  tx: Tx,
  runIds: readonly string[],
  unitIds: readonly string[] | null,
): Promise<UnitCount[]> {
  return tx.$queryRaw<UnitCount[]>`
    SELECT run_id AS "runId", unit_id AS "unitId", charges, unjudged FROM reconciliation_run_unit
    WHERE run_id = ANY(${[...runIds]}::uuid[]) AND (${unitIds === null} OR unit_id = ANY(${[...(unitIds ?? [])]}::uuid[]))`
}

export type RunTotal = {
  readonly runId: string
  readonly findings: number
  readonly open: number
  readonly accepted: number
  readonly dismissed: number
}

/** Findings of runs in all; errors are those not dismissed. */
export async function runTotals(
  tx: Tx,
  runIds: readonly string[],
  unitIds: readonly string[] | null,
): Promise<RunTotal[]> {
  return tx.$queryRaw<RunTotal[]>`
    SELECT run_id AS "runId", count(*)::int AS findings, count(*) FILTER (WHERE state = 'open')::int AS open,
      count(*) FILTER (WHERE state = 'accepted')::int AS accepted, count(*) FILTER (WHERE state = 'dismissed')::int AS dismissed
    FROM finding WHERE run_id = ANY(${[...runIds]}::uuid[])
      AND (${unitIds === null} OR unit_id = ANY(${[...(unitIds ?? [])]}::uuid[])) GROUP BY run_id`
}
