import type { Locale } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import { ofSamePromise } from './steps'

/** A mail older than this helps nobody; it also bounds what is sent when mail is set up later. */
const WORTH_SENDING_HOURS = 24
/** An address that refused this often is left alone. */
export const MOST_ATTEMPTS = 8
/** A worker that dies holds its claim no longer than this; then the mail is sent again under the same Message-ID. */
export const CLAIM_MINUTES = 10

export type OutboxMail = {
  readonly id: string
  readonly address: string
  readonly recipientName: string
  readonly locale: Locale
  /** This attempt included. */
  readonly attempts: number
}

/**
 * Takes up to `limit` notifications that are to be mailed, those never tried first, so that an address that refuses
 * holds nobody up. Rows another worker is just taking are skipped; what was taken is out of reach until the claim ends.
 */
export function claimMails(db: Tx, now: Date, limit: number): Promise<OutboxMail[]> {
  return db.$queryRaw<OutboxMail[]>`
    WITH claimed AS MATERIALIZED (
      SELECT n.id FROM notification n JOIN staff s ON s.id = n.recipient_id
       WHERE n.emailed_at IS NULL AND n.read_at IS NULL
         AND n.created_at > ${now}::timestamptz - make_interval(hours => ${WORTH_SENDING_HOURS}::int)
         AND n.mail_attempts < ${MOST_ATTEMPTS} AND (n.mail_due_at IS NULL OR n.mail_due_at <= ${now})
         AND s.email IS NOT NULL AND s.closed_at IS NULL
         -- Of steps told at the same moment one mail is enough: they say the same.
         AND NOT EXISTS (SELECT FROM notification later
           WHERE ${ofSamePromise('later', 'n')} AND later.created_at = n.created_at AND later.id > n.id)
       ORDER BY n.mail_attempts, n.created_at, n.id LIMIT ${limit} FOR UPDATE OF n SKIP LOCKED)
    UPDATE notification n
       SET mail_attempts = n.mail_attempts + 1,
           mail_due_at = ${now}::timestamptz + make_interval(mins => ${CLAIM_MINUTES}::int)
      FROM claimed, staff s
     WHERE n.id = claimed.id AND s.id = n.recipient_id
    RETURNING n.id, s.email AS address, s.display_name AS "recipientName", s.locale, n.mail_attempts::int AS attempts`
}

export async function markMailed(db: Tx, id: string, at: Date): Promise<void> {
  await db.$executeRaw`UPDATE notification SET emailed_at = ${at}, mail_due_at = NULL WHERE id = ${id}::uuid`
}

/** Tried in vain: not again before `dueAt`. */
export async function postponeMail(db: Tx, id: string, dueAt: Date): Promise<void> {
  await db.$executeRaw`UPDATE notification SET mail_due_at = ${dueAt} WHERE id = ${id}::uuid AND emailed_at IS NULL`
}

/** Gives back what was claimed and not tried; it costs them no attempt. */
export async function releaseMails(db: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db.$executeRaw`
    UPDATE notification SET mail_attempts = mail_attempts - 1, mail_due_at = NULL
     WHERE id = ANY(${[...ids]}::uuid[]) AND emailed_at IS NULL AND mail_attempts > 0`
}
