import { expect, it } from 'vitest'
import { currentNavHref, type NavItem } from './nav-item'

const items: NavItem[] = ['/', '/complaints', '/complaints/new', '/staff'].map((href) => ({
  href,
  label: href,
  icon: 'home',
}))

it.each([
  ['/', '/'],
  ['/complaints', '/complaints'],
  ['/complaints/new', '/complaints/new'],
  ['/complaints/ZZ-25-0001', '/complaints'],
  ['/complaintsx', null],
  ['/staff/1/roles', '/staff'],
  ['/account', null],
])('%s belongs to %s', (pathname, expected) => {
  expect(currentNavHref(items, pathname)).toBe(expected)
})
