import { pinyin } from 'pinyin-pro'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import type { BranchChoice } from './mapping'
import { zoneOfState } from './us-states'
import { foldValue } from './values'

const LONGEST_CODE = 28

/** A code from a name: Latin letters and figures in capitals, Chinese by its syllables. `District of Columbia` -> `DISTRICT_OF_COLUMBIA`. */
export function codeFromName(name: string): string {
  const latin = /\p{Script=Han}/u.test(name)
    ? pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('')
    : name
  const code = latin
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST_CODE)
    .replace(/_+$/, '')
  return code || 'BRANCH'
}

/** The name without what offices call themselves, so that `郑州` finds `郑州分公司`. */
const bareName = (name: string): string =>
  foldValue(name)
    .replace(/(市分公司|分公司|省公司|市公司|公司|branch|office)$/u, '')
    .trim()

/** The open unit at or below `under` that a value names by its code or its name in any script. */
export function unitNamed(tree: OrgTree, under: OrgUnit, value: string): OrgUnit | undefined {
  const folded = foldValue(value)
  if (folded === '') return undefined
  const candidates = tree
    .subtreeIds(under.id)
    .map((id) => tree.unitById(id))
    .filter((unit) => unit.closedAt === null)
  const named = (is: (name: string) => boolean) =>
    candidates.find((unit) => Object.values(unit.name).some(is))
  return (
    candidates.find((unit) => foldValue(unit.code) === folded) ??
    named((name) => foldValue(name) === folded) ??
    named((name) => bareName(name) !== '' && bareName(name) === bareName(value))
  )
}

/**
 * A choice for every value of the branch column: the unit it names, else a new one below `under` with a code no unit has.
 * Zones: a unit's own, a state of the USA its majority's, else that of `under`.
 */
export function proposeBranches(
  values: readonly string[],
  tree: OrgTree,
  under: OrgUnit,
): Record<string, BranchChoice> {
  const choices: Record<string, BranchChoice> = {}
  const taken = new Set(tree.all.map((unit) => unit.code))
  for (const value of values) {
    const key = foldValue(value)
    if (key === '' || choices[key]) continue
    const unit = unitNamed(tree, under, value)
    if (unit) {
      choices[key] = { to: 'unit', unitId: unit.id, timeZone: unit.timeZone }
      continue
    }
    const code = freeCode(codeFromName(value), taken)
    taken.add(code)
    choices[key] = { to: 'new', code, name: value.trim(), timeZone: zoneOfState(value) ?? under.timeZone }
  }
  return choices
}

function freeCode(wanted: string, taken: ReadonlySet<string>): string {
  let code = wanted
  for (let count = 2; taken.has(code); count += 1) code = `${wanted}_${count}`
  return code
}
