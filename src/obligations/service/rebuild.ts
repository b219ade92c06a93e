import { newId } from '@/kernel/ids'
import { type Ctx, reader, type Tx } from '@/platform/context'
import { judge } from '../rules/judge'
import type { JudgedObligation } from '../rules/types'
import { engineConfig } from '../store/config'
import { factsOf } from '../store/facts'
import {
  insertObligationEvents,
  insertObligations,
  type ObligationWrite,
  obligationId,
  obligationsOfSubjects,
  projectNextDue,
  type StoredObligation,
} from '../store/obligations'
import { differs } from './persist'
import type { Subject } from './record'

export type Difference = {
  readonly subjectId: string
  readonly obligationId: string
  readonly what: 'missing' | 'surplus' | 'different'
}
export type RebuildReport = {
  readonly cases: number
  readonly obligations: number
  readonly differences: readonly Difference[]
}

const BATCH = 500

async function* batchesOfSubjects(ctx: Ctx): AsyncGenerator<Subject[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const subjects = await reader(ctx).$queryRaw<Subject[]>`
      SELECT DISTINCT subject_id AS id, subject_type AS type FROM fact
      WHERE subject_id > ${after}::uuid ORDER BY subject_id LIMIT ${BATCH}`
    if (subjects.length === 0) return
    yield subjects
    after = subjects.at(-1)!.id
  }
}

/**
 * Judges every case anew from its facts and compares with what is stored, without writing or locking anything. What the
 * worker has not got round to yet (a breach, a pause that reached its maximum) is not a difference.
 */
export async function checkRebuild(ctx: Ctx): Promise<RebuildReport> {
  const config = await engineConfig(ctx)
  const differences: Difference[] = []
  let cases = 0
  let obligations = 0
  for await (const subjects of batchesOfSubjects(ctx)) {
    const subjectIds = subjects.map(({ id }) => id)
    cases += subjectIds.length
    // One snapshot, so that a clerk who saves meanwhile is seen in both tables or in neither.
    await ctx.db.$transaction(
      async (tx) => {
        const stored = new Map((await obligationsOfSubjects(tx, subjectIds)).map((row) => [row.id, row]))
        const nowMs = ctx.clock().getTime()
        for (const [subjectId, records] of await factsOf(tx, subjectIds)) {
          for (const judged of judge(records, config, nowMs)) {
            obligations += 1
            const id = obligationId(subjectId, judged)
            const row = stored.get(id)
            stored.delete(id)
            if (!row) differences.push({ subjectId, obligationId: id, what: 'missing' })
            else if (differs(row, judged) && !isUnnoticed(row, judged, nowMs))
              differences.push({ subjectId, obligationId: id, what: 'different' })
          }
        }
        for (const row of stored.values())
          differences.push({ subjectId: row.subjectId, obligationId: row.id, what: 'surplus' })
      },
      { isolationLevel: 'RepeatableRead', timeout: 60_000, maxWait: 15_000 },
    )
  }
  return { cases, obligations, differences }
}

/** Whether the row only waits for the next sweep. */
function isUnnoticed(row: StoredObligation, judged: JudgedObligation, nowMs: number): boolean {
  if (row.nextActionAt === null || row.nextActionAt.getTime() > nowMs) return false
  if (row.state === 'PAUSED') return judged.state === 'OPEN' || judged.state === 'BROKEN'
  return row.state === 'OPEN' && judged.state === 'BROKEN' && judged.brokenAtMs === row.dueAt?.getTime()
}

/**
 * Drops all obligations and makes them again from the facts, in one transaction. Ids stay the same; ladder steps that
 * fired before are not fired again. Clerks who save meanwhile wait; readers do not.
 */
export async function rebuild(ctx: Ctx): Promise<RebuildReport> {
  let cases = 0
  let obligations = 0
  await ctx.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL jiannuo.rebuilding = 'on'`
      // The case first, as clerks lock it: whoever holds one of its rows has finished before we go on.
      await tx.$executeRaw`LOCK TABLE complaint, matter, fact, obligation IN EXCLUSIVE MODE`
      const inside = { ...ctx, tx }
      const config = await engineConfig(inside)
      const now = ctx.clock()
      await tx.$executeRaw`DELETE FROM obligation`
      for await (const subjects of batchesOfSubjects(inside)) {
        const subjectIds = subjects.map(({ id }) => id)
        const typeOf = new Map(subjects.map(({ id, type }) => [id, type]))
        cases += subjectIds.length
        const writes: ObligationWrite[] = []
        for (const [subjectId, records] of await factsOf(tx, subjectIds)) {
          for (const judged of judge(records, config, now.getTime()))
            writes.push({
              id: obligationId(subjectId, judged),
              subject: { type: typeOf.get(subjectId)!, id: subjectId },
              judged,
              stepsFired: 0,
            })
        }
        obligations += writes.length
        await insertObligations(tx, await withStepsFired(tx, writes))
        await noteBreaches(tx, writes, now)
        await projectNextDue(tx, subjectIds)
      }
    },
    { timeout: 3_600_000, maxWait: 60_000 },
  )
  return { cases, obligations, differences: [] }
}

async function withStepsFired(tx: Tx, writes: readonly ObligationWrite[]): Promise<ObligationWrite[]> {
  const fired = await tx.$queryRaw<{ id: string; count: bigint }[]>`
    SELECT obligation_id AS id, count(*) AS count FROM obligation_event
    WHERE kind = 'step_fired' AND obligation_id = ANY(${writes.map((write) => write.id)}::uuid[]) GROUP BY 1`
  const counts = new Map(fired.map((row) => [row.id, Number(row.count)]))
  return writes.map((write) => ({ ...write, stepsFired: counts.get(write.id) ?? 0 }))
}

/** A breach no worker had noticed yet enters the history now; those that stand there stay as they are. */
const noteBreaches = (tx: Tx, writes: readonly ObligationWrite[], now: Date): Promise<void> =>
  insertObligationEvents(
    tx,
    writes.flatMap(({ id, judged: { brokenAtMs } }) =>
      brokenAtMs === null
        ? []
        : [
            {
              id: newId(now.getTime()),
              obligationId: id,
              kind: 'broken' as const,
              step: null,
              dueAt: new Date(brokenAtMs),
              at: now,
              detail: {},
            },
          ],
    ),
  )
