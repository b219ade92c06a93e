import type { Locale } from '@/kernel/text'
import { formatPromise } from '@/ui/format'
import type { Receipt } from './receipt'

export type ReadOut = { readonly key: string; readonly values: Readonly<Record<string, string>> }

/**
 * The sentence for the customer, as a key under `complaints` and its values: `我们会在周二15:40前答复您`, with the first
 * contact before it where one is promised; without a running promise the number, and thanks for praise and ideas.
 */
export function readOutOf(
  receipt: Pick<Receipt, 'number' | 'kind' | 'promisedAt' | 'contactAt' | 'timeZone'>,
  now: Date,
  locale: Locale,
): ReadOut {
  const { number, kind, promisedAt, contactAt, timeZone } = receipt
  const spoken = (at: Date) => formatPromise(at, now, timeZone, locale)
  if (promisedAt && contactAt) {
    return { key: 'readOutBoth', values: { contact: spoken(contactAt), promise: spoken(promisedAt) } }
  }
  if (promisedAt) return { key: 'readOut', values: { promise: spoken(promisedAt) } }
  if (contactAt) return { key: 'readOutContact', values: { contact: spoken(contactAt) } }
  const isAsking = kind === 'complaint' || kind === 'enquiry'
  return { key: isAsking ? 'readOutNumber' : 'readOutThanks', values: { number } }
}
