import type { SubjectType } from '@/kernel/fact-types'
import type { Tx } from '@/platform/context'
import type { Db } from '@/platform/db/client'
import type { MessageState } from '../rules/message'
import { LEASE_MS } from '../rules/retry'
import type { MessageChannel } from '../rules/template'

/** A message taken by this worker for one attempt. */
export type ClaimedMessage = {
  readonly id: string
  readonly attemptId: string
  readonly customerId: string
  readonly channel: MessageChannel
  readonly title: string
  readonly text: string
  readonly parts: number
  /** This attempt included. */
  readonly attempts: number
  readonly leaseUntil: Date
}

export type ClaimFor = {
  readonly adapter: string
  readonly channels: readonly MessageChannel[]
  readonly isIdempotent: boolean
  readonly perSecond: number | null
  readonly limit: number
}

/**
 * Takes messages that are due, oldest first, as many as the adapter may still send this second. Rows another worker is
 * just taking are skipped. The pace is kept by the database's clock, which all workers share.
 */
export async function claimMessages(db: Db, now: Date, want: ClaimFor): Promise<ClaimedMessage[]> {
  return db.$transaction(async (tx) => {
    const allowed = want.perSecond === null ? want.limit : await refill(tx, want.adapter, want.perSecond)
    const limit = Math.min(want.limit, Math.floor(allowed))
    if (limit < 1) return []
    const leaseUntil = new Date(now.getTime() + LEASE_MS)
    const rows = await tx.$queryRaw<ClaimedMessage[]>`
      WITH due AS MATERIALIZED (
        SELECT id FROM outbox_message
         WHERE state = 'waiting' AND due_at <= ${now} AND channel = ANY(${[...want.channels]}::text[])
         ORDER BY due_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      UPDATE outbox_message m
         SET state = 'sending', adapter = ${want.adapter}, attempts = attempts + 1, lease_until = ${leaseUntil},
             attempt_id = CASE WHEN ${want.isIdempotent} AND m.adapter = ${want.adapter} AND m.attempt_id IS NOT NULL
                               THEN m.attempt_id ELSE gen_random_uuid() END
        FROM due WHERE m.id = due.id
      RETURNING m.id, m.attempt_id AS "attemptId", m.customer_id AS "customerId", m.channel, m.title, m.text,
                m.parts::int, m.attempts::int, m.lease_until AS "leaseUntil"`
    if (want.perSecond !== null && rows.length > 0) {
      const used = rows.reduce((sum, { parts }) => sum + parts, 0)
      await tx.$executeRaw`UPDATE message_pace SET tokens = tokens - ${used} WHERE adapter = ${want.adapter}`
    }
    return rows
  })
}

/** Messages the adapter may send now; the row stays locked until the claim is made. A long one may leave a debt. */
async function refill(tx: Tx, adapter: string, perSecond: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ tokens: number }[]>`
    INSERT INTO message_pace AS p (adapter, tokens, at) VALUES (${adapter}, ${perSecond}, clock_timestamp())
    ON CONFLICT (adapter) DO UPDATE SET
      tokens = least(${perSecond}, p.tokens + ${perSecond} * greatest(0, extract(epoch FROM clock_timestamp() - p.at)::float8)),
      at = greatest(p.at, clock_timestamp())
    RETURNING tokens`
  return row!.tokens
}

/** Attempts whose worker has died: sent again where the provider knows them, left for a person where it does not. */
export async function endLeases(
  tx: Tx,
  now: Date,
  idempotentAdapters: readonly string[],
): Promise<{ readonly again: number; readonly unknown: number }> {
  const rows = await tx.$queryRaw<{ state: MessageState }[]>`
    WITH ended AS MATERIALIZED (
      SELECT id FROM outbox_message WHERE state = 'sending' AND lease_until < ${now} LIMIT 500 FOR UPDATE SKIP LOCKED)
    UPDATE outbox_message m
       SET state = CASE WHEN m.adapter = ANY(${[...idempotentAdapters]}::text[]) THEN 'waiting' ELSE 'unknown' END,
           lease_until = NULL, error_code = 'worker_lost'
      FROM ended WHERE m.id = ended.id RETURNING m.state`
  const again = rows.filter(({ state }) => state === 'waiting').length
  return { again, unknown: rows.length - again }
}

/** Messages nobody needs any more are given up. @returns their number */
export function expireMessages(tx: Tx, now: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE outbox_message SET state = 'dead', error_code = 'expired', settled_at = ${now}, tell_at = ${now}
     WHERE id IN (SELECT id FROM outbox_message WHERE state = 'waiting' AND due_at <= ${now} AND not_after < ${now}
                   LIMIT 500 FOR UPDATE SKIP LOCKED)`
}

/** The provider has it. Accepted is accepted, whatever we thought meanwhile of the same attempt. @returns whether it counted */
export async function markSent(
  tx: Tx,
  message: { readonly id: string; readonly attemptId: string },
  now: Date,
): Promise<boolean> {
  const done = await tx.$executeRaw`
    UPDATE outbox_message SET state = 'sent', sent_at = ${now}, settled_at = NULL, tell_at = ${now}, lease_until = NULL, error_code = NULL
     WHERE id = ${message.id}::uuid AND attempt_id = ${message.attemptId}::uuid
       AND state IN ('sending','unknown','waiting','dead')`
  return done > 0
}

/** Whether this very attempt was found out to be taken already, by a report that was faster than the answer. */
export async function isAttemptSent(
  tx: Tx,
  message: { readonly id: string; readonly attemptId: string },
): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM outbox_message WHERE id = ${message.id}::uuid AND attempt_id = ${message.attemptId}::uuid
       AND state IN ('sent','delivered','undelivered')`
  return found.length > 0
}

