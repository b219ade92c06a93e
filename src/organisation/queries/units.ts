import { pinyin } from 'pinyin-pro'
import type { LocalText } from '@/kernel/text'
import { type Ctx, may, mustBeAllowed, reader } from '@/platform/context'
import type { OrgTree, OrgUnit } from '../rules/org-tree'
import type { Role } from '../rules/roles'
import { localText } from '../store/tree'
import { orgTree, scopeUnitIds } from '../tree'

export type UnitNode = OrgUnit & {
  readonly children: readonly UnitNode[]
  /** Active people of the unit and of everything below it. */
  readonly staffCount: number
}

export type OrganisationView = {
  readonly tree: OrgTree
  /** The tops of what the reader may see; usually one. */
  readonly roots: readonly UnitNode[]
  readonly unitCount: number
  readonly staffCount: number
}

/** The part of the tree the actor may see, with its active people. */
export async function readOrganisation(ctx: Ctx): Promise<OrganisationView> {
  mustBeAllowed(ctx, 'organisation.view')
  const tree = await orgTree(ctx)
  const ids = await scopeUnitIds(ctx, 'organisation.view')
  const visible = new Set(ids ?? tree.all.map((unit) => unit.id))
  const counts = await activeStaffByUnit(ctx)
  const nodeOf = (unit: OrgUnit): UnitNode => {
    const children = tree.childrenOf(unit.id).map(nodeOf)
    const below = children.reduce((sum, child) => sum + child.staffCount, 0)
    return { ...unit, children, staffCount: (counts.get(unit.id) ?? 0) + below }
  }
  const tops = tree.all.filter(
    (unit) => visible.has(unit.id) && (unit.parentId === null || !visible.has(unit.parentId)),
  )
  const roots = tops.map(nodeOf)
  const open = tree.all.filter((unit) => visible.has(unit.id) && unit.closedAt === null)
  const staffCount = roots.reduce((sum, root) => sum + root.staffCount, 0)
  return { tree, roots, unitCount: open.length, staffCount }
}

async function activeStaffByUnit(ctx: Ctx): Promise<Map<string, number>> {
  const rows = await reader(ctx).staff.groupBy({
    by: ['homeUnitId'],
    where: { closedAt: null },
    _count: true,
  })
  return new Map(rows.map((row) => [row.homeUnitId, row._count]))
}

export type Placement = {
  readonly id: string
  readonly parent: OrgUnit | null
  readonly from: Date
  readonly to: Date | null
  readonly by: string | null
  readonly reason: string | null
}

export type UnitDetail = {
  readonly unit: OrgUnit
  readonly calendar: { readonly name: LocalText; readonly from: OrgUnit | null } | null
  readonly placements: readonly Placement[]
  /** Newest month first; `own` counts of the unit, `below` those entered for units under it. */
  readonly subscribers: readonly {
    readonly month: string
    readonly own: number | null
    readonly below: number
  }[]
  /** Active people of the unit and below it, per role they hold anywhere. */
  readonly roleCounts: readonly { readonly role: Role; readonly count: number }[]
  readonly mayManage: boolean
}

/** Everything the organisation page says about one unit. Refusals: `not_found`, `not_allowed`. */
export async function readUnit(ctx: Ctx, unitId: string): Promise<UnitDetail> {
  const tree = await orgTree(ctx)
  const unit = tree.unitById(unitId)
  mustBeAllowed(ctx, 'organisation.view', unit.path)
  const [calendar, placements, subscribers, roleCounts] = await Promise.all([
    calendarOf(ctx, tree, unitId),
    placementsOf(ctx, tree, unitId),
    subscribersOf(ctx, tree, unitId),
    roleCountsOf(ctx, tree, unitId),
  ])
  const mayManage = may(ctx, 'organisation.manage', unit.path)
  return { unit, calendar, placements, subscribers, roleCounts, mayManage }
}

async function calendarOf(ctx: Ctx, tree: OrgTree, unitId: string): Promise<UnitDetail['calendar']> {
  const holder = tree.nearestUp(unitId, (unit) => unit.calendarId !== null)
  if (!holder?.calendarId) return null
  const calendar = await reader(ctx).calendar.findUnique({ where: { id: holder.calendarId } })
  return calendar ? { name: localText(calendar.name), from: holder.id === unitId ? null : holder } : null
}

