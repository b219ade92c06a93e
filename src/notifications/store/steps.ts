import { Prisma } from '@/platform/db/generated/client'

const { raw, sql } = Prisma

/**
 * `other` and `known` are steps of one promise told to the same person: their keys begin alike
 * (`step/<obligation>/<recipient>/`), so the index that keeps keys single finds them. `0` follows `/`.
 */
export function ofSamePromise(other: 'later' | 'earlier', known: 'n' | 'shown'): Prisma.Sql {
  const row = raw(known)
  const begins = sql`'step/' || ${row}.obligation_id || '/' || ${row}.recipient_id`
  const key = sql`${raw(other)}.idempotency_key`
  return sql`${row}.kind = 'step' AND ${key} >= ${begins} || '/' AND ${key} < ${begins} || '0'`
}

/**
 * Of the steps of one promise a person is shown the last: each tells how the promise stands now, so an earlier one
 * would say the same again. For `notification n`.
 */
export const isLastStep: Prisma.Sql = sql`NOT EXISTS (
  SELECT FROM notification later
  WHERE ${ofSamePromise('later', 'n')} AND (later.created_at, later.id) > (n.created_at, n.id))`
