import { type FigureFilter, type Outcome, outcomeOf } from '@/obligations/rules/outcome'
import { type CountedRow, obligationsForRows, versionsOfCommitment } from '@/obligations/store/figure-list'
import type { Permission } from '@/organisation/rules/permissions'
import { scopeUnitIds } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import {
  countedPageOfKeys,
  type ListKey,
  type ListOrder,
  type ListPosition,
  type ListQuery,
  pageOfKeys,
  TOTAL_CAP,
} from '../store/lists'
import { countFigure, pageOfFigure } from '../store/lists-figure'
import { searchText } from '../store/lists-search'
import { hrefOf, type ListAddress, type Sort } from './list-address'
import { caseFilter, caseScope, numberFilter, sortOf, textFilter, unitFilter } from './list-filters'
import { figureToken, listToken, readFigureToken, readListToken } from './list-position'
import { type CaseRowView, rowsFor } from './list-row'

export const PAGE_ROWS = 50
const EXPORT: Permission = 'complaint.export'

/** What a row of a figure's list says besides: how the promise it counts went. */
export type FigureDetail = {
  readonly obligationId: string
  readonly outcome: Outcome | null
  readonly dueAt: Date | null
  readonly fulfilledAt: Date | null
  readonly version: number | null
}

export type ListedRow = CaseRowView & { readonly figure: FigureDetail | null }

export type CaseListPage = {
  readonly rows: readonly ListedRow[]
  readonly sort: Sort
  /** Number of rows before this page. */
  readonly offset: number
  /** null: not counted (a search by words is not counted beyond its page). */
  readonly total: { readonly count: number; readonly isMore: boolean } | null
  /** Addresses of the pages around, relative to `path`. */
  readonly nextHref: string | null
  readonly previousHref: string | null
  readonly now: Date
}

/** One page of the work list, or of the cases behind a figure, as the address asks. */
export async function listCases(ctx: Ctx, address: ListAddress, path = '/complaints'): Promise<CaseListPage> {
  return address.commitment
    ? listFigure(ctx, address, address.commitment, path)
    : listByFilter(ctx, address, path)
}

/** The first rows of a list, not counted: for a screen that shows some and leads to the list for the rest. */
export async function firstCases(
  ctx: Ctx,
  address: ListAddress,
  limit: number,
): Promise<Pick<CaseListPage, 'rows' | 'sort' | 'now'>> {
  const { keys, sort } = await keysOf(ctx, address, limit)
  const rows = await rowsFor(
    ctx,
    keys.map(({ id }) => id),
  )
  return { rows: rows.map((row) => ({ ...row, figure: null })), sort, now: ctx.clock() }
}

/** The cases an address means that the reader may take away as a file, page by page. */
export async function* eachExported(
  ctx: Ctx,
  address: ListAddress,
  pageRows: number,
): AsyncGenerator<CaseRowView[]> {
  let after: string | undefined
  for (;;) {
    const { ids, token } = await exportedPage(ctx, { ...address, after, before: undefined }, pageRows)
    if (ids.length > 0) yield await rowsFor(ctx, ids)
    if (!token) return
    after = token
  }
}

async function exportedPage(ctx: Ctx, address: ListAddress, pageRows: number) {
  const limit = pageRows + 1
  if (address.commitment) {
    const query = await figureQuery(ctx, address, address.commitment, EXPORT)
    const after = readFigureToken(address.after)
    const rows = await pageOfFigure(reader(ctx), { ...query, position: after && { after }, limit })
    const last = rows[pageRows - 1]
    const ids = rows.slice(0, pageRows).map(({ subjectId }) => subjectId)
    return { ids, token: rows.length > pageRows && last ? figureToken(last) : null }
  }
  const { keys } = await keysOf(ctx, address, limit, { permission: EXPORT })
  const last = keys[pageRows - 1]
  const ids = keys.slice(0, pageRows).map(({ id }) => id)
  return { ids, token: keys.length > pageRows && last ? listToken(last) : null }
}

type Keys = {
  readonly keys: readonly ListKey[]
  readonly sort: Sort
  /** null: not counted. */
  readonly count: number | null
}

async function keysOf(
  ctx: Ctx,
  address: ListAddress,
  limit: number,
  { permission = 'complaint.view', isCounted = false }: { permission?: Permission; isCounted?: boolean } = {},
): Promise<Keys> {
  const [filter, scope] = await Promise.all([caseFilter(ctx, address), caseScope(ctx, permission)])
  const now = ctx.clock()
  const sort = sortOf(address, filter)
  const before = readListToken(address.before)
  const after = readListToken(address.after)
  const position: ListPosition = before ? { before } : after ? { after } : null
  const number = numberFilter(address)
  const text = number === null ? textFilter(address) : null
  const base = { scope, filter, now }
  if (text !== null && sort === '-received' && !before) {
    const keys = await searchText(reader(ctx), { ...base, query: text, after, limit })
    return { keys, sort, count: null }
  }
  const extra = [
    ...(number === null ? [] : [Prisma.sql`c.number = ${number}`]),
    ...(text === null ? [] : [Prisma.sql`c.search_vector @@ ${text}::tsquery`]),
  ]
  const query: ListQuery = { ...base, order: orderOf(sort), position, limit, extra }
  if (!isCounted) return { keys: await pageOfKeys(reader(ctx), query), sort, count: null }
  return { ...(await countedPageOfKeys(reader(ctx), query)), sort }
}

