import { DAY_MS, HOUR_MS } from '@/calendar/rules/days'
import { messageReactions } from '@/flows/messages'
import { planEvents } from '@/flows/notices'
import { unwrap } from '@/kernel/result'
import type { MessageAdapter } from '@/messaging/adapters/adapter'
import { simulatorAdapter } from '@/messaging/adapters/simulator'
import { deliverOutbox } from '@/messaging/service/deliver'
import { reportDelivery } from '@/messaging/service/report'
import type { PlanEvent } from '@/notices/rules/planned'
import { advanceDueEvents } from '@/notices/service/advance'
import { holdEvent } from '@/notices/service/hold'
import type { Ctx } from '@/platform/context'
import { CITIES } from '../rules/carrier'
import { HOLD_REASONS } from '../rules/notice-stories'
import { type Random, randomOf } from '../rules/random'
import type { Agenda } from './agenda'
import type { Cast } from './people'

const CNY = 'CNY'

export type Event = (ctx: Ctx) => Promise<void>
export type World = {
  readonly ctx: Ctx
  readonly cast: Cast
  readonly agenda: Agenda<Event>
  readonly untilMs: number
  /** Unit ids by code. */
  readonly units: ReadonlyMap<string, string>
}
export type Account = {
  readonly random: Random
  readonly city: string
  readonly ref: string
  readonly base: Omit<PlanEvent, 'kind' | 'eventAt' | 'customerClass'>
}

/** Phones that cannot be reached: every number that ends in 4 by text, those that end in 44 by call as well. */
function phones(unreached: string[]): MessageAdapter {
  const simulator = simulatorAdapter()
  return {
    ...simulator,
    send: (message) => {
      if (!(message.channel === 'sms' && message.to.endsWith('4')) && !message.to.endsWith('44'))
        return simulator.send(message)
      unreached.push(message.id)
      return Promise.resolve({ kind: 'accepted', providerIds: [message.id], delivered: false })
    },
  }
}

/** What the worker does: writes what is due, sends it, hears what became of it. */
export async function work(ctx: Ctx): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    const unreached: string[] = []
    const looked = await advanceDueEvents(ctx)
    const { sent, failed } = await deliverOutbox(ctx, {
      adapters: [phones(unreached)],
      react: messageReactions,
      random: () => 0.5,
    })
    for (const providerId of unreached) {
      const report = {
        adapter: 'simulator',
        providerId,
        state: 'undelivered',
        errorCode: 'absent_subscriber',
      } as const
      await reportDelivery(ctx, { ...report, occurredAt: ctx.clock() }, messageReactions)
    }
    if (looked + sent + failed === 0) return
  }
}

export function accountOf(
  world: World,
  seed: string,
  { phoneEnd = null, at = null }: { readonly phoneEnd?: string | null; readonly at?: string | null } = {},
): Account {
  const random = randomOf(`notice/${seed}`)
  const city = at ?? random.weighted(CITIES).code
  const hall = `${city}_H${random.between(1, 2)}`
  const unitId = world.units.get(hall) ?? world.units.get(city)!
  const digits = String(random.between(10_000_000, 99_999_999))
  const phone = phoneEnd === null ? digits : digits.slice(0, -phoneEnd.length) + phoneEnd
  return {
    random,
    city,
    ref: `BOSS-${city}-${random.between(10_000_000, 99_999_999)}`,
    base: {
      ref: '',
      account: `${city}${random.between(10_000_000, 99_999_999)}`,
      phone: `13${random.between(5, 9)}${phone}`,
      unitId,
      currency: CNY,
      amountMinor: null,
      balanceMinor: null,
      newPriceMinor: null,
      period: null,
      service: null,
      locale: 'zh-CN',
    },
  }
}

/** Plans an event, and has the worker look at it whenever it is due until the end. @returns number; null: not low */
export async function plan(world: World, ctx: Ctx, input: PlanEvent): Promise<string | null> {
  const { number, id } = unwrap((await planEvents(ctx, [input]))[0]!.result)
  await work(ctx)
  if (id !== null) await workLater(world, ctx, id)
  return number
}

async function workLater(world: World, ctx: Ctx, id: string, rounds = 8): Promise<void> {
  const row = await ctx.db.plannedEvent.findUnique({ where: { id }, select: { nextStepAt: true } })
  const atMs = row?.nextStepAt?.getTime()
  if (atMs === undefined || atMs >= world.untilMs || rounds === 0) return
  world.agenda.add(Math.max(atMs, ctx.clock().getTime() + 1), async (later) => {
    await work(later)
    await workLater(world, later, id, rounds - 1)
  })
}

/** Ten in the morning or later, so that nothing is planned for the night. */
export const byDay = (ms: number): number => ms - (ms % DAY_MS) + 2 * HOUR_MS

export function asManager(world: World, ctx: Ctx, city: string): Ctx {
  const [manager] = world.cast.at(city, 'branch_manager')
  return manager ? { ...ctx, actor: world.cast.actor(manager) } : ctx
}

export const hold = async (
  world: World,
  ctx: Ctx,
  number: string,
  city: string,
  random: Random,
): Promise<void> => {
  await holdEvent(asManager(world, ctx, city), { ref: number, reason: random.pick(HOLD_REASONS) })
}
