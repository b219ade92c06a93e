import { normaliseName, normalisePhone } from '@/customers/rules/identity'

/**
 * What somebody typed into the search box may be. Numbers of customers are told apart before anything is put into an
 * address: there they stand as keyed hashes only.
 */
export type SearchInput =
  /** A customer's whole number. */
  | { readonly kind: 'phone'; readonly phone: string }
  /** Four digits: the end of a customer's number, or of a case number. */
  | { readonly kind: 'tail'; readonly digits: string }
  /** A long number that is no phone number: an identity or card number, which is not searched for and not kept. */
  | { readonly kind: 'secret' }
  /** A case number, full. */
  | { readonly kind: 'number'; readonly number: string }
  /** Words; `name` when they may be somebody's name. */
  | { readonly kind: 'text'; readonly text: string; readonly name: string | null }
  | { readonly kind: 'nothing' }

/** Unit code, year, counter; a code without any letter would be taken for a telephone number. */
const CASE_NUMBER = /^(?=.*[A-Z])[A-Z0-9_]{1,40}\d{2}-\d{6,}$/
const LONG_NUMBER = /\+?\d(?:[\s-]?\d){6,}[Xx]?/
const LONGEST_CHINESE_NAME = 8

export function readSearchInput(typed: string): SearchInput {
  const text = typed.normalize('NFKC').trim().replace(/\s+/g, ' ')
  if (text === '') return { kind: 'nothing' }
  if (CASE_NUMBER.test(text.toUpperCase())) return { kind: 'number', number: text.toUpperCase() }
  const digits = text.replace(/[\s\-().]/g, '')
  if (/^\d{4}$/.test(digits)) return { kind: 'tail', digits }
  const [long] = LONG_NUMBER.exec(text) ?? []
  const phone = normalisePhone(long ?? text)
  if (phone) return { kind: 'phone', phone }
  if (long) return { kind: 'secret' }
  return { kind: 'text', text: text.slice(0, 100), name: possibleName(text) }
}

function possibleName(text: string): string | null {
  const name = normaliseName(text)
  if (name === null) return null
  if (/^[\p{Script=Han}·]+$/u.test(name)) {
    const length = [...name].length
    return length >= 2 && length <= LONGEST_CHINESE_NAME ? name : null
  }
  return /^[\p{Letter}' .-]{2,60}$/u.test(name) ? name : null
}

/** `123` as the six places a case number ends in; null for anything else. */
export function normaliseIfNumber(typed: string): string | null {
  const digits = typed.normalize('NFKC').trim()
  return /^\d{1,6}$/.test(digits) ? digits.padStart(6, '0') : null
}
