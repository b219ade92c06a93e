import { describe, expect, it } from 'vitest'
import type { Ctx } from '@/platform/context'
import { type Access, isSameOrigin, refusalOf } from './access'
import type { Session } from './session'
import { formatSignInError, parseSignInError } from './sign-in-error'

function session(role: 'service_staff' | 'administrator' | null, mustChangePassword = false): Session {
  const grants = role ? [{ role, unitId: 'u', unitPath: 'HX' }] : []
  const actor = { kind: 'staff', staffId: 's', displayName: 'S', homeUnitId: 'u', grants } as const
  // The guard reads the actor only; no database is asked.
  const ctx: Ctx = { db: undefined as unknown as Ctx['db'], actor, clock: () => new Date(0), locale: 'en' }
  const account = {
    staffId: 's',
    username: 's',
    displayName: 'S',
    locale: 'en',
    homeUnitId: 'u',
    sessionVersion: 1,
    mustChangePassword,
    closedAt: null,
    grants,
    configEpoch: '1',
  } as const
  return { account, ctx }
}

describe('who passes', () => {
  it.each([
    ['anybody, where it is public', 'public', null, null],
    ['nobody signed out, else', 'signed_in', null, 'signed_out'],
    ['nobody signed out to a page of a role', 'staff.manage', null, 'signed_out'],
    ['a role that has the permission', 'staff.manage', session('administrator'), null],
    ['not a role that lacks it', 'staff.manage', session('service_staff'), 'not_allowed'],
    ['not somebody without any role', 'account.own', session(null), 'not_allowed'],
    ['with a first password nowhere', 'staff.manage', session('administrator', true), 'password_must_change'],
    ['but to where it is changed', 'signed_in', session('administrator', true), null],
  ] as const)('%s', (_law, access: Access, who: Session | null, code) => {
    expect(refusalOf(access, who)?.code ?? null).toBe(code)
  })
})

describe('requests that change something', () => {
  const from = (headers: Record<string, string>) =>
    isSameOrigin(new Request('http://app.example/api/x', { method: 'POST', headers }))

  it.each([
    ['from our own page', { 'sec-fetch-site': 'same-origin' }, true],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }, true],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, false],
    ['from a sister domain', { 'sec-fetch-site': 'same-site' }, false],
    [
      'from another site, however it names the origin',
      { 'sec-fetch-site': 'cross-site', origin: 'http://app.example' },
      false,
    ],
    ['an old browser from our page', { origin: 'http://app.example', host: 'app.example' }, true],
    [
      'our page behind a proxy',
      { origin: 'https://app.example', host: '10.0.0.1:3000', 'x-forwarded-host': 'app.example' },
      true,
    ],
    ['an old browser from elsewhere', { origin: 'http://evil.example', host: 'app.example' }, false],
    ['a page without origin', { origin: 'null', host: 'app.example' }, false],
    ['a program', {}, true],
  ])('%s: %s', (_law, headers, expected) => {
    expect(from(headers)).toBe(expected)
  })
})

describe('a refused sign-in as text', () => {
  it('comes back as it went', () => {
    const until = '2026-01-05T08:19:00.000Z'
    expect(parseSignInError(formatSignInError({ code: 'sign_in_locked', params: { until } }))).toEqual({
      code: 'sign_in_locked',
      until: new Date(until),
    })
    expect(parseSignInError(formatSignInError({ code: 'sign_in_wrong' }))).toEqual({
      code: 'sign_in_wrong',
      until: null,
    })
  })

  it.each(['Pay <b>here</b>', '', 'Configuration', 'sign_in_locked~soon'])(
    '%s puts no words on the page',
    (text) => {
      expect(parseSignInError(text).until).toBeNull()
    },
  )
})
