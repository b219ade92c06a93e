import { z } from 'zod'
import { localDayStart } from '@/calendar/rules/local-day'
import { startFactOf } from '@/commitments/rules/occasions'
import { versionTermsSchema } from '@/commitments/schema'
import { type MatterType, subjectTypeOf } from '@/kernel/fact-types'
import { RefusedError } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { type Outcome, outcomeOf } from '@/obligations/rules/outcome'
import {
  type FigureKey,
  type FigureRule,
  obligationsForRows,
  type PublishedVersion,
  versionsOfCommitment,
} from '@/obligations/store/figure-list'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { actorId, type Ctx, may, reader } from '@/platform/context'
import type { MatterFilter } from '../rules/list-filter'
import { MATTER_STATES, MATTER_TYPES, MATTER_VIEW } from '../rules/matter-types'
import {
  countUpToCap,
  type ListKey,
  type ListOrder,
  mattersByIds,
  pageOfKeys,
  TOTAL_CAP,
} from '../store/lists'
import { countFigure, pageOfFigure } from '../store/lists-figure'
import type { MatterScope, TypeScope } from '../store/lists-filter'
import type { Matter } from '../store/read'
import { hrefOf, type ListAddress, type Sort } from './list-address'

export const PAGE_ROWS = 50
const NO_ONE = '00000000-0000-0000-0000-000000000000'

/** How the promise went that a row of a figure's list counts. */
export type FigureDetail = {
  readonly obligationId: string
  readonly outcome: Outcome | null
  readonly at: Date | null
  readonly version: number
}

export type MatterRow = Matter & {
  readonly unitName: string
  readonly timeZone: string
  readonly figure: FigureDetail | null
}

export type MatterListPage = {
  readonly rows: readonly MatterRow[]
  readonly sort: Sort
  /** Number of rows before this page. */
  readonly offset: number
  readonly total: { readonly count: number; readonly isMore: boolean }
  readonly nextHref: string | null
  readonly previousHref: string | null
  /** What the list is behind, when it is a figure's. */
  readonly commitment: { readonly code: string; readonly text: string } | null
  /** What the filters offer: types the reader may see, states in use, branches. */
  readonly types: readonly MatterType[]
  readonly states: readonly string[]
  readonly units: readonly { readonly code: string; readonly name: string }[]
  readonly now: Date
}

const viewableTypes = (ctx: Ctx): MatterType[] => MATTER_TYPES.filter((type) => may(ctx, MATTER_VIEW[type]))

/** One page of matters, or of the matters behind a figure, as the address asks. @throws RefusedError `not_allowed` */
export async function listMatters(
  ctx: Ctx,
  address: ListAddress,
  path = '/matters',
): Promise<MatterListPage> {
  const types = viewableTypes(ctx)
  if (types.length === 0)
    throw new RefusedError({ code: 'not_allowed', params: { permission: 'refund.view' } })
  const found = await pageFor(ctx, address, PAGE_ROWS)
  const { shown, hasMore, isBackwards } = found
  const [first, last] = [shown[0], shown.at(-1)]
  const offset = Math.max(0, address.at ?? 0)
  const hasNext = isBackwards || hasMore
  const hasPrevious = isBackwards ? hasMore : address.after !== undefined
  return {
    rows: await rowsFor(ctx, shown),
    sort: found.sort,
    offset,
    total: await found.total(),
    commitment: found.commitment,
    types,
    ...(await choices(ctx, address, types)),
    now: ctx.clock(),
    nextHref:
      hasNext && last ? hrefOf(path, address, { after: last.token, at: offset + shown.length }) : null,
    previousHref:
      hasPrevious && first
        ? hrefOf(path, address, { before: first.token, at: Math.max(0, offset - PAGE_ROWS) || undefined })
        : null,
  }
}

/** Branches of the reader's scope and the one that is set, and the states of the type that is set. */
async function choices(ctx: Ctx, address: ListAddress, types: readonly MatterType[]) {
  const tree = await orgTree(ctx)
  const scopes = await typeScopes(ctx)
  const isSeen = (id: string) => scopes.some(({ unitIds }) => unitIds === null || unitIds.includes(id))
  const chosen = address.unit ? (tree.find(address.unit) ?? tree.byCode(address.unit)) : undefined
  const units = tree.all.filter(
    (unit) => unit === chosen || (BRANCHES.includes(unit.kind) && unit.closedAt === null && isSeen(unit.id)),
  )
  const of = address.type ? [address.type as MatterType] : types
  const states = of.flatMap((type) => MATTER_STATES[type])
  return {
    states: [...new Set(states)],
    units: units.map(({ code, name }) => ({ code, name: name[ctx.locale] })),
  }
}

