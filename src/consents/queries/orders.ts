import { DAY_MS } from '@/calendar/rules/days'
import { localDayStart } from '@/calendar/rules/local-day'
import { maskedCustomers } from '@/customers/service/find-or-add'
import { unitIdsOfList, unitsOfList } from '@/organisation/queries/list-units'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { inPieces, type ListPage, listPage } from '@/platform/list-page'
import { localParts } from '@/ui/local-parts'
import {
  countOrders,
  type ListedOrderRow,
  listOrderRows,
  type OrderFigures,
  type OrderFilter,
  orderFigures,
} from '../store/order-list'
import { type OrderAddress, orderListHref } from './list-address'

const FIGURE_DAYS = 30

export type ListedOrder = ListedOrderRow & {
  readonly customer: { readonly phone: string; readonly name: string | null } | null
  readonly unitName: string
  readonly timeZone: string
}

export type OrderListPage = ListPage<ListedOrder>

/** A page of the orders of the reader's units. */
export async function listOrders(ctx: Ctx, address: OrderAddress): Promise<OrderListPage> {
  const filter = await filterOf(ctx, address)
  return listPage({
    offset: address.at ?? 0,
    rowsAt: rowsOf(ctx, filter, address),
    countUpTo: (most) => countOrders(reader(ctx), filter, most),
    hrefAt: (at) => orderListHref(address, { at }),
    now: ctx.clock(),
  })
}

/** All orders of an address, a thousand at a time, for the export. */
export async function* eachOrder(
  ctx: Ctx,
  address: OrderAddress,
  limit: number,
): AsyncGenerator<readonly ListedOrder[]> {
  yield* inPieces(limit, rowsOf(ctx, await filterOf(ctx, address), address))
}

const rowsOf =
  (ctx: Ctx, filter: OrderFilter, { sort = '-requested' }: OrderAddress) =>
  async (offset: number, limit: number): Promise<ListedOrder[]> =>
    dressed(ctx, await listOrderRows(reader(ctx), filter, sort, offset, limit))

async function dressed(ctx: Ctx, rows: readonly ListedOrderRow[]): Promise<ListedOrder[]> {
  const [tree, customers] = await Promise.all([
    orgTree(ctx),
    maskedCustomers(
      ctx,
      rows.map(({ customerId }) => customerId),
    ),
  ])
  return rows.map((row) => {
    const unit = tree.unitById(row.unitId)
    return {
      ...row,
      customer: customers.get(row.customerId) ?? null,
      unitName: unit.name[ctx.locale],
      timeZone: unit.timeZone,
    }
  })
}

async function filterOf(ctx: Ctx, address: OrderAddress): Promise<OrderFilter> {
  const timeZone = (await orgTree(ctx)).root?.timeZone ?? 'Asia/Shanghai'
  const dayStart = (isoDay: string | undefined, plusDays: number) =>
    isoDay ? localDayStart(isoDay, timeZone, plusDays) : undefined
  return {
    unitIds: await unitIdsOfList(ctx, 'order.view', address.unit, address.own !== undefined),
    q: address.q,
    state: address.state,
    type: address.type,
    channel: address.channel,
    mark: address.mark,
    ...spanOf(ctx.clock(), timeZone),
    customerId: address.customer,
    service: address.service,
    provider: address.provider,
    chargedFrom: dayStart(address.chargedFrom, 0),
    chargedBefore: dayStart(address.chargedTo, 1),
    from: dayStart(address.from, 0),
    before: dayStart(address.to, 1),
  }
}

/** Beginning of the last thirty days, and first day of this month. */
function spanOf(now: Date, timeZone = 'Asia/Shanghai'): { since: Date; month: string } {
  const { year, month } = localParts(now, timeZone)
  return {
    since: new Date(now.getTime() - FIGURE_DAYS * DAY_MS),
    month: `${year}-${String(month).padStart(2, '0')}-01`,
  }
}

/** How questions of the last thirty days ended in the reader's units, and the reminders of this month. */
export async function figuresOfOrders(ctx: Ctx): Promise<OrderFigures> {
  const [tree, scope] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'order.view')])
  const { since, month } = spanOf(ctx.clock(), tree.root?.timeZone)
  return orderFigures(reader(ctx), scope, since, month)
}

/** Units whose orders the reader sees, for the filter. */
export const unitsOfOrders = (ctx: Ctx) => unitsOfList(ctx, 'order.view')
