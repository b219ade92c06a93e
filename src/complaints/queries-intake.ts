import { RefusedError } from '@/kernel/result'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { type Ctx, may } from '@/platform/context'
import { type Channel, usualChannel } from './rules/lists'

export type IntakePlace = {
  readonly id: string
  readonly label: string
  /** The units above, without the carrier. */
  readonly detail: string
  readonly timeZone: string
}

export type IntakePlaces = {
  readonly units: readonly IntakePlace[]
  /** The unit the form starts with: the clerk's own, else the first they may log in. */
  readonly unitId: string
  readonly channel: Channel
  readonly userKey: string
  readonly clerkName: string
}

/** Where this person may log cases. @throws RefusedError `not_allowed` when there is no such unit */
export async function intakePlaces(ctx: Ctx): Promise<IntakePlaces> {
  const { actor } = ctx
  const tree = await orgTree(ctx)
  const open = tree.all.filter((unit) => unit.closedAt === null && may(ctx, 'complaint.log', unit.path))
  const own = actor.kind === 'staff' ? open.find(({ id }) => id === actor.homeUnitId) : undefined
  const first = own ?? open[0]
  if (!first || actor.kind !== 'staff') {
    throw new RefusedError({ code: 'not_allowed', params: { permission: 'complaint.log' } })
  }
  return {
    units: open.map((unit) => placeOf(tree, unit, ctx)),
    unitId: first.id,
    channel: usualChannel(first.kind),
    userKey: actor.staffId,
    clerkName: actor.displayName,
  }
}

function placeOf(tree: OrgTree, unit: OrgUnit, { locale }: Ctx): IntakePlace {
  const above = tree.ancestors(unit.id).slice(0, -1)
  return {
    id: unit.id,
    label: unit.name[locale],
    detail: above.map(({ name }) => name[locale]).join(' · '),
    timeZone: unit.timeZone,
  }
}