const BRANCHES: readonly string[] = ['city_branch', 'county_branch']

/** The matters an address means, page by page, for a file. */
export async function* eachListed(
  ctx: Ctx,
  address: ListAddress,
  pageRows: number,
): AsyncGenerator<MatterRow[]> {
  let after: string | undefined
  for (;;) {
    const { shown, hasMore } = await pageFor(ctx, { ...address, after, before: undefined }, pageRows)
    if (shown.length > 0) yield await rowsFor(ctx, shown)
    after = shown.at(-1)?.token
    if (!hasMore || !after) return
  }
}

type Shown = { readonly matterId: string; readonly obligationId: string | null; readonly token: string }
type Found = {
  readonly shown: readonly Shown[]
  readonly hasMore: boolean
  readonly isBackwards: boolean
  readonly sort: Sort
  readonly commitment: MatterListPage['commitment']
  readonly total: () => Promise<MatterListPage['total']>
}

const pageFor = (ctx: Ctx, address: ListAddress, pageRows: number): Promise<Found> =>
  address.commitment
    ? figurePage(ctx, address, address.commitment, pageRows)
    : plainPage(ctx, address, pageRows)

async function plainPage(ctx: Ctx, address: ListAddress, pageRows: number): Promise<Found> {
  const [filter, scope] = [await matterFilter(ctx, address), await matterScope(ctx)]
  const db = reader(ctx)
  const sort = address.sort ?? (address.due ? 'due' : '-opened')
  const before = readToken(listKey, address.before)
  const after = readToken(listKey, address.after)
  const base = { scope, filter, now: ctx.clock() }
  const position = before ? { before } : after ? { after } : null
  const keys = await pageOfKeys(db, { ...base, order: orderOf(sort), position, limit: pageRows + 1 })
  return {
    ...part(keys, pageRows, before !== null, (key) => ({
      matterId: key.id,
      obligationId: null,
      token: tokenOf([key.id, key.number, key.openedAt.getTime(), key.dueAt?.getTime() ?? null]),
    })),
    sort,
    commitment: null,
    total: async () => {
      const count = await countUpToCap(db, base)
      return { count: Math.min(count, TOTAL_CAP), isMore: count > TOTAL_CAP }
    },
  }
}

async function figurePage(
  ctx: Ctx,
  address: ListAddress,
  commitmentId: string,
  pageRows: number,
): Promise<Found> {
  const db = reader(ctx)
  const versions = await versionsOfCommitment(db, commitmentId)
  const query = {
    figure: {
      commitmentId,
      outcome: address.outcome,
      fromDay: address.from,
      toDay: address.to,
    },
    rules: await figureRules(ctx, address, versions),
    filter: await matterFilter(ctx, address),
    now: ctx.clock(),
  }
  const before = readToken(figureKey, address.before)
  const after = readToken(figureKey, address.after)
  const position = before ? { before } : after ? { after } : null
  const rows = await pageOfFigure(db, { ...query, position, limit: pageRows + 1 })
  const named = versions.find(({ id }) => id === address.version) ?? versions[0]
  return {
    ...part(rows, pageRows, before !== null, (row) => ({
      matterId: row.subjectId,
      obligationId: row.obligationId,
      token: tokenOf([row.obligationId, row.startedOn]),
    })),
    sort: '-opened',
    commitment: named ? { code: named.code, text: (named.text as LocalText)[ctx.locale] } : null,
    total: () => countFigure(db, query),
  }
}

function part<K>(keys: readonly K[], pageRows: number, isBackwards: boolean, shownOf: (key: K) => Shown) {
  const page = isBackwards ? keys.slice(-pageRows) : keys.slice(0, pageRows)
  return { shown: page.map(shownOf), hasMore: keys.length > pageRows, isBackwards }
}

const orderOf = (sort: Sort): ListOrder => ({
  sort: sort.replace('-', '') as ListOrder['sort'],
  direction: sort.startsWith('-') ? 'desc' : 'asc',
})

/** The rules of a commitment that are owed on matters the reader may see, each with the units that count. */
async function figureRules(
  ctx: Ctx,
  address: ListAddress,
  versions: readonly PublishedVersion[],
): Promise<FigureRule[]> {
  const scopes = await typeScopes(ctx)
  const wanted = await unitFilter(ctx, address.unit)
  const rules: FigureRule[] = []
  for (const version of versions) {
    if (address.version && version.id !== address.version) continue
    versionTermsSchema.shape.rules.parse(version.rules).forEach((rule, ruleIndex) => {
      if (address.rule !== undefined && ruleIndex !== address.rule) return
      const start = startFactOf(rule)
      const type = start === null ? 'complaint' : subjectTypeOf(start)
      const scope = scopes.find(({ types }) => (types as readonly string[]).includes(type))
      if (scope) rules.push({ versionId: version.id, ruleIndex, unitIds: both(scope.unitIds, wanted) })
    })
  }
  return rules
}