/** Attempts under way or without an answer, by message or by the phone they went to. */
export function unsureMessages(
  tx: Tx,
  adapter: string,
  by: { readonly messageId: string } | { readonly phoneHash: string },
): Promise<{ readonly id: string; readonly attemptId: string }[]> {
  const messageId = 'messageId' in by ? by.messageId : null
  const phoneHash = 'phoneHash' in by ? by.phoneHash : null
  return tx.$queryRaw<{ id: string; attemptId: string }[]>`
    SELECT id, attempt_id AS "attemptId" FROM outbox_message
     WHERE adapter = ${adapter} AND state IN ('sending','unknown')
       AND (id = ${messageId}::uuid OR customer_id = (SELECT id FROM customer WHERE phone_hash = ${phoneHash}))
     ORDER BY created_at DESC LIMIT 50 FOR UPDATE`
}

/** What a failed attempt makes of a message; nothing when another worker has it by now. */
export async function markFailed(
  tx: Tx,
  message: ClaimedMessage,
  next: {
    readonly state: 'waiting' | 'dead' | 'unknown'
    readonly errorCode: string
    readonly dueAt?: Date
    /** Whether the attempt counts. */
    readonly counts: boolean
  },
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE outbox_message
       SET state = ${next.state}, error_code = ${next.errorCode}, lease_until = NULL,
           due_at = coalesce(${next.dueAt ?? null}::timestamptz, due_at),
           attempts = attempts - ${next.counts ? 0 : 1}::smallint,
           settled_at = CASE WHEN ${next.state} = 'dead' THEN ${now}::timestamptz END,
           tell_at = CASE WHEN ${next.state} = 'dead' THEN ${now}::timestamptz ELSE tell_at END
     WHERE id = ${message.id}::uuid AND attempt_id = ${message.attemptId}::uuid AND state = 'sending'
       AND lease_until = ${message.leaseUntil}`
}

/** One at a time per number of a provider, so that a report and our own commit never miss each other. */
export async function lockProviderIds(
  tx: Tx,
  adapter: string,
  providerIds: readonly string[],
): Promise<void> {
  for (const id of [...providerIds].sort())
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`delivery ${adapter} ${id}`}, 0))`
}

/** Notes the provider's numbers of a message's parts. */
export async function insertParts(
  tx: Tx,
  adapter: string,
  messageId: string,
  providerIds: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO outbox_part (adapter, provider_id, message_id, part, state)
    SELECT ${adapter}, id, ${messageId}::uuid, place::smallint, 'sent'
      FROM unnest(${[...providerIds]}::text[]) WITH ORDINALITY AS x(id, place)
    ON CONFLICT (adapter, provider_id) DO UPDATE SET message_id = excluded.message_id, part = excluded.part`
}

/** A message that rooms are to be told of. */
export type UntoldMessage = {
  readonly id: string
  readonly key: string
  readonly channel: MessageChannel
  readonly customerId: string
  readonly unitId: string
  readonly subjectType: SubjectType
  readonly subjectId: string
  readonly state: 'sent' | 'delivered' | 'undelivered' | 'dead'
  readonly at: Date
  readonly errorCode: string | null
}

/** The message under a lock, when there is still something to tell of it. */
export async function lockUntold(tx: Tx, id: string): Promise<UntoldMessage | null> {
  const [row] = await tx.$queryRaw<UntoldMessage[]>`
    SELECT id, key, channel, customer_id AS "customerId", unit_id AS "unitId", subject_type AS "subjectType",
           subject_id AS "subjectId", state, coalesce(delivered_at, settled_at, sent_at, created_at) AS at,
           error_code AS "errorCode"
      FROM outbox_message WHERE id = ${id}::uuid AND tell_at IS NOT NULL
       AND state IN ('sent','delivered','undelivered','dead') FOR UPDATE`
  return row ?? null
}

/** Told, or to be told again at `again`. */
export async function setTold(tx: Tx, id: string, again: Date | null): Promise<void> {
  await tx.$executeRaw`UPDATE outbox_message SET tell_at = ${again} WHERE id = ${id}::uuid`
}

/** Messages that rooms should have been told of by now. */
export async function untold(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM outbox_message WHERE tell_at < ${now} ORDER BY tell_at LIMIT 100`
  return rows.map(({ id }) => id)
}
