import { localText } from '@/organisation/store/tree'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { errorClasses } from '../store/classes'
import { limitHistory, secondAbove } from '../store/limits'
import { unitChoices } from './choices'

/** From which amount two people approve, with its history, and the classes of error. */
export async function settingsView(ctx: Ctx) {
  const [tree, scope, units] = [
    await orgTree(ctx),
    await scopeUnitIds(ctx, 'refund.configure'),
    await unitChoices(ctx, 'refund.configure'),
  ]
  const db = reader(ctx)
  const shown = units.filter(({ id }) =>
    ['carrier', 'province', 'city_branch', 'county_branch'].includes(tree.unitById(id).kind),
  )
  const [history, classes, now] = await Promise.all([
    limitHistory(db, scope ?? tree.all.map(({ id }) => id)),
    errorClasses(db),
    secondAbove(
      db,
      shown.map(({ id }) => ({ unitId: id, currency: 'CNY' })),
    ),
  ])
  const limitOf = (id: string) => now.get(`${id}/CNY`) ?? 0n
  return {
    units: shown.map(({ id, label }) => ({ value: id, label })),
    /** The limit in force of the topmost units, and of each below whose own differs from that of the unit above. */
    limits: shown.flatMap(({ id, label }) => {
      const { parentId } = tree.unitById(id)
      const isInherited = parentId !== null && now.has(`${parentId}/CNY`) && limitOf(parentId) === limitOf(id)
      return isInherited ? [] : [{ id, label, secondAboveMinor: limitOf(id) }]
    }),
    history: history.map((row) => ({
      ...row,
      unitName: localText(row.unitName)[ctx.locale],
      timeZone: tree.unitById(row.unitId).timeZone,
    })),
    classes: classes.map(({ name, ...each }) => ({ ...each, name: name[ctx.locale] })),
    canConfigureClasses: may(ctx, 'refund.configure', tree.root?.path),
  }
}
export type SettingsView = Awaited<ReturnType<typeof settingsView>>
