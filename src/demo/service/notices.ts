import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/calendar/rules/days'
import { onErrorReported } from '@/flows/billing'
import { permitSuspension, releaseDecided, suspensionDone } from '@/flows/notices'
import { unwrap } from '@/kernel/result'
import { callOffEvent, moveEvent } from '@/notices/service/change'
import { liftHold } from '@/notices/service/hold'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import { reportErrors } from '@/refunds/service/report'
import { CITIES } from '../rules/carrier'
import { ENDINGS, LIFT_REASONS, PLANS, PRICES } from '../rules/notice-stories'
import { type Random, randomOf } from '../rules/random'
import { Agenda } from './agenda'
import {
  type Account,
  accountOf,
  asManager,
  byDay,
  type Event,
  hold,
  plan,
  type World,
  work,
} from './notices-world'
import type { Cast } from './people'

/** Events a quarter; further back nothing is lived through. */
const QUARTERLY = { postpaid: 80, prepaid: 24, terms: 14, prices: 6 } as const
const HISTORY_DAYS = 90

/**
 * Lives through planned suspensions, low balances, ends of terms and price changes: reminded, not reached, held, disputed,
 * paid, carried out, now and then without permission. Some lie ahead, one of them about to happen without its notice.
 */
export async function liveNotices(ctx: Ctx, cast: Cast, fromMs: number, untilMs: number): Promise<void> {
  const startMs = Math.max(fromMs, untilMs - HISTORY_DAYS * DAY_MS)
  const tree = await orgTree(ctx)
  const world: World = {
    ctx,
    cast,
    agenda: new Agenda<Event>(),
    untilMs,
    units: new Map(tree.all.map(({ code, id }) => [code, id])),
  }
  const quarters = (untilMs - startMs) / (HISTORY_DAYS * DAY_MS)
  const random = randomOf(`notices/${Math.floor(startMs / DAY_MS)}`)
  const any = () => startMs + Math.floor(random.next() * (untilMs - startMs - 3 * HOUR_MS))
  const times = (quarterly: number) => Math.round(quarterly * quarters)
  for (let i = 0; i < times(QUARTERLY.postpaid); i += 1) planPostpaid(world, any(), `${startMs}/p${i}`)
  for (let i = 0; i < times(QUARTERLY.prepaid); i += 1) planPrepaid(world, any(), `${startMs}/b${i}`)
  for (let i = 0; i < times(QUARTERLY.terms); i += 1) planTerm(world, any(), `${startMs}/t${i}`)
  for (let i = 0; i < times(QUARTERLY.prices); i += 1) planPrice(world, any(), `${startMs}/c${i}`)
  planAhead(world, `${startMs}/ahead`)
  for (
    let nextAtMs = world.agenda.nextAtMs;
    nextAtMs !== null && nextAtMs < untilMs;
    nextAtMs = world.agenda.nextAtMs
  ) {
    const { atMs, event } = world.agenda.take()
    await event({ ...ctx, clock: () => new Date(atMs) })
  }
  await releaseDecided(ctx)
}

function planPostpaid(world: World, atMs: number, seed: string): void {
  const { random, base, ref, city } = accountOf(world, seed)
  const { ending } = random.weighted(ENDINGS)
  // Who suspends without asking plans late.
  const eventMs = byDay(atMs + random.between(3, 6) * DAY_MS)
  world.agenda.add(byDay(atMs) + random.between(0, 300) * MINUTE_MS, async (ctx) => {
    const number = await plan(world, ctx, {
      ...base,
      kind: 'suspension',
      ref,
      customerClass: 'postpaid',
      amountMinor: BigInt(random.between(800, 26_000)),
      eventAt: new Date(eventMs),
    })
    if (number) end(world, { number, city, random, eventMs, ending })
  })
}

type End = {
  readonly number: string
  readonly city: string
  readonly random: Random
  readonly eventMs: number
  readonly ending: (typeof ENDINGS)[number]['ending']
}

