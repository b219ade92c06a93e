import { DAY_MS } from '@/calendar/rules/days'
import { localDayStart } from '@/calendar/rules/local-day'
import { openAccount } from '@/customers/account'
import { maskAccount } from '@/customers/rules/account'
import { maskedCustomers } from '@/customers/service/find-or-add'
import { unitIdsOfList, unitsOfList } from '@/organisation/queries/list-units'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { inPieces, type ListPage, listPage } from '@/platform/list-page'
import { EVENT_KINDS, type EventKind } from '../rules/lists'
import {
  type AtRisk,
  atRiskIn,
  countEvents,
  type EventFigure,
  type EventFilter,
  eventFigures,
  type ListedEventRow,
  listEventRows,
} from '../store/list'
import { type EventAddress, eventListHref } from './list-address'

const BREACH_DAYS = 30

export type ListedEvent = Omit<ListedEventRow, 'accountEnc' | 'accountHash'> & {
  readonly account: string
  readonly customer: { readonly phone: string; readonly name: string | null } | null
  readonly unitName: string
  readonly timeZone: string
}

export type EventListPage = ListPage<ListedEvent>

/** A page of the planned events of the reader's units, those without a proven notice first. */
export async function listEvents(ctx: Ctx, address: EventAddress): Promise<EventListPage> {
  const filter = await filterOf(ctx, address)
  return listPage({
    offset: address.at ?? 0,
    rowsAt: rowsOf(ctx, filter, address),
    countUpTo: (most) => countEvents(reader(ctx), filter, most),
    hrefAt: (at) => eventListHref(address, { at }),
    now: ctx.clock(),
  })
}

/** All events of an address, a thousand at a time, for the export. */
export async function* eachEvent(
  ctx: Ctx,
  address: EventAddress,
  limit: number,
): AsyncGenerator<readonly ListedEvent[]> {
  yield* inPieces(limit, rowsOf(ctx, await filterOf(ctx, address), address))
}

const rowsOf =
  (ctx: Ctx, filter: EventFilter, { sort = 'risk' }: EventAddress) =>
  async (offset: number, limit: number): Promise<ListedEvent[]> =>
    dressed(ctx, await listEventRows(reader(ctx), filter, sort, offset, limit))

async function dressed(ctx: Ctx, rows: readonly ListedEventRow[]): Promise<ListedEvent[]> {
  const [tree, customers] = await Promise.all([
    orgTree(ctx),
    maskedCustomers(
      ctx,
      rows.map(({ customerId }) => customerId),
    ),
  ])
  return rows.map(({ accountEnc, accountHash: _, ...row }) => {
    const unit = tree.unitById(row.unitId)
    return {
      ...row,
      account: maskAccount(openAccount(accountEnc)),
      customer: customers.get(row.customerId) ?? null,
      unitName: unit.name[ctx.locale],
      timeZone: unit.timeZone,
    }
  })
}

async function filterOf(ctx: Ctx, address: EventAddress): Promise<EventFilter> {
  const timeZone = (await orgTree(ctx)).root?.timeZone ?? 'Asia/Shanghai'
  return {
    unitIds: await unitIdsOfList(ctx, 'notice.view', address.unit),
    kind: address.kind ?? 'suspension',
    q: address.q,
    state: address.state,
    proof: address.proof,
    mark: address.mark,
    customerClass: address.customerClass,
    from: address.from ? localDayStart(address.from, timeZone) : undefined,
    before: address.to ? localDayStart(address.to, timeZone, 1) : undefined,
  }
}

/** How many of each kind are open, at risk and held in the reader's units. */
export async function figuresOfEvents(ctx: Ctx): Promise<Readonly<Record<EventKind, EventFigure>>> {
  const scope = await scopeUnitIds(ctx, 'notice.view')
  const since = new Date(ctx.clock().getTime() - BREACH_DAYS * DAY_MS)
  const found = new Map(
    (await eventFigures(reader(ctx), scope, since)).map((figure) => [figure.kind, figure]),
  )
  const none = { open: 0, atRisk: 0, tooLate: 0, held: 0, breaches: 0 }
  return Object.fromEntries(
    EVENT_KINDS.map((kind) => [kind, found.get(kind) ?? { kind, ...none }]),
  ) as unknown as Readonly<Record<EventKind, EventFigure>>
}

/** Planned suspensions of a unit and those below it without a proven notice, for first screens (M-20). */
export async function suspensionsAtRisk(ctx: Ctx, unitId: string): Promise<AtRisk> {
  const [tree, scope] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'notice.view')])
  const below = tree.idsUnder([tree.unitById(unitId).path])
  return atRiskIn(reader(ctx), scope === null ? below : below.filter((id) => scope.includes(id)))
}

/** Units whose events the reader sees, for the filter. */
export const unitsOfEvents = (ctx: Ctx) => unitsOfList(ctx, 'notice.view')
