import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/calendar/rules/days'
import type { ConsentChannel } from '@/consents/rules/lists'
import { cancelOrder } from '@/consents/service/cancel'
import { recordCharge } from '@/consents/service/charge'
import { recordJoining } from '@/consents/service/joining'
import { lapseSilent } from '@/consents/service/lapse'
import { placeOrder } from '@/consents/service/place'
import { recordPurchase } from '@/consents/service/purchase'
import { remindOfFees } from '@/consents/service/remind'
import { saveService } from '@/consents/service/services'
import { messageReactions } from '@/flows/messages'
import { unwrap } from '@/kernel/result'
import { simulatorAdapter } from '@/messaging/adapters/simulator'
import { deliverOutbox } from '@/messaging/service/deliver'
import { receiveIncoming } from '@/messaging/service/receive'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import { CITIES, HOTLINE } from '../rules/carrier'
import {
  ANSWERS,
  CHANNEL_WEIGHTS,
  DEMO_SERVICES,
  ON_DEMAND,
  ORDERED,
  SECOND_ANSWERS,
} from '../rules/order-stories'
import { type Random, randomOf } from '../rules/random'
import { Agenda } from './agenda'
import type { Cast } from './people'

/** Orders, purchases and new customers a year. */
const YEARLY = { orders: 130, purchases: 30, joinings: 30 } as const
/** Charges and reminders are lived through for this long only: a year of them would cost more than it shows. */
const CHARGED_DAYS = 100
const OPEN_AT_THE_END = 6
/** Orders nobody confirmed and the billing system charged all the same, placed this many days before the end. */
const SILENT_AND_CHARGED_DAYS = [9, 16, 23] as const

type Event = (ctx: Ctx) => Promise<void>
type World = {
  readonly ctx: Ctx
  readonly cast: Cast
  readonly agenda: Agenda<Event>
  readonly untilMs: number
}

/** The catalogue of the demonstration carrier, when it has none. */
export async function makeServices(ctx: Ctx, cast: Cast): Promise<void> {
  if ((await ctx.db.serviceProduct.count()) > 0) return
  const quality: Ctx = { ...ctx, actor: cast.byUsername('quality') }
  for (const service of DEMO_SERVICES) unwrap(await saveService(quality, service))
}

/**
 * Lives through orders between two instants: asked, answered in all the ways people do, or not; charged, mostly rightly;
 * cancelled by every way. Some are asked shortly before the end and wait for an answer.
 */
export async function liveOrders(ctx: Ctx, cast: Cast, fromMs: number, untilMs: number): Promise<number> {
  const agenda = new Agenda<Event>()
  const world: World = { ctx, cast, agenda, untilMs }
  const years = (untilMs - fromMs) / (365 * DAY_MS)
  const random = randomOf(`orders/${Math.floor(fromMs / DAY_MS)}`)
  const count = (yearly: number) => Math.round(yearly * years)
  const any = () => fromMs + Math.floor(random.next() * (untilMs - fromMs))
  for (let i = 0; i < count(YEARLY.orders); i += 1) planOrder(world, any(), `${fromMs}/${i}`)
  for (let i = 0; i < OPEN_AT_THE_END; i += 1)
    planOrder(world, untilMs - random.between(5, 20 * 60) * MINUTE_MS, `${fromMs}/open/${i}`, 'open')
  for (const days of SILENT_AND_CHARGED_DAYS)
    if (untilMs - days * DAY_MS > fromMs)
      planOrder(world, untilMs - days * DAY_MS, `${fromMs}/silent/${days}`, 'silent_and_charged')
  for (let i = 0; i < count(YEARLY.purchases); i += 1) planPurchase(world, any(), `${fromMs}/${i}`)
  for (let i = 0; i < count(YEARLY.joinings); i += 1) planJoining(world, any(), `${fromMs}/${i}`)
  planReminders(world, Math.max(fromMs, untilMs - CHARGED_DAYS * DAY_MS))
  let lived = 0
  for (let nextAtMs = agenda.nextAtMs; nextAtMs !== null && nextAtMs < untilMs; nextAtMs = agenda.nextAtMs) {
    const { atMs, event } = agenda.take()
    await event({ ...ctx, clock: () => new Date(atMs) })
    lived += 1
  }
  return lived
}