async function listByFilter(ctx: Ctx, address: ListAddress, path: string): Promise<CaseListPage> {
  const { keys, sort, count } = await keysOf(ctx, address, PAGE_ROWS + 1, { isCounted: true })
  const isBackwards = readListToken(address.before) !== null
  const shown = isBackwards ? keys.slice(-PAGE_ROWS) : keys.slice(0, PAGE_ROWS)
  const rows = await rowsFor(
    ctx,
    shown.map(({ id }) => id),
  )
  return {
    rows: rows.map((row) => ({ ...row, figure: null })),
    sort,
    total: count === null ? null : { count: Math.min(count, TOTAL_CAP), isMore: count > TOTAL_CAP },
    now: ctx.clock(),
    ...around({ address, path, shown, hasMore: keys.length > PAGE_ROWS, isBackwards, token: listToken }),
  }
}

/** Addresses of the pages before and after, and how many rows stand before this one. */
function around<K>({
  address,
  path,
  shown,
  hasMore,
  isBackwards,
  token,
}: {
  address: ListAddress
  path: string
  shown: readonly K[]
  hasMore: boolean
  isBackwards: boolean
  token: (key: K) => string
}) {
  const [first, last] = [shown[0], shown.at(-1)]
  const offset = Math.max(0, address.at ?? 0)
  const hasNext = isBackwards || hasMore
  const hasPrevious = isBackwards ? hasMore : address.after !== undefined
  return {
    offset,
    nextHref:
      hasNext && last ? hrefOf(path, address, { after: token(last), at: offset + shown.length }) : null,
    previousHref:
      hasPrevious && first
        ? hrefOf(path, address, { before: token(first), at: Math.max(0, offset - PAGE_ROWS) || undefined })
        : null,
  }
}

function orderOf(sort: Sort): ListOrder {
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  return { sort: sort.replace('-', '') as ListOrder['sort'], direction }
}

async function figureQuery(
  ctx: Ctx,
  address: ListAddress,
  commitmentId: string,
  permission: Permission = 'complaint.view',
) {
  const db = reader(ctx)
  const [filter, scope, wanted, versions] = await Promise.all([
    caseFilter(ctx, address),
    scopeUnitIds(ctx, permission),
    unitFilter(ctx, address.unit),
    versionsOfCommitment(db, commitmentId),
  ])
  const figure: FigureFilter = {
    commitmentId,
    versionId: address.version,
    ruleIndex: address.rule,
    outcome: address.outcome,
    fromDay: address.from,
    toDay: address.to,
  }
  const versionIds = versions.map(({ id }) => id).filter((id) => !address.version || id === address.version)
  return { figure, versionIds, unitIds: both(scope, wanted), filter, now: ctx.clock() }
}

/** Units in both lists; a missing list is no limit. */
function both(a: readonly string[] | null, b: readonly string[] | undefined): readonly string[] | null {
  if (a === null) return b ?? null
  if (b === undefined) return a
  const inA = new Set(a)
  return b.filter((id) => inA.has(id))
}

async function listFigure(
  ctx: Ctx,
  address: ListAddress,
  commitmentId: string,
  path: string,
): Promise<CaseListPage> {
  const db = reader(ctx)
  const query = await figureQuery(ctx, address, commitmentId)
  const before = readFigureToken(address.before)
  const after = readFigureToken(address.after)
  const position = before ? { before } : after ? { after } : null
  const [found, count] = await Promise.all([
    pageOfFigure(db, { ...query, position, limit: PAGE_ROWS + 1 }),
    countFigure(db, query),
  ])
  const shown = before ? found.slice(-PAGE_ROWS) : found.slice(0, PAGE_ROWS)
  const rows = await figureRows(ctx, shown, query.now)
  return {
    rows,
    sort: '-received',
    total: count,
    now: query.now,
    ...around<CountedRow>({
      address,
      path,
      shown,
      hasMore: found.length > PAGE_ROWS,
      isBackwards: before !== null,
      token: figureToken,
    }),
  }
}

async function figureRows(ctx: Ctx, shown: readonly CountedRow[], now: Date): Promise<ListedRow[]> {
  const [cases, obligations] = await Promise.all([
    rowsFor(ctx, [...new Set(shown.map(({ subjectId }) => subjectId))]),
    obligationsForRows(
      reader(ctx),
      shown.map(({ obligationId }) => obligationId),
    ),
  ])
  const caseById = new Map(cases.map((row) => [row.id, row]))
  const obligationById = new Map(obligations.map((row) => [row.id, row]))
  return shown.flatMap(({ subjectId, obligationId }) => {
    const row = caseById.get(subjectId)
    const obligation = obligationById.get(obligationId)
    if (!row || !obligation) return []
    const { dueAt, fulfilledAt, version } = obligation
    return [
      { ...row, figure: { obligationId, outcome: outcomeOf(obligation, now), dueAt, fulfilledAt, version } },
    ]
  })
}
