import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '@/kernel/text'
import { allows, PERMISSIONS, pathsFor } from './permissions'
import { ROLES } from './roles'

const grants = [
  { role: 'branch_manager', unitId: 'c1', unitPath: 'HX.P.C1' },
  { role: 'service_staff', unitId: 'c2', unitPath: 'HX.P.C2' },
  { role: 'hall_manager', unitId: 'c1', unitPath: 'HX.P.C1' },
] as const

describe('permissions at units', () => {
  it.each([
    ['a role reaches its unit', 'complaint.supervise', 'HX.P.C1', true],
    ['and what is below', 'complaint.supervise', 'HX.P.C1.K.H', true],
    ['not what is above', 'complaint.supervise', 'HX.P', false],
    ['not a unit whose code begins alike', 'complaint.supervise', 'HX.P.C11', false],
    ['not the unit where only a weaker role is held', 'complaint.supervise', 'HX.P.C2', false],
    ['asked without a unit, anywhere is enough', 'complaint.supervise', undefined, true],
    ['a permission no held role has', 'organisation.manage', undefined, false],
  ] as const)('%s', (_law, permission, path, expected) => {
    expect(allows(grants, permission, path)).toBe(expected)
  })

  it('two roles at one unit open it once', () => {
    expect(pathsFor(grants, 'complaint.view')).toEqual(['HX.P.C1', 'HX.P.C2'])
  })
})

describe('the table on the screen', () => {
  it.each(LOCALES)('has words for every permission, area and role in %s', (locale) => {
    const read = (namespace: string) =>
      JSON.parse(
        readFileSync(new URL(`../../../messages/${locale}/${namespace}.json`, import.meta.url), 'utf8'),
      )
    const { name, area } = read('permissions')
    const names = Object.keys(PERMISSIONS)
    expect(names.filter((each) => !name[each.replace('.', '_')])).toEqual([])
    expect(names.filter((each) => !area[each.split('.')[0] ?? ''])).toEqual([])
    expect(ROLES.filter((role) => !read('nav').role[role])).toEqual([])
  })
})
