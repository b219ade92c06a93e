import { DAY_MS } from '@/calendar/rules/days'
import { maskedCustomers } from '@/customers/service/find-or-add'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
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

export const PAGE_SIZE = 50
const COUNTED_UP_TO = 10_001
const FIGURE_DAYS = 30

export type ListedOrder = ListedOrderRow & {
  readonly customer: { readonly phone: string; readonly name: string | null } | null
  readonly unitName: string
  readonly timeZone: string
}

export type OrderListPage = {
  readonly rows: readonly ListedOrder[]
  readonly total: number
  readonly isMore: boolean
  readonly from: number
  readonly previousHref: string | null
  readonly nextHref: string | null
  readonly now: Date
}

/** A page of the orders of the reader's units. */
export async function listOrders(ctx: Ctx, address: OrderAddress): Promise<OrderListPage> {
  const offset = address.at ?? 0
  const filter = await filterOf(ctx, address)
  const [rows, total] = await Promise.all([
    listOrderRows(reader(ctx), filter, address.sort ?? '-requested', offset, PAGE_SIZE),
    countOrders(reader(ctx), filter, COUNTED_UP_TO),
  ])
  return {
    rows: await dressed(ctx, rows),
    total: Math.min(total, COUNTED_UP_TO - 1),
    isMore: total === COUNTED_UP_TO,
    from: offset + 1,
    previousHref: offset > 0 ? orderListHref(address, { at: Math.max(0, offset - PAGE_SIZE) }) : null,
    nextHref: offset + rows.length < total ? orderListHref(address, { at: offset + PAGE_SIZE }) : null,
    now: ctx.clock(),
  }
}

/** All orders of an address, a thousand at a time, for the export. */
export async function* eachOrder(
  ctx: Ctx,
  address: OrderAddress,
  limit: number,
): AsyncGenerator<ListedOrder[]> {
  const filter = await filterOf(ctx, address)
  for (let offset = 0; offset < limit; offset += 1000) {
    const rows = await listOrderRows(
      reader(ctx),
      filter,
      address.sort ?? '-requested',
      offset,
      Math.min(1000, limit - offset),
    )
    if (rows.length === 0) return
    yield await dressed(ctx, rows)
  }
}

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
  const [tree, scope] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'order.view')])
  const unit = address.unit ? (tree.byCode(address.unit) ?? tree.find(address.unit)) : undefined
  const below = unit ? tree.idsUnder([unit.path]) : null
  const unitIds = below === null ? scope : scope === null ? below : below.filter((id) => scope.includes(id))
  const timeZone = tree.root?.timeZone ?? 'Asia/Shanghai'
  return {
    unitIds: address.unit && !unit ? [] : unitIds,
    q: address.q,
    state: address.state,
    type: address.type,
    channel: address.channel,
    mark: address.mark,
    ...spanOf(ctx.clock(), tree.root?.timeZone),
    customerId: address.customer,
    service: address.service,
    provider: address.provider,
    chargedFrom: address.chargedFrom ? startOfDay(address.chargedFrom, timeZone) : undefined,
    chargedBefore: address.chargedTo
      ? new Date(startOfDay(address.chargedTo, timeZone).getTime() + DAY_MS)
      : undefined,
    from: address.from ? startOfDay(address.from, timeZone) : undefined,
    before: address.to ? new Date(startOfDay(address.to, timeZone).getTime() + DAY_MS) : undefined,
  }
}

/** Midnight of a local day. */
function startOfDay(isoDay: string, timeZone: string): Date {
  const guess = new Date(`${isoDay}T00:00:00Z`)
  const { hour, minute, dayNumber } = localParts(guess, timeZone)
  const wanted = Math.floor(guess.getTime() / DAY_MS)
  const offsetMs = (dayNumber - wanted) * DAY_MS + (hour * 60 + minute) * 60_000
  return new Date(guess.getTime() - offsetMs)
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
export async function unitsOfOrders(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const [tree, scope] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'order.view')])
  return tree.all
    .filter(({ id, kind }) => (scope === null || scope.includes(id)) && kind !== 'department')
    .slice(0, 400)
    .map((unit) => ({ value: unit.code, label: unit.name[ctx.locale] }))
}
