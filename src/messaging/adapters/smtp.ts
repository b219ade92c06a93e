import { createTransport } from 'nodemailer'
import type { MessageAdapter, SendOutcome } from './adapter'

export type SmtpSettings = {
  /** `smtp://` or `smtps://` address of the mail server. */
  readonly url: string
  readonly from: string
  /** Host that stands in the Message-ID. */
  readonly host: string
}

const TIMEOUT_MS = 15_000

/** Mails to customers. The Message-ID is the message's own, so that a mail sent again by a person is recognised as one. */
export function smtpAdapter({ url, from, host }: SmtpSettings): MessageAdapter {
  const transport = createTransport(
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
  return {
    name: 'smtp',
    channels: ['email'],
    perSecond: null,
    isIdempotent: false,
    window: 5,
    send: async ({ id, to, title, text }) => {
      try {
        await transport.sendMail({
          to,
          subject: title,
          text,
          messageId: `<message.${id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { kind: 'accepted', providerIds: [id] }
      } catch (error) {
        return outcomeOfError(error)
      }
    },
    close: async () => transport.close(),
  }
}

/** nodemailer says at which step it failed; only after the mail itself was handed over is the end unknown. */
function outcomeOfError(error: unknown): SendOutcome {
  const told: { code?: unknown; responseCode?: unknown; syscall?: unknown } =
    error instanceof Error ? (error as object) : {}
  const code = String(told.code ?? 'smtp_failed').toLowerCase()
  if (typeof told.responseCode === 'number') {
    const errorCode = `smtp_${told.responseCode}`
    if (told.code === 'EAUTH') return { kind: 'not_tried', errorCode }
    return { kind: 'refused', permanent: told.responseCode >= 500, errorCode }
  }
  const neverConnected =
    told.code === 'EDNS' ||
    told.syscall === 'connect' ||
    /^(Connection timeout|Greeting never received)$/.test(error instanceof Error ? error.message : '')
  if (neverConnected) return { kind: 'not_tried', errorCode: 'no_connection' }
  return told.code === 'EENVELOPE'
    ? { kind: 'refused', permanent: true, errorCode: code }
    : { kind: 'unsure', errorCode: 'no_answer' }
}
