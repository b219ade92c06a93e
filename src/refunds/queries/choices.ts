import type { Permission } from '@/organisation/rules/permissions'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { errorClasses } from '../store/classes'

export type Choice = { readonly value: string; readonly label: string }
export type UnitChoice = Choice & { readonly id: string; readonly timeZone: string }

/** Classes of error in the reader's language; closed ones only where old errors are looked for. */
export async function classChoices(ctx: Ctx, withClosed: boolean): Promise<Choice[]> {
  const classes = await errorClasses(reader(ctx))
  return classes
    .filter(({ isClosed }) => withClosed || !isClosed)
    .map(({ code, name }) => ({ value: code, label: name[ctx.locale] }))
}

/** Open units where the reader may do something, from the carrier down. */
export async function unitChoices(ctx: Ctx, permission: Permission): Promise<UnitChoice[]> {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, permission)]
  const allowed = scope === null ? null : new Set(scope)
  return tree.all
    .filter((unit) => unit.closedAt === null && (allowed === null || allowed.has(unit.id)))
    .map((unit) => ({ id: unit.id, value: unit.code, label: unit.name[ctx.locale], timeZone: unit.timeZone }))
}