/** Units in both lists; a missing list is no limit. */
function both(a: readonly string[] | null, b: readonly string[] | undefined): readonly string[] | null {
  if (a === null) return b ?? null
  if (b === undefined) return a
  const inA = new Set(a)
  return b.filter((id) => inA.has(id))
}

/** Units by the permission of each type. */
async function typeScopes(ctx: Ctx): Promise<TypeScope[]> {
  const permissions = [...new Set(Object.values(MATTER_VIEW))]
  const scopes: TypeScope[] = []
  for (const permission of permissions) {
    if (!may(ctx, permission)) continue
    scopes.push({
      types: MATTER_TYPES.filter((type) => MATTER_VIEW[type] === permission),
      unitIds: await scopeUnitIds(ctx, permission),
    })
  }
  return scopes
}

const matterScope = async (ctx: Ctx): Promise<MatterScope> => ({
  byType: await typeScopes(ctx),
  staffId: actorId(ctx),
})

async function unitFilter(ctx: Ctx, unit: string | undefined): Promise<readonly string[] | undefined> {
  if (!unit) return undefined
  const tree = await orgTree(ctx)
  const found = tree.find(unit) ?? tree.byCode(unit)
  if (!found) return []
  return found === tree.root ? undefined : tree.subtreeIds(found.id)
}

/** What an address asks for, in the terms of the store. A figure's days are not days of opening. */
async function matterFilter(ctx: Ctx, address: ListAddress): Promise<MatterFilter> {
  const tree = await orgTree(ctx)
  const home = ctx.actor.kind === 'staff' ? tree.find(ctx.actor.homeUnitId) : undefined
  const timeZone = (home ?? tree.root)?.timeZone ?? 'Asia/Shanghai'
  const isFigure = address.commitment !== undefined
  return {
    status: address.status ?? 'all',
    types: address.type ? [address.type as MatterType] : undefined,
    state: address.state,
    classCode: address.class,
    due: address.due,
    unitIds: await unitFilter(ctx, address.unit),
    ownerId: address.owner === 'me' ? (actorId(ctx) ?? NO_ONE) : address.owner,
    number: address.q,
    openedFrom: !isFigure && address.from ? localDayStart(address.from, timeZone) : undefined,
    openedBefore: !isFigure && address.to ? localDayStart(address.to, timeZone, 1) : undefined,
  }
}

/** Rows in the order shown. The caller has scoped them. */
async function rowsFor(ctx: Ctx, shown: readonly Shown[]): Promise<MatterRow[]> {
  const db = reader(ctx)
  const now = ctx.clock()
  const obligationIds = shown.flatMap(({ obligationId }) => obligationId ?? [])
  const [matters, obligations, tree] = await Promise.all([
    mattersByIds(db, [...new Set(shown.map(({ matterId }) => matterId))]),
    obligationIds.length > 0 ? obligationsForRows(db, obligationIds) : [],
    orgTree(ctx),
  ])
  const matterById = new Map(matters.map((row) => [row.id, row]))
  const obligationById = new Map(obligations.map((row) => [row.id, row]))
  return shown.flatMap(({ matterId, obligationId }) => {
    const matter = matterById.get(matterId)
    if (!matter) return []
    const unit = tree.unitById(matter.unitId)
    const owed = obligationId === null ? undefined : obligationById.get(obligationId)
    const figure = owed
      ? {
          obligationId: owed.id,
          outcome: outcomeOf(owed, now),
          at: owed.fulfilledAt ?? owed.brokenAt ?? owed.dueAt,
          version: owed.version,
        }
      : null
    return [{ ...matter, unitName: unit.name[ctx.locale], timeZone: unit.timeZone, figure }]
  })
}

/** Tokens in an address that say where a page begins; unreadable ones mean the first page. */
const tokenOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const listKey = z
  .tuple([z.uuid(), z.string().max(60), z.number().int(), z.number().int().nullable()])
  .transform(
    ([id, number, openedMs, dueMs]): ListKey => ({
      id,
      number,
      openedAt: new Date(openedMs),
      dueAt: dueMs === null ? null : new Date(dueMs),
    }),
  )
const figureKey = z
  .tuple([z.uuid(), z.iso.date()])
  .transform(([obligationId, startedOn]): FigureKey => ({ obligationId, startedOn }))

function readToken<T>(shape: z.ZodType<T>, token: string | undefined): T | null {
  if (!token) return null
  try {
    const parsed = shape.safeParse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    // Cut off or made up.
    return null
  }
}
