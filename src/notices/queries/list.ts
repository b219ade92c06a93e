import { DAY_MS } from '@/calendar/rules/days'
import { openAccount } from '@/customers/account'
import { maskAccount } from '@/customers/rules/account'
import { maskedCustomers } from '@/customers/service/find-or-add'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { localParts } from '@/ui/local-parts'
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

export const PAGE_SIZE = 50
const COUNTED_UP_TO = 10_001
const BREACH_DAYS = 30

export type ListedEvent = Omit<ListedEventRow, 'accountEnc' | 'accountHash'> & {
  readonly account: string
  readonly customer: { readonly phone: string; readonly name: string | null } | null
  readonly unitName: string
  readonly timeZone: string
}

export type EventListPage = {
  readonly rows: readonly ListedEvent[]
  readonly total: number
  readonly isMore: boolean
  readonly from: number
  readonly previousHref: string | null
  readonly nextHref: string | null
  readonly now: Date
}

/** A page of the planned events of the reader's units, those without a proven notice first. */
export async function listEvents(ctx: Ctx, address: EventAddress): Promise<EventListPage> {
  const offset = address.at ?? 0
  const filter = await filterOf(ctx, address)
  const [rows, total] = await Promise.all([
    listEventRows(reader(ctx), filter, address.sort ?? 'risk', offset, PAGE_SIZE),
    countEvents(reader(ctx), filter, COUNTED_UP_TO),
  ])
  return {
    rows: await dressed(ctx, rows),
    total: Math.min(total, COUNTED_UP_TO - 1),
    isMore: total === COUNTED_UP_TO,
    from: offset + 1,
    previousHref: offset > 0 ? eventListHref(address, { at: Math.max(0, offset - PAGE_SIZE) }) : null,
    nextHref: offset + rows.length < total ? eventListHref(address, { at: offset + PAGE_SIZE }) : null,
    now: ctx.clock(),
  }
}

/** All events of an address, a thousand at a time, for the export. */
export async function* eachEvent(
  ctx: Ctx,
  address: EventAddress,
  limit: number,
): AsyncGenerator<ListedEvent[]> {
  const filter = await filterOf(ctx, address)
  for (let offset = 0; offset < limit; offset += 1000) {
    const size = Math.min(1000, limit - offset)
    const rows = await listEventRows(reader(ctx), filter, address.sort ?? 'risk', offset, size)
    if (rows.length === 0) return
    yield await dressed(ctx, rows)
  }
}

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
  const [tree, scope] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'notice.view')])
  const unit = address.unit ? (tree.byCode(address.unit) ?? tree.find(address.unit)) : undefined
  const below = unit ? tree.idsUnder([unit.path]) : null
  const unitIds = below === null ? scope : scope === null ? below : below.filter((id) => scope.includes(id))
  const timeZone = tree.root?.timeZone ?? 'Asia/Shanghai'
  return {
    unitIds: address.unit && !unit ? [] : unitIds,
    kind: address.kind ?? 'suspension',
    q: address.q,
    state: address.state,
    proof: address.proof,
    mark: address.mark,
    customerClass: address.customerClass,
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
export async function unitsOfEvents(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const [tree, scope] = await Promise.all([orgTree(ctx), scopeUnitIds(ctx, 'notice.view')])
  return tree.all
    .filter(({ id, kind }) => (scope === null || scope.includes(id)) && kind !== 'department')
    .slice(0, 400)
    .map((unit) => ({ value: unit.code, label: unit.name[ctx.locale] }))
}