/** Lets the outbox go: in the demonstration every text is with its customer at once. */
const deliver = async (ctx: Ctx): Promise<void> => {
  await deliverOutbox(ctx, { adapters: [simulatorAdapter()], react: messageReactions, random: () => 0.5 })
}

const phoneOf = (random: Random): string => `136${random.between(10_000_000, 99_999_999)}`

/** The system of the carrier that hands orders in, and who took one at a counter. */
function takenBy(
  world: World,
  random: Random,
  channel: ConsentChannel,
): { actor: Ctx['actor']; unit: string } {
  const city = random.weighted(CITIES)
  if (channel === 'hall') {
    const unit = `${city.code}_H${random.between(1, 2)}`
    return { unit, actor: world.cast.actor(random.pick(world.cast.at(unit, 'service_staff'))) }
  }
  if (channel === 'hotline')
    return { unit: HOTLINE, actor: world.cast.actor(random.pick(world.cast.at(HOTLINE, 'service_staff'))) }
  return { unit: city.code, actor: { kind: 'system', name: 'billing' } }
}

type Course = 'as_it_comes' | 'open' | 'silent_and_charged'

function planOrder(world: World, atMs: number, seed: string, course: Course = 'as_it_comes'): void {
  const random = randomOf(`order/${seed}`)
  world.agenda.add(atMs, async (ctx) => {
    const { channel, words } = random.weighted(CHANNEL_WEIGHTS)
    const service = random.weighted(ORDERED)
    const { actor, unit } = takenBy(world, random, channel)
    const phone = phoneOf(random)
    const placed = await placeOrder(
      { ...ctx, actor },
      {
        service: service.code,
        phone,
        channel,
        words: words.replace('{code}', service.code).replace('{service}', service.name['zh-CN']),
        unitId: (await orgTree(ctx)).byCode(unit)!.id,
        externalRef: `DEMO-${seed}`,
      },
    )
    if (!placed.ok) return
    await deliver(ctx)
    if (course === 'open') return
    const asked: Asked = { orderId: placed.value.id, phone, price: service.priceMinor, atMs }
    if (course === 'silent_and_charged') planSilence(world, random, asked)
    else planAnswer(world, random, asked)
  })
}

type Asked = {
  readonly orderId: string
  readonly phone: string
  readonly price: bigint
  readonly atMs: number
}

function planEndOfWindow(world: World, asked: Asked): void {
  world.agenda.add(asked.atMs + DAY_MS + MINUTE_MS, async (ctx) => {
    await lapseSilent(ctx)
  })
}

function planSilence(world: World, random: Random, asked: Asked): void {
  planEndOfWindow(world, asked)
  planCharge(world, random, asked, asked.atMs + 4 * DAY_MS)
}

function planAnswer(world: World, random: Random, asked: Asked): void {
  const end = asked.atMs + DAY_MS
  planEndOfWindow(world, asked)
  if (random.chance(0.22)) {
    // Nobody answered; now and then it is charged all the same.
    if (random.chance(0.3)) planCharge(world, random, asked, end + random.between(2, 20) * DAY_MS)
    return
  }
  const words = random.pick(random.weighted(ANSWERS).words)
  const isLate = random.chance(0.06)
  const atMs = isLate
    ? end + random.between(10, 300) * MINUTE_MS
    : asked.atMs + Math.min(20 * HOUR_MS, Math.round(random.logNormal(12, 1.3) * MINUTE_MS))
  planText(world, random, asked, words, atMs)
  if (random.chance(0.08)) planText(world, random, asked, words, atMs + 40_000)
  if (ANSWERS[2]!.words.includes(words) && random.chance(0.7))
    planText(world, random, asked, random.pick(SECOND_ANSWERS), atMs + random.between(2, 60) * MINUTE_MS)
  planLater(world, random, asked, atMs + 2 * HOUR_MS)
}

function planText(
  world: World,
  random: Random,
  { phone, orderId }: Asked,
  words: string,
  atMs: number,
): void {
  const providerId = `${orderId}/${atMs}/${random.between(0, 1_000_000)}`
  world.agenda.add(atMs, async (ctx) => {
    await receiveIncoming(
      ctx,
      { adapter: 'simulator', providerId, from: phone, to: '10080', text: words, receivedAt: ctx.clock() },
      messageReactions,
    )
    await deliver(ctx)
  })
}

