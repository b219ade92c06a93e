import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { findOrAddCustomers } from '@/customers/service/find-or-add'
import { phoneHashOf } from '@/customers/store'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { insertMatters } from '@/matters/store/write'
import { type Ctx, withTransaction } from '@/platform/context'
import { WHYS, type Why } from '@/reconciliation/rules/lists'
import { publishTariff } from '@/reconciliation/service/tariffs'
import { makeServices } from './consents'

/** Charges of a month with known errors among them, and the orders they rest on. */

export const MONTH = '2026-03'
const MONTH_STARTS_MS = Date.parse('2026-02-28T16:00:00Z')
const DAY = 86_400_000
const CHUNK = 2_000

type Story =
  | 'good'
  | 'daily'
  | 'on_demand'
  | 'unconfirmed'
  | 'late'
  | 'cancelled'
  | 'trial'
  | 'dear'
  | 'other'
type MadeOrder = { readonly number: string; readonly phone: string; readonly account: string }
export type PlantedOrders = Readonly<Record<Story, readonly MadeOrder[]>>

const SERVICE: Readonly<Record<Story, string>> = {
  good: 'TQ',
  dear: 'TQ',
  unconfirmed: 'TQ',
  late: 'TQ',
  cancelled: 'TQ',
  other: 'TQ',
  daily: 'XW',
  on_demand: 'DB',
  trial: 'SY',
}

export type Plan = { readonly rows: number; readonly errorsEach: number }

/** One in a hundred is wrong, every kind of wrong as often as the others. */
export const planOf = (rows: number): Plan => ({
  rows,
  errorsEach: Math.max(2, Math.floor(rows / 100 / WHYS.length)),
})

/** Services, tariffs and orders, written as the database holds them after all steps of an order. */
export async function plantOrders(
  ctx: Ctx,
  unitId: string,
  { rows, errorsEach }: Plan,
): Promise<PlantedOrders> {
  await makeServices(ctx)
  await ctx.db.$executeRaw`
    INSERT INTO service_version (id, product_id, version, name, provider, cancel_how, type, extra_classes, price_minor, currency, period,
      trial_days, valid_from, created_by, created_at)
    SELECT gen_random_uuid(), v.product_id, 2, v.name, v.provider, v.cancel_how, v.type, v.extra_classes, 100, v.currency, 'day', NULL,
      v.valid_from, v.created_by, v.created_at
    FROM service_version v JOIN service_product p ON p.id = v.product_id WHERE p.code = 'XW' AND v.version = 1`
  unwrap(
    await publishTariff(ctx, {
      serviceCode: 'LOCAL',
      kind: 'call_record',
      stepSeconds: 60,
      freeBelowSeconds: 3,
      priceMinor: 15n,
      currency: 'CNY',
      validFrom: new Date('2026-01-01T00:00:00Z'),
    }),
  )
  const many = Math.max(20, Math.floor(rows / 40))
  const made = async (story: Story, count: number) => makeOrders(ctx, unitId, story, count)
  return {
    good: await made('good', Math.max(many, errorsEach + 5)),
    daily: await made('daily', Math.max(5, Math.floor(rows / 200))),
    on_demand: await made('on_demand', Math.max(5, Math.floor(rows / 200))),
    unconfirmed: await made('unconfirmed', errorsEach),
    late: await made('late', errorsEach),
    cancelled: await made('cancelled', errorsEach),
    trial: await made('trial', errorsEach),
    dear: await made('dear', errorsEach),
    other: await made('other', 1),
  }
}

let phones = 0
let numbers = 0

async function makeOrders(ctx: Ctx, unitId: string, story: Story, count: number): Promise<MadeOrder[]> {
  const all: MadeOrder[] = []
  for (let from = 0; from < count; from += CHUNK) {
    const orders = Array.from({ length: Math.min(CHUNK, count - from) }, () => {
      phones += 1
      numbers += 1
      const phone = `1390${String(1_000_000 + phones)}`
      return {
        id: newId(MONTH_STARTS_MS),
        number: `PLANTED-${numbers}`,
        phone,
        account: `AC${phones + 100_000}`,
      }
    })
    await withTransaction(ctx, (tx) => writeOrders({ ...tx, tx: tx.tx }, unitId, story, orders), 300_000)
    all.push(...orders)
  }
  return all
}

