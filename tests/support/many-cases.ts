import { newId } from '@/kernel/ids'
import { type NewFact, recordFactsBulk } from '@/obligations/service/record'
import { type Ctx, withTransaction } from '@/platform/context'
import type { Db } from '@/platform/db/client'
import type { Carrier } from './carrier'

/**
 * Receives many complaints at the context's time in a few statements, each customer having spoken 100 ms after the one
 * before, so that their deadlines follow one another in the order of the ids returned.
 */
export async function receiveMany(ctx: Ctx, carrier: Carrier, count: number): Promise<string[]> {
  const at = ctx.clock()
  const cases = Array.from({ length: count }, (_, index) => ({
    id: newId(at.getTime() + index),
    number: `M-${at.getTime()}-${index}`,
    at: new Date(at.getTime() - (count - index) * 100),
  }))
  const outcome = await withTransaction(
    ctx,
    async (tx) => {
      await tx.tx.$executeRaw`
        INSERT INTO complaint (id, number, kind, unit_id, intake_unit_id, class_code, wants, words, channel, received_at, recorded_at,
          logged_by_id, first_owner_id, owner_id, status, search_vector)
        SELECT x.id, x.number, 'complaint', ${carrier.units.hall}::uuid, ${carrier.units.hall}::uuid, 'service.attitude', 'explanation',
          'words', 'hall', x.at, ${at}, ${carrier.staff.clerk}::uuid, ${carrier.staff.clerk}::uuid, ${carrier.staff.clerk}::uuid, 'open', ''
        FROM jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) AS x(id uuid, number text, at timestamptz)`
      await recordFactsBulk(
        tx,
        cases.map((each): { facts: NewFact[] } => ({
          facts: [
            {
              type: 'complaint.received',
              subject: { type: 'complaint', id: each.id },
              unitId: carrier.units.hall,
              occurredAt: each.at,
              attrs: {
                kind: 'complaint',
                classCode: 'service.attitude',
                channel: 'hall',
                ownerId: carrier.staff.clerk,
              },
            },
          ],
        })),
      )
    },
    60_000,
  )
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return cases.map(({ id }) => id)
}

/** What enforcement has done so far, counted in the tables: every figure has to come out exact. */
export async function enforcementOf(db: Db) {
  const [counts] = await db.$queryRaw<
    {
      obligations: number
      broken: number
      atDeadline: number
      steps: number
      breaches: number
      notified: number
      waiting: number
    }[]
  >`
    SELECT count(*)::int AS obligations,
           count(*) FILTER (WHERE state = 'BROKEN')::int AS broken,
           count(*) FILTER (WHERE broken_at = due_at AND due_at = started_at + interval '48 hours')::int AS "atDeadline",
           (SELECT count(*)::int FROM obligation_event WHERE kind = 'step_fired') AS steps,
           (SELECT count(*)::int FROM obligation_event WHERE kind = 'broken') AS breaches,
           (SELECT count(*)::int FROM notification WHERE kind = 'step') AS notified,
           count(*) FILTER (WHERE next_action_at <= now())::int AS waiting
    FROM obligation`
  return counts!
}
