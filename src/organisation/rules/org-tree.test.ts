import { describe, expect, it } from 'vitest'
import { isUnder, OrgTree, type OrgUnit } from './org-tree'
import type { UnitKind } from './roles'
import { closeRefusal, kindsBelow, moveRefusal, placementRefusal } from './units'

const unit = (path: string, kind: UnitKind, more: Partial<OrgUnit> = {}): OrgUnit => {
  const steps = path.split('.')
  const code = steps.at(-1) ?? ''
  return {
    id: code,
    parentId: steps.at(-2) ?? null,
    kind,
    code,
    name: { 'zh-CN': code, 'zh-TW': code, en: code },
    path,
    timeZone: 'Asia/Shanghai',
    calendarId: null,
    isNetworkTeam: false,
    phone: null,
    closedAt: null,
    ...more,
  }
}
const tree = new OrgTree([
  unit('HX', 'carrier', { calendarId: 'national' }),
  unit('HX.P', 'province'),
  unit('HX.P.C1', 'city_branch', { timeZone: 'Asia/Urumqi' }),
  unit('HX.P.C2', 'city_branch', { calendarId: 'own' }),
  unit('HX.P.NET', 'department', { isNetworkTeam: true }),
  unit('HX.P.C1.K', 'county_branch'),
  unit('HX.P.C2.N2', 'department', { isNetworkTeam: true, closedAt: new Date(0) }),
  unit('HX.P.C1.K.H', 'hall'),
])

describe('the org tree', () => {
  it('knows what is above and below', () => {
    expect(tree.ancestors('H').map(({ id }) => id)).toEqual(['K', 'C1', 'P', 'HX'])
    expect(tree.subtreeIds('C1')).toEqual(['C1', 'K', 'H'])
    expect([tree.isWithin('H', 'C1'), tree.isWithin('H', 'C2'), tree.isWithin('H', 'H')]).toEqual([
      true,
      false,
      true,
    ])
  })

  it.each([
    ['H', 'national'],
    ['C2', 'own'],
    ['N2', 'own'],
  ])('the calendar of %s is the nearest one upwards: %s', (id, expected) => {
    expect(tree.calendarIdOf(id)).toBe(expected)
  })

  it('the network team is the nearest open one; a closed one does not count', () => {
    expect([tree.networkTeamOf('H')?.id, tree.networkTeamOf('C2')?.id]).toEqual(['NET', 'NET'])
  })

  it('a scope is the subtrees of its paths, nothing for none, all without limit', () => {
    expect(tree.idsUnder(['HX.P.C1.K', 'HX.P.C2'])).toEqual(['C2', 'K', 'N2', 'H'])
    expect(tree.idsUnder([])).toEqual([])
    expect(tree.idsUnder(null)).toHaveLength(8)
    expect(isUnder('HX.P.C11', 'HX.P.C1')).toBe(false)
  })

  it('says not_found for an id it does not have', () => {
    expect(() => tree.pathOf('X')).toThrow('not_found')
  })
})

describe('where a unit may stand', () => {
  it.each([
    ['H', 'C2', null],
    ['K', 'C2', null],
    ['C1', 'H', 'unit_cycle'],
    ['C1', 'C1', 'unit_cycle'],
    ['C1', 'C2', 'unit_kind_misplaced'],
    ['H', 'N2', 'unit_closed'],
    ['H', 'K', 'unit_already_there'],
    ['HX', 'P', 'unit_root_stays'],
  ])('%s under %s: %s', (id, parentId, code) => {
    expect(moveRefusal(tree, id, parentId)?.code ?? null).toBe(code)
  })

  it('an agent may stand under a hall, a hall under no hall', () => {
    const hall = { kind: 'hall', closedAt: null } as const
    expect(placementRefusal('agent', hall)).toBeNull()
    expect(placementRefusal('hall', hall)).toEqual({ code: 'unit_kind_misplaced' })
    expect(kindsBelow('hall')).toEqual(['agent'])
  })

  it('only a unit without cases, people and units below closes', () => {
    expect(closeRefusal({ openCases: 0, activeStaff: 0, openUnits: 0 })).toBeNull()
    expect(closeRefusal({ openCases: 1, activeStaff: 0, openUnits: 0 })?.params).toEqual({
      openCases: 1,
      activeStaff: 0,
      openUnits: 0,
    })
  })
})
