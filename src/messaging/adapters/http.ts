import { z } from 'zod'
import { readBody } from '@/platform/http-body'
import type { MessageAdapter, OutgoingMessage, SendOutcome } from './adapter'

export type HttpGatewaySettings = {
  readonly url: string
  /** Sent as `Authorization: Bearer`. */
  readonly apiKey: string
  readonly sender: string
  readonly perSecond: number | null
}

const TIMEOUT_MS = 20_000
const MOST_ANSWER_BYTES = 64 * 1024
const accepted = z.object({ id: z.union([z.string().min(1), z.number()]).transform(String) })
const refused = z.object({ code: z.string().regex(/^[a-zA-Z0-9_.-]{1,60}$/) })

/** Codes of Node by which nothing was handed over yet. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * A gateway by HTTP: POST {id, channel, from, to, title, text} with `Idempotency-Key`, by which it recognises a message it
 * has; so an attempt without an answer may be repeated. 2xx {id} takes it, 4xx {code} refuses it for good.
 */
export function httpAdapter(settings: HttpGatewaySettings): MessageAdapter {
  const send = async ({ id, attemptId, channel, to, title, text }: OutgoingMessage): Promise<SendOutcome> => {
    let response: Response
    try {
      response = await fetch(settings.url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${settings.apiKey}`,
          'idempotency-key': attemptId,
        },
        body: JSON.stringify({ id, channel, from: settings.sender, to, title, text }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
    } catch (error) {
      return NEVER_CONNECTED.has(codeOf(error))
        ? { kind: 'not_tried', errorCode: 'no_connection' }
        : { kind: 'unsure', errorCode: 'no_answer' }
    }
    return outcomeOf(response.status, await bodyOf(response))
  }
  return {
    name: 'http',
    channels: ['sms', 'voice'],
    perSecond: settings.perSecond,
    isIdempotent: true,
    window: 20,
    send,
    close: () => Promise.resolve(),
  }
}

function outcomeOf(status: number, body: unknown): SendOutcome {
  if (status >= 200 && status < 300) {
    const taken = accepted.safeParse(body)
    return taken.success
      ? { kind: 'accepted', providerIds: [taken.data.id] }
      : { kind: 'unsure', errorCode: 'answer_unreadable' }
  }
  const said = refused.safeParse(body)
  const errorCode = said.success ? said.data.code : `http_${status}`
  // Our key or our pace is wrong, not the message.
  if (status === 401 || status === 403 || status === 429) return { kind: 'not_tried', errorCode }
  if (status >= 400 && status < 500)
    return { kind: 'refused', permanent: status !== 408 && status !== 409, errorCode }
  return { kind: 'unsure', errorCode }
}

async function bodyOf(response: Response): Promise<unknown> {
  const bytes = await readBody(response, MOST_ANSWER_BYTES).catch(() => null)
  if (!bytes) return null
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return null
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}