async function writeOrders(
  ctx: Parameters<typeof findOrAddCustomers>[0],
  unitId: string,
  story: Story,
  orders: readonly (MadeOrder & { id: string })[],
): Promise<void> {
  const { tx } = ctx
  const customers = await findOrAddCustomers(
    ctx,
    orders.map(({ phone }) => ({ phone, name: null })),
  )
  const requestedAt = new Date(story === 'late' ? MONTH_STARTS_MS + DAY : MONTH_STARTS_MS - 60 * DAY)
  const startsAt = new Date(
    story === 'late'
      ? MONTH_STARTS_MS + 20 * DAY
      : story === 'trial'
        ? MONTH_STARTS_MS - DAY
        : requestedAt.getTime() + 3_600_000,
  )
  const later = (minutes: number) => new Date(requestedAt.getTime() + minutes * 60_000)
  await insertMatters(
    tx,
    orders.map(({ id, number }, place) => ({
      id,
      type: 'subscription_order',
      number,
      unitId,
      customerId: customers[place]!,
      ownerId: null,
      classCode: 'monthly',
      brand: null,
      channel: 'sms',
      customerClass: null,
      state: 'requested',
      complaintId: null,
      openedAt: requestedAt,
      recordedAt: requestedAt,
    })),
  )
  const ids = orders.map(({ id }) => id)
  const hashes = orders.map(({ phone }) => phoneHashOf(phone))
  const needsConfirmation = story !== 'on_demand'
  await tx.$executeRaw`
    INSERT INTO subscription_order (id, product_id, service_version_id, setting_version, customer_id, phone_hash, needs_confirmation,
      activates_itself, state, requested_at, external_ref)
    SELECT x.id, v.product_id, v.id, 1, x.customer_id, x.phone_hash, ${needsConfirmation}, true, 'requested', ${requestedAt}, 'EXT-' || x.number
    FROM unnest(${ids}::uuid[], ${customers}::uuid[], ${hashes}::text[], ${orders.map(({ number }) => number)}::text[])
      AS x(id, customer_id, phone_hash, number),
      (SELECT v.* FROM service_version v JOIN service_product p ON p.id = v.product_id WHERE p.code = ${SERVICE[story]}
       ORDER BY v.version DESC LIMIT 1) v`
  const record = (kind: string, at: Date, verdict: string | null) => tx.$executeRaw`
    INSERT INTO consent_record (id, order_id, kind, channel, text, text_hash, chain_hash, from_hash, verdict, occurred_at, recorded_at)
    SELECT gen_random_uuid(), x.id, ${kind}, 'sms', 'TQ', '', '', CASE WHEN ${kind} = 'answer' THEN x.hash END, ${verdict}, ${at}, ${at}
    FROM unnest(${ids}::uuid[], ${hashes}::text[]) AS x(id, hash)`
  await record('order', requestedAt, null)
  const move = (state: string) => tx.$executeRaw`
    UPDATE subscription_order SET state = ${state}, answered_at = ${later(5)} WHERE id = ANY(${ids}::uuid[])`
  if (needsConfirmation) {
    await tx.$executeRaw`
      UPDATE subscription_order SET state = 'asked', asked_at = ${later(1)}, window_ends_at = ${later(1441)} WHERE id = ANY(${ids}::uuid[])`
    await record('question', later(1), null)
    if (story === 'unconfirmed') return void (await move('lapsed'))
    await record('answer', later(5), 'yes')
    await move('confirmed')
  }
  await tx.$executeRaw`
    UPDATE subscription_order SET state = 'active', activated_at = ${startsAt} WHERE id = ANY(${ids}::uuid[])`
  if (story === 'cancelled')
    await tx.$executeRaw`
      UPDATE subscription_order SET state = 'cancelled', cancelled_at = ${new Date(MONTH_STARTS_MS + 2 * DAY)}, cancel_channel = 'sms'
      WHERE id = ANY(${ids}::uuid[])`
}

/** A row of the file, and what is wrong with it; null: nothing. */
export type PlantedCharge = {
  readonly cells: readonly string[]
  readonly ref: string
  readonly why: Why | null
}

export const HEADS =
  'charge_ref,account,phone,service,kind,amount,currency,charged_at,period,used_seconds,billed_seconds,order_ref'

/** Exactly as many charges as planned, the wrong ones spread among the right. */
export function* plantedCharges(orders: PlantedOrders, { rows, errorsEach }: Plan): Generator<PlantedCharge> {
  const right = rightCharges(orders)
  const wrong = wrongCharges(orders, errorsEach)
  const wrongCount = errorsEach * WHYS.length
  const every = Math.max(1, Math.floor(rows / wrongCount))
  let number = 0
  let planted = 0
  for (let row = 0; row < rows; row += 1) {
    number += 1
    const isWrong = planted < wrongCount && (row % every === every - 1 || rows - row <= wrongCount - planted)
    const { why, ...charge } = (isWrong ? wrong : right).next().value as Made
    if (isWrong) planted += 1
    const ref = `CDR${String(number).padStart(9, '0')}`
    yield { cells: [ref, ...cellsOf(charge)], ref, why }
  }
}

type Made = {
  readonly who: { readonly account: string; readonly phone: string }
  readonly service: string
  readonly kind: string
  readonly amount: number
  readonly atMs: number
  readonly used?: number
  readonly billed?: number
  readonly order?: string
  readonly why: Why | null
}

