import type { Result } from '@/kernel/result'
import type { RefusalWords } from '@/platform/i18n/refusal-words'

/** What the browser gets back from a guarded action. */
export type ActionAnswer<T> = {
  readonly data?: Result<T> | undefined
  readonly serverError?: RefusalWords | undefined
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | ({ readonly ok: false; readonly fields: Readonly<Record<string, string>> } & Omit<RefusalWords, 'fields'>)

/** Accepted with its value, or refused with code, words and the fields to correct (dotted names). */
export function outcomeOf<T>(answer: ActionAnswer<T> | undefined): Outcome<T> {
  if (answer?.data?.ok) return { ok: true, value: answer.data.value }
  const { code = 'unknown', message = '', fields = {} } = answer?.serverError ?? {}
  return { ok: false, code, message, fields }
}