async function placementsOf(ctx: Ctx, tree: OrgTree, unitId: string): Promise<Placement[]> {
  const rows = await reader(ctx).orgPlacement.findMany({ where: { unitId }, orderBy: { validFrom: 'desc' } })
  const byIds = [...new Set(rows.flatMap((row) => row.byId ?? []))]
  const people = await reader(ctx).staff.findMany({
    where: { id: { in: byIds } },
    select: { id: true, displayName: true },
  })
  const nameOf = new Map(people.map((person) => [person.id, person.displayName]))
  return rows.map((row) => ({
    id: row.id,
    parent: row.parentId ? (tree.find(row.parentId) ?? null) : null,
    from: row.validFrom,
    to: row.validTo,
    by: row.byId ? (nameOf.get(row.byId) ?? null) : null,
    reason: row.reason,
  }))
}

const MONTHS_SHOWN = 13

function subscribersOf(ctx: Ctx, tree: OrgTree, unitId: string): Promise<UnitDetail['subscribers']> {
  const below = [...tree.subtreeIds(unitId)]
  return reader(ctx).$queryRaw<{ month: string; own: number | null; below: number }[]>`
    SELECT to_char(month, 'YYYY-MM') AS month,
           max(count) FILTER (WHERE unit_id = ${unitId}::uuid) AS own,
           coalesce(sum(count) FILTER (WHERE unit_id <> ${unitId}::uuid), 0)::float8 AS below
      FROM subscribers WHERE unit_id = ANY(${below}::uuid[])
     GROUP BY month ORDER BY month DESC LIMIT ${MONTHS_SHOWN}`
}

/** The same people as the staff list of the unit shows per role. */
function roleCountsOf(ctx: Ctx, tree: OrgTree, unitId: string): Promise<UnitDetail['roleCounts']> {
  const below = [...tree.subtreeIds(unitId)]
  return reader(ctx).$queryRaw<{ role: Role; count: number }[]>`
    SELECT a.role, count(DISTINCT s.id)::int AS count
      FROM role_assignment a JOIN staff s ON s.id = a.staff_id AND s.closed_at IS NULL
     WHERE s.home_unit_id = ANY(${below}::uuid[]) AND a.ended_at IS NULL
     GROUP BY a.role ORDER BY a.role`
}

export type UnitOption = {
  readonly value: string
  readonly label: string
  readonly detail: string
  readonly keywords: readonly string[]
}

/** Open units the actor holds a permission at, for pickers: name, the way down to it, its code. */
export async function unitOptions(
  ctx: Ctx,
  permission: 'organisation.manage' | 'staff.manage' | 'staff.view' | 'token.manage' | 'bulk.send',
): Promise<UnitOption[]> {
  const tree = await orgTree(ctx)
  return tree.all
    .filter((unit) => unit.closedAt === null && may(ctx, permission, unit.path))
    .map((unit) => ({
      value: unit.id,
      label: unit.name[ctx.locale],
      detail: tree
        .ancestors(unit.id)
        .map((above) => above.name[ctx.locale])
        .slice(0, 2)
        .join(' · '),
      keywords: searchWords(unit),
    }))
}

const wordsByUnit = new WeakMap<OrgUnit, readonly string[]>()

/** What else finds a unit: code, English name, pinyin and its initials; made once per unit and tree. */
function searchWords(unit: OrgUnit): readonly string[] {
  const known = wordsByUnit.get(unit)
  if (known) return known
  const name = unit.name['zh-CN']
  const words = [
    unit.code,
    unit.name.en,
    pinyin(name, { toneType: 'none', type: 'array' }).join(''),
    pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' }).join(''),
  ].map((word) => word.toLowerCase())
  wordsByUnit.set(unit, words)
  return words
}

/** Calendars to choose from. */
export async function calendarOptions(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const rows = await reader(ctx).calendar.findMany({ orderBy: { code: 'asc' } })
  return rows.map((row) => ({ value: row.id, label: localText(row.name)[ctx.locale] }))
}

/** The zone in which the actor reads times that belong to no other unit: that of their own. */
export async function ownTimeZone(ctx: Ctx): Promise<string> {
  const tree = await orgTree(ctx)
  const home = ctx.actor.kind === 'staff' ? tree.find(ctx.actor.homeUnitId) : undefined
  return home?.timeZone ?? tree.root?.timeZone ?? 'Asia/Shanghai'
}
