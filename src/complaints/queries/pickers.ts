import { staffOptions } from '@/organisation/queries/people'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, scopePaths } from '@/platform/context'
import { foldForSearch } from '../rules/search-text'

export type PickerOption = { readonly value: string; readonly label: string; readonly detail?: string }

const SHOWN = 20

/** Open units of the reader's scope whose name or code holds what was typed, large units first. */
export async function unitOptions(ctx: Ctx, typed: string): Promise<PickerOption[]> {
  const [tree, scope] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'complaint.view')])
  const allowed = scope === null ? null : new Set(scope)
  const wanted = foldForSearch(typed.trim())
  return tree.all
    .filter(
      (unit) =>
        (allowed === null || allowed.has(unit.id)) &&
        unit.closedAt === null &&
        foldForSearch(`${Object.values(unit.name).join(' ')} ${unit.code}`).includes(wanted),
    )
    .slice(0, SHOWN)
    .map((unit) => ({
      value: unit.code,
      label: unit.name[ctx.locale],
      detail: tree.find(unit.parentId ?? '')?.name[ctx.locale],
    }))
}

/** People who handle cases in the units the reader sees, by name or number. */
export async function ownerOptions(ctx: Ctx, typed: string): Promise<PickerOption[]> {
  const tree = await orgTree(ctx)
  const paths = scopePaths(ctx, 'complaint.view') ?? (tree.root ? [tree.root.path] : [])
  const units = tree.all.filter((unit) => paths.includes(unit.path))
  const found = await Promise.all(units.map((unit) => staffOptions(ctx, unit.id, typed)))
  const people = new Map(found.flat().map((person) => [person.staffId, person]))
  return [...people.values()].slice(0, SHOWN).map((person) => ({
    value: person.staffId,
    label: person.displayName,
    detail: [person.employeeNo, tree.find(person.homeUnitId)?.name[ctx.locale]].filter(Boolean).join(' · '),
  }))
}
