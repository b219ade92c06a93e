import { createTransport, type Transporter } from 'nodemailer'
import { mailText } from '@/notifications/mail-text'
import {
  CLAIM_MINUTES,
  claimMails,
  markMailed,
  type OutboxMail,
  postponeMail,
  releaseMails,
} from '@/notifications/store/outbox'
import { loadTold } from '@/notifications/store/read'
import type { Ctx } from '@/platform/context'
import { createLog } from '@/platform/log'

const log = createLog('mail')

export type MailSettings = {
  /** `smtp://` or `smtps://` address of the mail server. */
  readonly url: string
  readonly from: string
  /** Address of the app, for links; without a slash at the end. */
  readonly baseUrl: string
}

export type MailCount = { readonly sent: number; readonly failed: number }

/** Few at a time: all of a batch must be done well before its claim ends. */
const BATCH = 10
const TIMEOUT_MS = 15_000
const LONGEST_WAIT_MINUTES = 60

/** The mail server could not be reached or would not talk to us; no fault of the mail. */
export class MailServerError extends Error {
  override readonly name = 'MailServerError'
}

/** One connection a mail: a server that hangs or drops one leaves the next untouched. */
export function mailTransport({ url, from }: MailSettings): Transporter {
  return createTransport(
    {
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
}

/**
 * Sends everything that waits, oldest first, one mail per notification, and returns when nothing is left that is due.
 * Any number of workers may do so at once. `isStopping` is asked between mails; the rest is given back.
 * @throws MailServerError when the server is out of order; what was not tried waits for the next round
 */
export async function sendMails(
  ctx: Ctx,
  settings: MailSettings,
  transport: Transporter,
  isStopping: () => boolean = () => false,
): Promise<MailCount> {
  let total: MailCount = { sent: 0, failed: 0 }
  for (;;) {
    const claimed = isStopping() ? [] : await claimMails(ctx.db, ctx.clock(), BATCH)
    if (claimed.length === 0) return total
    const done = await sendClaimed(ctx, settings, transport, claimed, isStopping)
    total = { sent: total.sent + done.sent, failed: total.failed + done.failed }
  }
}

async function sendClaimed(
  ctx: Ctx,
  settings: MailSettings,
  transport: Transporter,
  claimed: readonly OutboxMail[],
  isStopping: () => boolean,
): Promise<MailCount> {
  const untilMs = ctx.clock().getTime() + (CLAIM_MINUTES * 60_000) / 2
  const tolds = await loadTold(
    ctx.db,
    null,
    claimed.map(({ id }) => id),
  )
  const byId = new Map(tolds.map((told) => [told.id, told]))
  const waiting = [...claimed]
  let [sent, failed] = [0, 0]
  try {
    for (let mail = waiting[0]; mail !== undefined; mail = waiting[0]) {
      if (isStopping() || ctx.clock().getTime() > untilMs) break
      const told = byId.get(mail.id)
      // From here on the attempt is made, whatever comes of it.
      waiting.shift()
      if (!told) continue
      const link = `${settings.baseUrl}/notifications/${mail.id}`
      const words = await mailText(told, { name: mail.recipientName, locale: mail.locale }, link, ctx.clock())
      try {
        await transport.sendMail({
          ...words,
          to: { name: mail.recipientName, address: mail.address },
          messageId: messageIdOf(mail.id, settings.baseUrl),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
      } catch (error) {
        failed += 1
        await postponeMail(ctx.db, mail.id, nextTry(ctx.clock(), mail.attempts))
        log.warn('mail not taken', {
          notification: mail.id,
          attempts: mail.attempts,
          reason: reasonOf(error),
        })
        if (isServersFault(error)) throw new MailServerError(reasonOf(error))
        continue
      }
      await markMailed(ctx.db, mail.id, ctx.clock())
      sent += 1
    }
    return { sent, failed }
  } finally {
    await releaseMails(
      ctx.db,
      waiting.map(({ id }) => id),
    )
  }
}

/** The same for every attempt, so that a mail sent twice around a crash is recognised as one by the recipient's program. */
export const messageIdOf = (notificationId: string, baseUrl: string): string =>
  `<notification.${notificationId}@${new URL(baseUrl).hostname}>`

/** 1, 2, 4 ... minutes after the attempt, an hour at most. */
function nextTry(now: Date, attempts: number): Date {
  const minutes = Math.min(LONGEST_WAIT_MINUTES, 2 ** (attempts - 1))
  return new Date(now.getTime() + minutes * 60_000)
}

/** Codes by which nodemailer says that the answer was about this mail: its recipient or its content. */
const MAILS_OWN_FAULT: ReadonlySet<string> = new Set(['EENVELOPE', 'EMESSAGE'])

function isServersFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return !MAILS_OWN_FAULT.has(code)
}

/** Code and answer of the server; never the address, which would put personal data into the log. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? String(error.code) : error.name
  const answer = 'responseCode' in error && error.responseCode ? ` ${String(error.responseCode)}` : ''
  return `${code}${answer}`
}
