import { describe, expect, it } from 'vitest'
import { clientAddress } from './client-address'
import { ADDRESS_LIMIT, addressWaitsUntil, lockedUntil } from './guess-limits'
import { passwordFault } from './password'
import { safeReturnTo } from './return-to'

const at = (minute: number, second = 0): Date => new Date(Date.UTC(2026, 0, 5, 8, minute, second))
const minutes = (...list: number[]): Date[] => list.map((minute) => at(minute))

describe('lock of a user name', () => {
  it.each([
    ['four failures do not lock', minutes(0, 1, 2, 3), at(4), null],
    ['the fifth within 15 minutes locks for 15 minutes from it', minutes(0, 1, 2, 3, 4), at(4), at(19)],
    ['the order they are given in does not matter', minutes(4, 0, 3, 1, 2), at(5), at(19)],
    ['one millisecond before the end it still holds', minutes(0, 1, 2, 3, 4), new Date(+at(19) - 1), at(19)],
    ['exactly at the end it is over', minutes(0, 1, 2, 3, 4), at(19), null],
    ['five spread over exactly 15 minutes do not lock', minutes(0, 5, 10, 12, 15), at(15), null],
    ['five within a second less do', [at(0, 1), at(5), at(10), at(12), at(15)], at(15), at(30)],
    ['one more failure after a lock has ended does not lock again', minutes(0, 1, 2, 3, 4, 20), at(20), null],
    ['five more do', minutes(0, 1, 2, 3, 4, 20, 21, 22, 23, 24), at(24), at(39)],
    ['none at all', [], at(0), null],
  ] as const)('%s', (_law, failures, now, expected) => {
    expect(lockedUntil(failures, now)).toEqual(expected)
  })
})

describe('limit of an address', () => {
  const thirty = Array.from({ length: ADDRESS_LIMIT.failures }, (_, index) => at(0, index))

  it.each([
    ['29 failures are let through', thirty.slice(1), at(1), null],
    ['the 30th makes it wait until the first has left the window', thirty, at(1), at(15)],
    ['after that it may try again', thirty, at(15), null],
    ['failures before the window do not count', thirty, at(30), null],
  ] as const)('%s', (_law, failures, now, expected) => {
    expect(addressWaitsUntil(failures, now)).toEqual(expected)
  })
})

describe('address of the browser', () => {
  it.each([
    ['without a proxy the header is not believed', '10.0.0.9', 0, 'direct'],
    ['one proxy: the last entry', '6.6.6.6, 10.0.0.9', 1, '10.0.0.9'],
    ['two proxies: the last but one', '6.6.6.6, 10.0.0.9, 192.168.0.1', 2, '10.0.0.9'],
    ['a proxy that sends nothing', null, 1, 'direct'],
    ['fewer entries than proxies', '10.0.0.9', 2, 'direct'],
  ] as const)('%s', (_law, header, hops, expected) => {
    expect(clientAddress(header, hops)).toBe(expected)
  })
})

describe('a new password', () => {
  const person = { username: 'wang.fang', employeeNo: 'ZZ001' }

  it.each([
    ['ten characters are enough', 'tram-3-sky', null],
    ['nine are not', 'tram-3-sk', 'password_too_short'],
    ['characters are counted, not code units', '绿茶梅花九月山水风月', null],
    ['the user name with digits', 'Wang.Fang2026', 'password_is_username'],
    ['the user name in another spelling', 'WANG-FANG__', 'password_is_username'],
    ['one on the list', 'Qwertyuiop', 'password_common'],
    ['one on the list with digits and marks behind', 'Password2026!', 'password_common'],
    ['the carrier with digits', 'chinamobile10086', 'password_common'],
    ['a run upwards', '3456789012', 'password_common'],
    ['a run of letters', 'abcdefghijkl', 'password_common'],
    ['two characters only', 'ababababab', 'password_common'],
    ['longer than 200', 'long words '.repeat(20), 'field_too_long'],
    ['a sentence', 'three cranes over the lake', null],
  ] as const)('%s: %s', (_law, password, expected) => {
    expect(passwordFault(password, person)).toBe(expected)
  })
})

describe('the way back after sign-in', () => {
  it.each([
    ['/complaints?state=overdue', '/complaints?state=overdue'],
    [undefined, '/'],
    [['/a', '/b'], '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/a\\b', '/'],
    ['/\tevil', '/'],
    ['/sign-in?returnTo=/x', '/'],
    ['/api/auth/signout', '/'],
    ['/..//evil.example', '/'],
    ['/sign-inside', '/sign-inside'],
  ] as const)('%s -> %s', (value, expected) => {
    expect(safeReturnTo(value)).toBe(expected)
  })
})
