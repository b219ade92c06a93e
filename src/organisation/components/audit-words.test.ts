import { describe, expect, it } from 'vitest'
import { OrgTree } from '../rules/org-tree'
import { auditDetailText } from './audit-words'

const hall = {
  id: '019b8bba-96e0-75c6-b40d-ddfd0e3f1c22',
  parentId: null,
  kind: 'hall',
  code: 'H',
  name: { 'zh-CN': '厅', 'zh-TW': '廳', en: 'Hall' },
  path: 'H',
  timeZone: 'UTC',
  calendarId: null,
  isNetworkTeam: false,
  phone: null,
  closedAt: null,
} as const
const words = {
  locale: 'en',
  tree: new OrgTree([hall]),
  term: (key: string, value: string) => (key === 'role' ? `<${value}>` : undefined),
  label: (key: string) => (key === 'reason' ? 'Reason' : undefined),
} as const

describe('details of an audit row', () => {
  it.each([
    ['plain values under their name', { reason: 'x', count: 3 }, 'Reason: x · count: 3'],
    ['roles at units', { roles: [{ role: 'auditor', unitId: hall.id }] }, 'roles: <auditor> @ Hall'],
    ['a change', { name: ['a', 'b'] }, 'name: a → b'],
    ['a change from nothing', { phone: [null, 'b'] }, 'phone: — → b'],
    ['what is so, not what is not', { urgent: true, backdated: false, note: null }, 'urgent: ✓'],
    ['no ids and sums', { fileId: '01a2017c-7831-7f37-a9e0-ad1bec8c665e', sha256: 'a'.repeat(64) }, ''],
  ])('%s', (_law, detail, expected) => {
    expect(auditDetailText(detail, words)).toBe(expected)
  })

  it('is cut when it is long', () => {
    expect(auditDetailText({ reason: 'x'.repeat(500) }, words)).toHaveLength(161)
  })
})
