import { z } from 'zod'
import { RefusedError } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import { branchOf, isUnder, type OrgTree, type OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, may, mustBeAllowed, reader, scopePaths } from '@/platform/context'
import { classByCode } from '../catalogue/classes'
import { DEFAULT_THRESHOLD, isThresholdUnit, type Threshold, thresholdUnit } from '../rules/case-units'
import { GROUP_STATES, type GroupState } from '../rules/group-states'
import { countGroups, dailyCases, findGroup, type GroupFigures, listGroups } from '../store/read-groups'
import { groupThresholds } from '../store/write-groups'
import { hrefOf as caseHref, readAddress } from './list-address'
import { type CaseListPage, listCases } from './lists'
import type { PickerOption } from './pickers'

const PAGE_ROWS = 50
const LINE_DAYS = 14

/** A group of complaints as screens show it. */
export type GroupView = Omit<GroupFigures, 'unitId' | 'classCode'> & {
  readonly className: string
  readonly parentClassName: string | null
  readonly unitName: string
  readonly timeZone: string
  /** Cases per 24 hours, oldest first; of a closed group until it was closed. */
  readonly daily: readonly number[]
  /** The list of exactly its cases. */
  readonly casesHref: string
}

export type GroupPage = {
  readonly rows: readonly GroupView[]
  readonly state: GroupState
  readonly counts: Readonly<Record<GroupState, number>>
  readonly nextHref: string | null
  readonly isFirst: boolean
  readonly canManage: boolean
}

type SearchParams = Readonly<Record<string, string | string[] | undefined>>

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value)
const addressSchema = z.object({
  state: z.preprocess(first, z.enum(GROUP_STATES).catch('open')),
  after: z.preprocess(
    first,
    z
      .string()
      .regex(/^\d{1,16}_[0-9a-f-]{36}$/)
      .nullable()
      .catch(null),
  ),
})

/** One page of the reader's groups as the address asks: `state`, `after`. */
export async function groupPage(ctx: Ctx, params: SearchParams): Promise<GroupPage> {
  const db = reader(ctx)
  const now = ctx.clock()
  const { state, after } = addressSchema.parse(params)
  const [tree, unitIds] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'group.view')])
  const [groups, counts] = await Promise.all([
    listGroups(db, { unitIds, state, after: readKey(after), limit: PAGE_ROWS + 1, now }),
    countGroups(db, unitIds),
  ])
  const shown = groups.slice(0, PAGE_ROWS)
  const last = shown.at(-1)
  return {
    rows: await viewsOf(ctx, tree, shown, now),
    state,
    counts,
    nextHref: groups.length > PAGE_ROWS && last ? hrefOfGroups(state, keyOf(last)) : null,
    isFirst: after === null,
    canManage: may(ctx, 'group.manage'),
  }
}

export function hrefOfGroups(state: GroupState, after?: string): string {
  const query = new URLSearchParams()
  if (state !== 'open') query.set('state', state)
  if (after) query.set('after', after)
  return query.size > 0 ? `/groups?${query}` : '/groups'
}

const keyOf = ({ openedAt, id }: GroupFigures) => `${openedAt.getTime()}_${id}`

function readKey(token: string | null): { openedAt: Date; id: string } | null {
  if (token === null) return null
  const [ms = '', id = ''] = token.split('_')
  return { openedAt: new Date(Number(ms)), id }
}

async function viewsOf(
  ctx: Ctx,
  tree: OrgTree,
  groups: readonly GroupFigures[],
  now: Date,
): Promise<GroupView[]> {
  const daily = await dailyCases(
    reader(ctx),
    groups.map(({ id, closedAt }) => ({ id, until: closedAt ?? now })),
    LINE_DAYS,
  )
  return groups.map(({ unitId, classCode, ...group }) => {
    const unit = tree.unitById(unitId)
    const found = classByCode(classCode)
    return {
      ...group,
      className: found?.name[ctx.locale] ?? classCode,
      parentClassName: (found?.parent && classByCode(found.parent)?.name[ctx.locale]) || null,
      unitName: unit.name[ctx.locale],
      timeZone: unit.timeZone,
      daily: daily.get(group.id) ?? [],
      casesHref: caseHref('/complaints', { group: group.id, status: 'all' }),
    }
  })
}

export type GroupDetail = {
  readonly group: GroupView
  /** The linked cases the reader may see, newest first. */
  readonly cases: CaseListPage
  readonly canManage: boolean
}