/** How it goes on: paid in time, carried out with permission, held, moved, or carried out without asking. */
function end(world: World, { number, city, random, eventMs, ending }: End): void {
  const { agenda } = world
  const later = (hours: number) => eventMs - hours * HOUR_MS
  const callOff = (reason: string) => async (ctx: Ctx) => {
    await callOffEvent(ctx, { ref: number, reason })
  }
  switch (ending) {
    case 'paid':
      agenda.add(later(random.between(1, 40)), callOff('已缴费'))
      return
    case 'suspended':
      agenda.add(eventMs + 5 * MINUTE_MS, (ctx) => suspend(world, ctx, number, 4))
      return
    case 'moved':
      agenda.add(later(30), async (ctx) => {
        await moveEvent(ctx, { ref: number, eventAt: new Date(eventMs + 2 * DAY_MS) })
        await work(ctx)
      })
      agenda.add(eventMs + 2 * DAY_MS + HOUR_MS, (ctx) => suspend(world, ctx, number, 4))
      return
    case 'breach':
      agenda.add(later(60), async (ctx) => {
        await suspensionDone(ctx, { ref: number, happenedAt: null, breachReason: '批处理先于许可执行' })
      })
      return
    case 'held_then_paid':
      agenda.add(later(20), (ctx) => hold(world, ctx, number, city, random))
      agenda.add(eventMs + 30 * HOUR_MS, async (ctx) => {
        await liftHold(asManager(world, ctx, city), { ref: number, reason: random.pick(LIFT_REASONS) })
      })
      agenda.add(eventMs + 52 * HOUR_MS, callOff('已缴费'))
  }
}

/** Billing asks, and tells it when it may; refused, it asks again the next day. */
async function suspend(world: World, ctx: Ctx, number: string, tries: number): Promise<void> {
  const permit = await permitSuspension(ctx, { ref: number, at: null })
  if (permit.ok) {
    await suspensionDone(ctx, { ref: number, happenedAt: null, breachReason: null })
    return
  }
  const atMs = ctx.clock().getTime() + DAY_MS
  if (tries > 0) world.agenda.add(atMs, (later) => suspend(world, later, number, tries - 1))
}

function planPrepaid(world: World, atMs: number, seed: string): void {
  const { random, base, ref, city } = accountOf(world, seed)
  const falls = [random.between(1_500, 2_900), random.between(600, 1_000), random.between(0, 450)]
  const tops = random.chance(0.55) ? random.between(1, 2) : 3
  let lastMs = byDay(atMs) + random.between(0, 300) * MINUTE_MS
  falls.slice(0, tops).forEach((balance, index) => {
    const when = lastMs
    lastMs += random.between(20, 60) * HOUR_MS
    world.agenda.add(when, async (ctx) => {
      await plan(world, ctx, {
        ...base,
        kind: 'low_balance',
        ref: `${ref}-${index}`,
        customerClass: 'prepaid',
        balanceMinor: BigInt(balance),
        eventAt: null,
      })
    })
  })
  world.agenda.add(lastMs, async (ctx) => {
    if (tops < 3) {
      await plan(world, ctx, {
        ...base,
        kind: 'low_balance',
        ref: `${ref}-up`,
        customerClass: 'prepaid',
        balanceMinor: 8_000n,
        eventAt: null,
      })
      return
    }
    const eventMs = byDay(ctx.clock().getTime() + 3 * DAY_MS)
    const number = await plan(world, ctx, {
      ...base,
      kind: 'suspension',
      ref,
      customerClass: 'prepaid',
      balanceMinor: BigInt(falls[2] ?? 0),
      eventAt: new Date(eventMs),
    })
    const ending = random.chance(0.5) ? ('suspended' as const) : ('paid' as const)
    if (number) end(world, { number, city, random, eventMs, ending })
  })
}

function planTerm(world: World, atMs: number, seed: string): void {
  const { random, base, ref } = accountOf(world, seed)
  const days = random.chance(0.9) ? random.between(34, 60) : random.between(12, 25)
  world.agenda.add(byDay(atMs) + random.between(0, 300) * MINUTE_MS, async (ctx) => {
    await plan(world, ctx, {
      ...base,
      kind: 'contract_end',
      ref,
      customerClass: 'postpaid',
      service: random.pick(PLANS),
      eventAt: new Date(byDay(ctx.clock().getTime() + days * DAY_MS)),
    })
  })
}

function planPrice(world: World, atMs: number, seed: string): void {
  const { random, base, ref } = accountOf(world, seed)
  const { service, priceMinor } = random.pick(PRICES)
  world.agenda.add(byDay(atMs) + random.between(0, 300) * MINUTE_MS, async (ctx) => {
    await plan(world, ctx, {
      ...base,
      kind: 'price_change',
      ref,
      customerClass: 'postpaid',
      service,
      newPriceMinor: priceMinor,
      period: 'month',
      eventAt: new Date(byDay(ctx.clock().getTime() + random.between(20, 40) * DAY_MS)),
    })
  })
}

