import { z } from 'zod'
import { newId } from '@/kernel/ids'
import { type Refusal, RefusedError } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { createLog } from '@/platform/log'

const log = createLog('web')

/** HTTP status per refusal code; a refusal of a rule not listed here is 422. */
const STATUS: Readonly<Record<string, number>> = {
  invalid: 400,
  body_no_json: 400,
  body_no_form: 400,
  body_too_long: 413,
  signed_out: 401,
  token_wrong: 401,
  signature_wrong: 401,
  not_allowed: 403,
  cross_site: 403,
  password_must_change: 403,
  not_found: 404,
  changed_meanwhile: 409,
  case_changed: 409,
  event_unknown: 404,
  event_ref_taken: 409,
  event_done: 409,
  event_called_off: 409,
  suspension_held: 409,
  suspension_disputed: 409,
  suspension_unproven: 409,
  suspension_too_early: 409,
  live_too_many: 429,
  sign_in_too_many: 429,
  failed: 500,
}

/** A refusal as `application/problem+json` (RFC 9457): code, words in the reader's language, params, field texts. */
export async function problem(refusal: Refusal, locale: Locale): Promise<Response> {
  const words = await refusalWords(refusal, locale)
  const status = STATUS[refusal.code] ?? 422
  return new Response(
    JSON.stringify({
      type: `urn:jiannuo:refusal:${refusal.code}`,
      title: words.message,
      status,
      code: refusal.code,
      ...(refusal.params ? { params: refusal.params } : {}),
      ...(words.fields ? { fields: words.fields } : {}),
    }),
    {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'content-language': locale,
        'cache-control': 'private, no-store',
        ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      },
    },
  )
}

/** The refusal behind whatever a handler threw. Anything unforeseen is logged and gets a reference to quote. */
export function refusalOfError(error: unknown, where: string): Refusal {
  if (error instanceof RefusedError) return error.refusal
  if (error instanceof z.ZodError) return refusalOfIssues(error.issues)
  if (error instanceof BadRequestError) return error.refusal
  const reference = newId(Date.now()).slice(-12)
  log.error('request failed', { where, reference, error })
  return { code: 'failed', params: { reference } }
}

/** A body that cannot be read at all: JSON cut off, no form, longer than is read. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError'

  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }

  /** One beyond what the route reads. */
  static tooLong(limitBytes: number): BadRequestError {
    return new BadRequestError({
      code: 'body_too_long',
      params: { limitKilobytes: Math.floor(limitBytes / 1024) },
    })
  }
}

/**
 * Field codes of zod issues. Schemas give a code as message (`z.string().min(1, 'field_required')`); zod's own
 * English sentences never reach a screen.
 */
function refusalOfIssues(issues: readonly z.core.$ZodIssue[]): Refusal {
  const fields = issues.map((issue) => [issue.path.join('.') || 'form', fieldCode(issue.message)])
  return { code: 'invalid', fields: Object.fromEntries(fields) }
}

/** The same from next-safe-action's tree of `_errors`; nested fields get dotted names (`name.zh-CN`). */
export function refusalOfFields(errors: unknown): Refusal {
  const fields: Record<string, string> = {}
  const walk = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, value] of Object.entries(node)) {
      if (key !== '_errors') walk(value, [...path, key])
      else if (Array.isArray(value)) fields[path.join('.') || 'form'] = fieldCode(String(value[0]))
    }
  }
  walk(errors, [])
  return { code: 'invalid', fields }
}

function fieldCode(message: string): string {
  if (/^[a-z][a-z0-9_]*$/.test(message)) return message
  if (/received undefined|>=1 characters/.test(message)) return 'field_required'
  if (/^Too big: expected string/.test(message)) return 'field_too_long'
  return 'field_invalid'
}