function cellsOf({ who, service, kind, amount, atMs, used, billed, order }: Omit<Made, 'why'>): string[] {
  const local = new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19)
  const money = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`
  const seconds = (value: number | undefined) => (value === undefined ? '' : String(value))
  const { account, phone } = who
  return [
    account,
    phone,
    service,
    kind,
    money,
    'CNY',
    `${local}+08:00`,
    MONTH,
    seconds(used),
    seconds(billed),
    order ?? '',
  ]
}

/** First the monthly and daily fees, then uses and calls for ever. */
function* rightCharges(orders: PlantedOrders): Generator<Made> {
  const at = (day: number, seconds: number) => MONTH_STARTS_MS + day * DAY + seconds * 1000
  let place = 0
  for (const who of orders.good) {
    place += 1
    // Half of them name their order, by number or by the carrier's own reference.
    const order = place % 4 === 0 ? who.number : place % 4 === 1 ? `EXT-${who.number}` : undefined
    yield {
      who,
      service: 'TQ',
      kind: 'subscription',
      amount: 1500,
      atMs: at(1, place % 80_000),
      why: null,
      ...(order ? { order } : {}),
    }
  }
  for (const who of orders.daily)
    for (let day = 0; day < 28; day += 1)
      yield { who, service: 'XW', kind: 'subscription', amount: 100, atMs: at(day, 600), why: null }
  for (let slot = 0; ; slot += 1)
    for (const [index, who] of orders.good.entries()) {
      const [day, seconds] = [slot % 28, 30_000 + Math.floor(slot / 28) * 301 + (index % 200)]
      const used = 1 + ((slot * 37 + index * 11) % 600)
      const steps = used < 3 ? 0 : Math.ceil(used / 60)
      if (slot % 10 === 9)
        yield {
          who,
          service: '12580',
          kind: 'prompt',
          amount: 0,
          atMs: at(day, seconds),
          used,
          billed: 0,
          why: null,
        }
      else if (slot % 10 === 8 && index < orders.on_demand.length)
        yield {
          who: orders.on_demand[index]!,
          service: 'DB',
          kind: 'on_demand',
          amount: 200,
          atMs: at(day, seconds),
          why: null,
        }
      else
        yield {
          who,
          service: 'LOCAL',
          kind: 'call_record',
          amount: steps * 15,
          atMs: at(day, seconds),
          used,
          billed: steps * 60,
          why: null,
        }
    }
}

function* wrongCharges(orders: PlantedOrders, errorsEach: number): Generator<Made> {
  for (let index = 0; index < errorsEach; index += 1) {
    const atMs = MONTH_STARTS_MS + 10 * DAY + index * 1000
    const fee = { service: 'TQ', kind: 'subscription', amount: 1500, atMs }
    const call = {
      who: orders.good[index]!,
      service: 'LOCAL',
      kind: 'call_record',
      atMs: atMs + 500,
      used: 61,
    }
    const nobody = { account: `NO${100_000 + index}`, phone: `1370${String(1_000_000 + index)}` }
    yield { ...fee, who: nobody, why: 'no_order' }
    yield { ...fee, who: orders.dear[index]!, order: orders.other[0]!.number, why: 'order_of_other' }
    yield { ...fee, who: orders.unconfirmed[index]!, why: 'not_confirmed' }
    yield { ...fee, who: orders.late[index]!, why: 'not_active' }
    yield { ...fee, who: orders.cancelled[index]!, why: 'cancelled' }
    yield { ...fee, who: orders.trial[index]!, service: 'SY', why: 'in_trial' }
    yield { ...fee, who: orders.good[index]!, why: 'again' }
    yield {
      who: orders.good[index]!,
      service: '12580',
      kind: 'prompt',
      amount: 20,
      atMs,
      used: 9,
      billed: 60,
      why: 'prompt_is_free',
    }
    yield { ...call, billed: 180, amount: 45, why: 'record_long' }
    yield { ...call, atMs: atMs + 60_000_000, billed: 60, amount: 15, why: 'record_short' }
    yield { ...call, atMs: atMs + 120_000_000, billed: 120, amount: 60, why: 'rate_above' }
    yield { ...fee, who: orders.dear[index]!, amount: 1800, why: 'price_above' }
  }
}

/** Writes the file. @returns what was planted, by reference of the charge */
export async function writePlanted(
  path: string,
  orders: PlantedOrders,
  plan: Plan,
): Promise<Map<string, Why>> {
  const planted = new Map<string, Why>()
  const file = createWriteStream(path)
  let text = `${HEADS}\n`
  for (const { cells, ref, why } of plantedCharges(orders, plan)) {
    if (why) planted.set(ref, why)
    text += `${cells.join(',')}\n`
    if (text.length > 1_000_000) {
      if (!file.write(text)) await once(file, 'drain')
      text = ''
    }
  }
  file.end(text)
  await once(file, 'close')
  return planted
}