/** What lies ahead now: reminders on their way, one that is too late, one nobody can be reached for, holds and disputes. */
function planAhead(world: World, seed: string): void {
  const { agenda, untilMs } = world
  // Most of it in the branch whose manager everybody tries first.
  const ahead = (
    name: string,
    eventMs: number,
    plannedHoursAgo: number,
    told: { readonly phoneEnd?: string; readonly at?: string | null } = {},
  ) => {
    const account = accountOf(world, `${seed}/${name}`, { at: CITIES[0]!.code, ...told })
    const { random, base, ref } = account
    const planned = async (ctx: Ctx) =>
      plan(world, ctx, {
        ...base,
        kind: 'suspension',
        ref,
        customerClass: 'postpaid',
        amountMinor: BigInt(random.between(1_200, 18_000)),
        eventAt: new Date(eventMs),
      })
    return { ...account, planned, atMs: untilMs - plannedHoursAgo * HOUR_MS }
  }
  for (let i = 0; i < 7; i += 1) {
    const eventMs = byDay(untilMs + (50 + i * 20) * HOUR_MS)
    const one = ahead(`soon${i}`, eventMs, 4 + i * 3, i % 3 === 2 ? { at: null } : {})
    agenda.add(one.atMs, async (ctx) => {
      await one.planned(ctx)
    })
  }
  for (let i = 0; i < 5; i += 1) {
    const low = accountOf(world, `${seed}/low${i}`, i % 2 === 0 ? { at: CITIES[0]!.code } : {})
    agenda.add(byDay(untilMs - (20 + i * 17) * HOUR_MS), async (ctx) => {
      await plan(world, ctx, {
        ...low.base,
        kind: 'low_balance',
        ref: `${low.ref}-0`,
        customerClass: 'prepaid',
        balanceMinor: BigInt(low.random.between(100, 2_900)),
        eventAt: null,
      })
    })
  }
  const unreachable = ahead('unreachable', byDay(untilMs + 50 * HOUR_MS), 50, { phoneEnd: '44' })
  agenda.add(unreachable.atMs, async (ctx) => {
    await unreachable.planned(ctx)
  })
  const tooLate = ahead('too-late', untilMs + 7 * HOUR_MS, 0.2)
  agenda.add(tooLate.atMs, async (ctx) => {
    await tooLate.planned(ctx)
  })
  const held = ahead('held', byDay(untilMs + 50 * HOUR_MS), 30)
  agenda.add(held.atMs, async (ctx) => {
    const number = await held.planned(ctx)
    if (number) await hold(world, ctx, number, held.city, held.random)
  })
  const disputed = ahead('disputed', byDay(untilMs + 74 * HOUR_MS), 44)
  agenda.add(disputed.atMs, async (ctx) => {
    await disputed.planned(ctx)
  })
  agenda.add(disputed.atMs + 3 * HOUR_MS, (ctx) => dispute(world, ctx, disputed))
}

/** A content fee of the account is reported and not decided yet: the suspension waits (CN-27). */
async function dispute(world: World, ctx: Ctx, { base, city, random }: Account): Promise<void> {
  const [clerk] = world.cast.at(`${city}_H1`, 'service_staff')
  if (!clerk) return
  const chargedAt = new Date(ctx.clock().getTime() - 12 * DAY_MS)
  const results = unwrap(
    await reportErrors(
      { ...ctx, actor: world.cast.actor(clerk) },
      [
        {
          unitId: world.units.get(`${city}_H1`) ?? base.unitId,
          phone: base.phone,
          account: base.account,
          period: chargedAt.toISOString().slice(0, 7),
          service: '手机游戏点播',
          classCode: 'content_fee',
          chargeRef: `CDR${random.between(100_000_000, 999_999_999)}`,
          chargedAt,
          currency: 'CNY',
          chargedMinor: 1_500n,
          correctMinor: 0n,
          words: '客户称没有点播过',
          channel: 'hall',
          customerClass: 'postpaid',
        },
      ],
      { source: 'form' },
    ),
  )
  await onErrorReported(
    ctx,
    results.flatMap((result) => (result.ok ? result.id : [])),
  )
}
