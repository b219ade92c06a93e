import type { Refusal } from '@/kernel/result'
import type { Permission } from '@/organisation/rules/permissions'
import { type Ctx, may } from '@/platform/context'
import type { Session } from './session'

/**
 * What a page, action or route asks for: a permission of the table, `signed_in` (any account, even one that has yet
 * to change its first password) or `public`, which is said explicitly and listed in the architecture test.
 */
export type Access = Permission | 'signed_in' | 'public'

/** The context a handler gets: always a person's, except where anybody may come. */
export type CtxFor<A extends Access> = A extends 'public' ? Ctx | null : Ctx

/** Why this session may not pass; null when it may. */
export function refusalOf(access: Access, session: Session | null): Refusal | null {
  if (access === 'public') return null
  if (!session) return { code: 'signed_out' }
  if (access === 'signed_in') return null
  if (session.account.mustChangePassword) return { code: 'password_must_change' }
  return may(session.ctx, access) ? null : { code: 'not_allowed', params: { permission: access } }
}

/**
 * Whether a request that changes something comes from our own pages. Browsers say where a request was made;
 * programs without a browser say neither and carry no cookie of somebody else.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = request.headers.get('origin')
  if (!origin) return true
  const hosts = [request.headers.get('x-forwarded-host'), request.headers.get('host')]
  return URL.canParse(origin) && hosts.includes(new URL(origin).host)
}