/** Charges by the month, a wrong one here and there, and a cancellation for some. */
function planLater(world: World, random: Random, asked: Asked, fromMs: number): void {
  const cancelsAfterDays = random.chance(0.25) ? random.between(3, 120) : null
  const cancelsAtMs = cancelsAfterDays === null ? null : fromMs + cancelsAfterDays * DAY_MS
  if (cancelsAtMs !== null) {
    const channel = random.pick(['hall', 'hotline', 'web', 'app', 'voice', 'sms'] as const)
    world.agenda.add(cancelsAtMs, async (ctx) => {
      await cancelOrder(ctx, { ref: asked.orderId, channel })
      await deliver(ctx)
    })
    if (random.chance(0.15)) planCharge(world, random, asked, cancelsAtMs + random.between(1, 25) * DAY_MS)
  }
  const stopsAtMs = cancelsAtMs ?? world.untilMs
  for (let atMs = fromMs + 31 * DAY_MS; atMs < stopsAtMs; atMs += 31 * DAY_MS)
    if (atMs > world.untilMs - CHARGED_DAYS * DAY_MS) planCharge(world, random, asked, atMs, true)
}

/** `onlyActive`: the monthly run charges what runs; the others are the errors of a billing system. */
function planCharge(world: World, random: Random, asked: Asked, atMs: number, onlyActive = false): void {
  const amountMinor = random.chance(0.02) ? asked.price + 200n : asked.price
  world.agenda.add(atMs, async (ctx) => {
    const order = await ctx.db.subscriptionOrder.findUnique({ where: { id: asked.orderId } })
    if (!order || (onlyActive && order.state !== 'active')) return
    unwrap(
      await recordCharge(ctx, {
        ref: asked.orderId,
        chargeRef: `CDR${Math.floor(atMs / 1000)}${asked.phone.slice(-4)}`,
        amountMinor,
        currency: 'CNY',
        chargedAt: ctx.clock(),
      }),
    )
  })
}

function planPurchase(world: World, atMs: number, seed: string): void {
  const random = randomOf(`purchase/${seed}`)
  world.agenda.add(atMs, async (ctx) => {
    const tree = await orgTree(ctx)
    await recordPurchase(ctx, {
      service: ON_DEMAND,
      phone: phoneOf(random),
      unitId: tree.byCode(random.weighted(CITIES).code)!.id,
      channel: random.pick(['web', 'app', 'sms'] as const),
      externalRef: `DEMO-P-${seed}`,
      amountMinor: 600n,
      currency: 'CNY',
      feePageShownAt: new Date(atMs - random.between(5, 60) * 1000),
      madeAt: ctx.clock(),
    })
    // The gateway is slow now and then: the fee is told too late.
    const delayMs = random.chance(0.06) ? random.between(2, 9) * MINUTE_MS : random.between(2, 20) * 1000
    world.agenda.add(atMs + delayMs, deliver)
  })
}

function planJoining(world: World, atMs: number, seed: string): void {
  const random = randomOf(`joining/${seed}`)
  world.agenda.add(atMs, async (ctx) => {
    const tree = await orgTree(ctx)
    const city = random.weighted(CITIES)
    await recordJoining(ctx, {
      phone: phoneOf(random),
      unitId: tree.byCode(`${city.code}_H${random.between(1, 2)}`)!.id,
      channel: 'hall',
      externalRef: `DEMO-J-${seed}`,
      planName: random.pick(['畅享59套餐', '神州行轻松卡', '家庭融合129']),
      priceMinor: random.pick([5900n, 1900n, 12900n]),
      currency: 'CNY',
      period: 'month',
      website: 'www.huaxin.example',
      joinedAt: ctx.clock(),
    })
    const delayMs = random.chance(0.05) ? random.between(70, 200) * MINUTE_MS : random.between(5, 60) * 1000
    world.agenda.add(atMs + delayMs, deliver)
  })
}

/** The reminders of each month's second day, at ten in the morning of Shanghai. */
function planReminders(world: World, fromMs: number): void {
  const first = new Date(fromMs)
  for (let month = 0; ; month += 1) {
    const atMs = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 2, 2)
    if (atMs >= world.untilMs) return
    if (atMs < fromMs) continue
    world.agenda.add(atMs, async (ctx) => {
      await remindOfFees(ctx)
      await deliver(ctx)
    })
  }
}
