import type { Ctx } from '@/platform/context'
import { judge } from '../rules/judge'
import { engineConfig } from '../store/config'
import { factsOf } from '../store/facts'
import {
  insertObligations,
  lockObligations,
  type ObligationWrite,
  obligationId,
  projectNextDue,
} from '../store/obligations'
import { differs } from './persist'

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
const FINAL = ['KEPT', 'WAIVED', 'VOID']

async function* batchesOfSubjects(ctx: Ctx): AsyncGenerator<string[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await ctx.db.$queryRaw<{ subject_id: string }[]>`
      SELECT DISTINCT subject_id FROM fact WHERE subject_id > ${after}::uuid ORDER BY subject_id LIMIT ${BATCH}`
    if (rows.length === 0) return
    yield rows.map((row) => row.subject_id)
    after = rows.at(-1)!.subject_id
  }
}

/**
 * Judges every case anew from its facts and compares with what is stored, without writing. A breach the worker has not
 * noticed yet is not a difference: the stored row says OPEN with a deadline that has passed.
 */
export async function checkRebuild(ctx: Ctx): Promise<RebuildReport> {
  const config = await engineConfig(ctx)
  const differences: Difference[] = []
  let cases = 0
  let obligations = 0
  for await (const subjectIds of batchesOfSubjects(ctx)) {
    cases += subjectIds.length
    await ctx.db.$transaction(async (tx) => {
      const stored = new Map((await lockObligations(tx, subjectIds)).map((row) => [row.id, row]))
      const facts = await factsOf(tx, subjectIds)
      const nowMs = ctx.clock().getTime()
      for (const [subjectId, records] of facts) {
        for (const judged of judge(records, config, nowMs)) {
          obligations += 1
          const id = obligationId(subjectId, judged)
          const row = stored.get(id)
          stored.delete(id)
          if (!row) differences.push({ subjectId, obligationId: id, what: 'missing' })
          else if (
            FINAL.includes(row.state)
              ? row.state !== judged.state
              : differs(row, judged) && !unnoticed(row, judged.state)
          )
            differences.push({ subjectId, obligationId: id, what: 'different' })
        }
      }
      for (const row of stored.values())
        differences.push({ subjectId: row.subjectId, obligationId: row.id, what: 'surplus' })
    })
  }
  return { cases, obligations, differences }
}

const unnoticed = (row: { state: string }, judgedState: string): boolean =>
  row.state === 'OPEN' && judgedState === 'BROKEN'

/**
 * Drops all obligations and makes them again from the facts, in one transaction. Ids stay the same; ladder steps that
 * fired before are not fired again.
 */
export async function rebuild(ctx: Ctx): Promise<RebuildReport> {
  const config = await engineConfig(ctx)
  let cases = 0
  let obligations = 0
  await ctx.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL jiannuo.rebuilding = 'on'`
      await tx.$executeRaw`LOCK TABLE fact, obligation IN SHARE ROW EXCLUSIVE MODE`
      await tx.$executeRaw`DELETE FROM obligation`
      for await (const subjectIds of batchesOfSubjects({ ...ctx, tx })) {
        cases += subjectIds.length
        const facts = await factsOf(tx, subjectIds)
        const nowMs = ctx.clock().getTime()
        const writes: ObligationWrite[] = []
        for (const [subjectId, records] of facts) {
          for (const judged of judge(records, config, nowMs))
            writes.push({ id: obligationId(subjectId, judged), subjectId, judged, stepsFired: 0 })
        }
        obligations += writes.length
        await insertObligations(tx, await withStepsFired(writes))
        await projectNextDue(tx, subjectIds)
      }

      async function withStepsFired(writes: ObligationWrite[]): Promise<ObligationWrite[]> {
        const fired = await tx.$queryRaw<{ id: string; count: bigint }[]>`
          SELECT obligation_id AS id, count(*) AS count FROM obligation_event
          WHERE kind = 'step_fired' AND obligation_id = ANY(${writes.map((write) => write.id)}::uuid[]) GROUP BY 1`
        const counts = new Map(fired.map((row) => [row.id, Number(row.count)]))
        return writes.map((write) => ({ ...write, stepsFired: counts.get(write.id) ?? 0 }))
      }
    },
    { timeout: 3_600_000, maxWait: 60_000 },
  )
  return { cases, obligations, differences: [] }
}
