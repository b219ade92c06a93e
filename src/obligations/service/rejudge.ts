import type { MatterType, SubjectType } from '@/kernel/fact-types'
import { unwrap } from '@/kernel/result'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { judge } from '../rules/judge'
import { engineConfig } from '../store/config'
import { factsOf } from '../store/facts'
import { lockObligations, projectNextDue } from '../store/obligations'
import { persistJudgements } from './persist'

/** Judges cases anew from their facts and writes what changed: after a pause ran out or a calendar was announced. */
export async function rejudge(ctx: TxCtx, subjectIds: readonly string[]): Promise<void> {
  if (subjectIds.length === 0) return
  await ctx.tx
    .$queryRaw`SELECT id FROM complaint WHERE id = ANY(${[...subjectIds]}::uuid[]) ORDER BY id FOR UPDATE`
  const matters = await ctx.tx.$queryRaw<{ id: string; type: MatterType }[]>`
    SELECT id, type FROM matter WHERE id = ANY(${[...subjectIds]}::uuid[]) ORDER BY id FOR UPDATE`
  const typeOf = new Map<string, SubjectType>(matters.map(({ id, type }) => [id, type]))
  const stored = await lockObligations(ctx.tx, subjectIds)
  const facts = await factsOf(ctx.tx, subjectIds)
  const config = await engineConfig(ctx)
  const now = ctx.clock()
  const judgements = [...facts].map(([subjectId, records]) => ({
    subject: { type: typeOf.get(subjectId) ?? 'complaint', id: subjectId },
    judged: judge(records, config, now.getTime()),
  }))
  await persistJudgements(ctx.tx, judgements, stored, now)
  await projectNextDue(ctx.tx, subjectIds)
}

const BATCH = 200

/**
 * Re-computes every running obligation whose clock uses a calendar, or whose unit lives by it now: after a new version of
 * it was published, and after units were given it, lost it or moved. Each batch is a transaction of its own; run again after an interruption it goes on where it stopped.
 * @returns number of cases looked at
 */
export async function recomputeCalendar(ctx: Ctx, calendarId: string): Promise<number> {
  const units = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT u.id FROM org_unit u
    WHERE (SELECT above.calendar_id FROM org_unit above WHERE above.path @> u.path AND above.calendar_id IS NOT NULL
           ORDER BY nlevel(above.path) DESC LIMIT 1) = ${calendarId}::uuid`
  let after = '00000000-0000-0000-0000-000000000000'
  let done = 0
  for (;;) {
    const rows = await ctx.db.$queryRaw<{ subject_id: string }[]>`
      SELECT DISTINCT o.subject_id FROM obligation o
      WHERE o.state IN ('OPEN','PAUSED') AND o.subject_id > ${after}::uuid
        AND (o.calendar_version_id IN (SELECT id FROM calendar_version WHERE calendar_id = ${calendarId}::uuid)
             OR o.unit_id = ANY(${units.map(({ id }) => id)}::uuid[]))
      ORDER BY o.subject_id LIMIT ${BATCH}`
    if (rows.length === 0) return done
    const ids = rows.map((row) => row.subject_id)
    unwrap(await withTransaction(ctx, (tx) => rejudge(tx, ids)))
    done += ids.length
    after = ids.at(-1)!
  }
}

/**
 * Finishes re-computations whose job was lost with a killed worker: calendars of which something running still knows an
 * older version only. @returns number of cases looked at
 */
export async function recomputeForgotten(ctx: Ctx): Promise<number> {
  const calendars = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT old.calendar_id AS id FROM calendar_version old
    JOIN calendar_version newer ON newer.calendar_id = old.calendar_id AND newer.version > old.version
    WHERE newer.published_at <= ${ctx.clock()} AND EXISTS (
      SELECT 1 FROM obligation o WHERE o.calendar_version_id = old.id AND o.state IN ('OPEN','PAUSED'))`
  let done = 0
  for (const { id } of calendars) done += await recomputeCalendar(ctx, id)
  return done
}
