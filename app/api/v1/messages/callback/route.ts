import { takeCallback } from '@/flows/message-callback'
import { route } from '@/identity/guard'
import { BadRequestError } from '@/identity/problem'
import { refuse } from '@/kernel/result'
import { isSigned } from '@/messaging/rules/signature'
import { callbackSchema } from '@/messaging/schema'
import { db } from '@/platform/db/client'
import { smsGatewaySettings } from '@/platform/env'
import { readBody } from '@/platform/http-body'

const LARGEST_BYTES = 1024 * 1024

/**
 * Receipts and answers from the HTTP gateway. It signs `<timestamp>.<body>` with the shared secret:
 * `X-Jiannuo-Timestamp` (seconds), `X-Jiannuo-Signature: sha256=<hex>`. Told again, nothing changes; on anything but 200
 * it tells again later.
 */
export const POST = route('public', async ({ request }) => {
  const gateway = smsGatewaySettings()
  if (!gateway) return refuse('not_found')
  const body = await readBody(request, LARGEST_BYTES)
  if (body === null) throw BadRequestError.tooLong(LARGEST_BYTES)
  const given = {
    timestamp: request.headers.get('x-jiannuo-timestamp'),
    signature: request.headers.get('x-jiannuo-signature'),
    body,
  }
  if (!isSigned(gateway.secret, given, new Date())) return refuse('signature_wrong')
  const { events } = callbackSchema.parse(parsed(body))
  const fresh = await takeCallback(
    {
      db: db(),
      actor: { kind: 'system', name: 'sms gateway' },
      clock: () => new Date(),
      locale: 'zh-CN',
    },
    events,
  )
  return { taken: events.length, fresh }
})

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new BadRequestError({ code: 'body_no_json' })
  }
}
