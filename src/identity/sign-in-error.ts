import type { Refusal } from '@/kernel/result'

export const SIGN_IN_CODES = [
  'sign_in_wrong',
  'sign_in_locked',
  'sign_in_too_many',
  'account_closed',
] as const
export type SignInCode = (typeof SIGN_IN_CODES)[number]
export type SignInError = { readonly code: SignInCode; readonly until: Date | null }

/** A refusal in the one short text that next-auth carries: `sign_in_locked~2026-01-05T08:19:00.000Z`. */
export const formatSignInError = ({ code, params }: Refusal): string =>
  params?.until === undefined ? code : `${code}~${params.until}`

/** The other way round; anything unknown reads as a wrong password, so that an address cannot put words on the page. */
export function parseSignInError(text: string): SignInError {
  const [name = '', time] = text.split('~')
  const code = SIGN_IN_CODES.find((each) => each === name) ?? 'sign_in_wrong'
  const until = time === undefined ? null : new Date(time)
  return { code, until: until && !Number.isNaN(until.getTime()) ? until : null }
}