/** One group with its cases. Throws `not_found`, also for a group outside the reader's units. */
export async function groupDetail(ctx: Ctx, id: string, params: SearchParams): Promise<GroupDetail> {
  const parsed = z.uuid().safeParse(id)
  const now = ctx.clock()
  const [found, tree] = await Promise.all([
    parsed.success ? findGroup(reader(ctx), parsed.data, now) : null,
    orgTree(ctx),
  ])
  if (!found || !may(ctx, 'group.view', tree.pathOf(found.unitId)))
    throw new RefusedError({ code: 'not_found' })
  const { after, before, at } = readAddress(params)
  const address = {
    ...readAddress({}),
    group: found.id,
    status: 'all',
    sort: '-received',
    after,
    before,
    at,
  } as const
  const [[group], cases] = await Promise.all([
    viewsOf(ctx, tree, [found], now),
    listCases(ctx, address, `/groups/${found.id}`),
  ])
  if (!group) throw new RefusedError({ code: 'not_found' })
  return { group, cases, canManage: may(ctx, 'group.manage', tree.pathOf(found.unitId)) }
}

export type ThresholdView = Threshold & {
  readonly unitId: string
  readonly unitName: string
  readonly unitPathName: string
  /** Number of open branches for which this is the one that holds. */
  readonly branches: number
  readonly canManage: boolean
}

export type ThresholdPage = {
  readonly rows: readonly ThresholdView[]
  readonly standard: Threshold
  /** Open branches for which nobody above has set one. */
  readonly standardBranches: number
  readonly canManage: boolean
}

/** Thresholds that units of the reader's scope have of their own, or that hold for them from above. */
export async function thresholdPage(ctx: Ctx): Promise<ThresholdPage> {
  const [tree, thresholds, unitIds] = await Promise.all([
    orgTree(ctx),
    groupThresholds(reader(ctx)),
    scopeUnitIds(ctx, 'group.view'),
  ])
  const scope = unitIds === null ? null : new Set(unitIds)
  const branches = branchesOf(tree).filter(({ id }) => scope === null || scope.has(id))
  const holders = branches.map((branch) => thresholdUnit(tree, thresholds, branch.id)?.id ?? null)
  const countOf = (unitId: string | null) => holders.filter((holder) => holder === unitId).length
  return {
    rows: tree.all
      .filter(({ id }) => thresholds.has(id) && (scope === null || scope.has(id) || countOf(id) > 0))
      .map((unit) => ({
        ...(thresholds.get(unit.id) ?? DEFAULT_THRESHOLD),
        unitId: unit.id,
        unitName: unit.name[ctx.locale],
        unitPathName: pathName(tree, unit, ctx.locale),
        branches: countOf(unit.id),
        canManage: may(ctx, 'group.manage', unit.path),
      })),
    standard: DEFAULT_THRESHOLD,
    standardBranches: countOf(null),
    canManage: may(ctx, 'group.manage'),
  }
}

/** Every open unit that counts complaints for itself: the branches, and the carrier when something hangs off it directly. */
function branchesOf(tree: OrgTree): OrgUnit[] {
  const ids = new Set(
    tree.all.filter(({ closedAt }) => closedAt === null).map(({ id }) => branchOf(tree, id).id),
  )
  return tree.all.filter(({ id }) => ids.has(id))
}

const pathName = (tree: OrgTree, unit: OrgUnit, locale: Locale): string =>
  [...tree.ancestors(unit.id)]
    .reverse()
    .slice(1)
    .map((upper) => upper.name[locale])
    .join(' / ')

const OPTIONS = 20

/** Open units at which the reader may set a threshold, by name or code. */
export async function thresholdUnits(ctx: Ctx, typed: string): Promise<PickerOption[]> {
  mustBeAllowed(ctx, 'group.manage')
  const tree = await orgTree(ctx)
  const paths = scopePaths(ctx, 'group.manage')
  const wanted = typed.trim().toLowerCase()
  return tree.all
    .filter(
      (unit) =>
        isThresholdUnit(unit) &&
        (paths === null || paths.some((path) => isUnder(unit.path, path))) &&
        `${Object.values(unit.name).join(' ')} ${unit.code}`.toLowerCase().includes(wanted),
    )
    .slice(0, OPTIONS)
    .map((unit) => ({
      value: unit.id,
      label: unit.name[ctx.locale],
      detail: pathName(tree, unit, ctx.locale),
    }))
}
