import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/calendar/rules/days'
import { createCalendar } from '@/calendar/service'
import { contact } from '@/complaints/service/handle'
import { logCase } from '@/complaints/service/log'
import { foldVolumes } from '@/complaints/service/volumes'
import { monthAfter } from '@/dashboards/rules/figures'
import { localMonthOf } from '@/dashboards/rules/months'
import type { SubjectType } from '@/kernel/fact-types'
import { unwrap } from '@/kernel/result'
import { foldFigures } from '@/obligations/service/figures'
import { sweepAll } from '@/obligations/service/sweep'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader, withTransaction } from '@/platform/context'
import { foldMoney } from '@/refunds/service/months'
import { arrivalsBetween } from '../rules/arrivals'
import { CITIES, ROOT } from '../rules/carrier'
import { planCase } from '../rules/plan'
import { randomOf } from '../rules/random'
import { STORIES } from '../rules/stories'
import { dueWithin, lastRecorded, openCases } from '../store'
import { Agenda } from './agenda'
import { liveBackOffice } from './back-office'
import { batchInSample } from './batches'
import { liveNotices } from './notices'
import { liveOrders, makeServices } from './orders'
import { createPeople, createUnits, enterSubscribers, loadCast } from './people'
import { addNewPromises, makePromises } from './promises'
import { liveReconciliation } from './reconciliation'
import { liveRefunds } from './refunds'
import { type Event, type SimulatedCase, type Simulation, simulate } from './simulate'

export type DemoReport = { readonly loaded: boolean; readonly cases: number; readonly steps: number }

/** How long before now the demonstration carrier's history begins. */
export const HISTORY_DAYS = 365
/** A stop longer than this is lived through only in its last part; a load that was interrupted goes on where it stopped. */
const LONGEST_CATCH_UP_DAYS = 365
const SHORTEST_CATCH_UP_MS = 6 * HOUR_MS
const WANTED_DUE_WITHIN_THE_HOUR = 4

/**
 * Makes sure that a demonstration carrier is there and alive: loads a year of its history into an empty database, lives
 * through the time since the last start, and sees to it that some cases are due within the hour. Does nothing to a
 * database that holds another carrier.
 */
export async function ensureDemo(
  ctx: Ctx,
  report: (line: string) => void,
  historyDays = HISTORY_DAYS,
): Promise<DemoReport | null> {
  const now = ctx.clock()
  const root = (await orgTree(ctx)).root
  if (root && root.code !== ROOT) return null
  const loaded = root === undefined
  if (loaded) await found(ctx, now, now.getTime() - historyDays * DAY_MS, report)
  else await addNewPromises(ctx, await loadCast(ctx))
  const beginMs = now.getTime() - historyDays * DAY_MS
  // Each part of the history goes on where it stopped itself: a load can be broken off in any of them.
  const begin = async (...subjectTypes: SubjectType[]): Promise<number> =>
    loaded
      ? beginMs
      : Math.max(
          (await lastRecorded(ctx, subjectTypes))?.getTime() ?? beginMs,
          now.getTime() - LONGEST_CATCH_UP_DAYS * DAY_MS,
        )
  const isBehind = (partFromMs: number) => now.getTime() - partFromMs > SHORTEST_CATCH_UP_MS
  const fromMs = await begin('complaint')
  // Findings become errors before anybody decides on one; the limits of approval are what refunds begin with.
  const hasRefunds = (await reader(ctx).refundLimit.count()) > 0
  const chargesFromMs = hasRefunds ? await begin('billing_error') : beginMs
  const ordersFromMs = await begin('subscription_order', 'purchase', 'joining')
  const noticesFromMs = await begin('planned_event')
  const done = isBehind(fromMs)
    ? await liveThrough(ctx, fromMs, now.getTime(), report)
    : { cases: 0, steps: 0 }
  const cast = await loadCast(ctx)
  await makeServices({ ...ctx, clock: () => new Date(ordersFromMs) }, cast)
  if (isBehind(ordersFromMs)) {
    report('living through orders and their confirmations')
    await liveOrders(ctx, cast, ordersFromMs, now.getTime())
  }
  report('judging the charges of the last months')
  await liveReconciliation(ctx, cast, now.getTime())
  if (isBehind(chargesFromMs)) {
    report('living through charges and refunds')
    await liveRefunds(ctx, cast, chargesFromMs, now.getTime())
  }
  if (isBehind(noticesFromMs)) {
    report('living through planned suspensions and their reminders')
    await liveNotices(ctx, cast, noticesFromMs, now.getTime())
  }
  await batchInSample(ctx, cast, now.getTime())
  await liveBackOffice(ctx, cast, now.getTime())
  await someDueWithinTheHour(ctx, now)
  await sweepAll(ctx)
  await foldFigures(ctx)
  await foldVolumes(ctx)
  await foldMoney(ctx)
  return { loaded, ...done }
}

/** Units, people, calendar and promises, as they were before the first case. */
async function found(
  ctx: Ctx,
  now: Date,
  historyFromMs: number,
  report: (line: string) => void,
): Promise<void> {
  const startMs = historyFromMs - 5 * DAY_MS
  const past: Ctx = { ...ctx, clock: () => new Date(startMs) }
  report('creating units, people and promises')
  unwrap(
    await withTransaction(
      past,
      async (tx) => {
        const hours = [
          ['08:30', '12:00'],
          ['13:30', '18:00'],
        ] as const
        const { calendarId } = unwrap(
          await createCalendar(tx, {
            code: 'HX-CN',
            name: { 'zh-CN': '东原省服务日历', 'zh-TW': '東原省服務日曆', en: 'Dongyuan service calendar' },
            timeZone: 'Asia/Shanghai',
            weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
            holidays: 'cn',
          }),
        )
        await createUnits(tx, calendarId)
        await createPeople(tx)
        const first = localMonthOf(new Date(startMs), 'Asia/Shanghai')
        await enterSubscribers(
          tx,
          Array.from({ length: 14 }, (_, i) => monthAfter(first, i)).filter(
            (month) => month <= localMonthOf(now, 'Asia/Shanghai'),
          ),
        )
        await makePromises(tx, await loadCast(tx))
      },
      300_000,
    ),
  )
}

async function liveThrough(
  ctx: Ctx,
  fromMs: number,
  untilMs: number,
  report: (line: string) => void,
): Promise<{ cases: number; steps: number }> {
  const simulation: Simulation = {
    agenda: new Agenda<Event>(),
    cast: await loadCast(ctx),
    counts: { cases: 0, steps: 0, refused: 0 },
  }
  for (const arrival of arrivalsBetween(fromMs, untilMs))
    simulation.agenda.add(arrival.atMs, { type: 'arrival', arrival })
  for (const open of await openCases(ctx)) {
    const city = CITIES.find(({ code }) => open.unitPath.split('.').includes(code)) ?? CITIES[0]!
    const random = randomOf(open.id)
    const subject: SimulatedCase = { ...open, city, random, place: open.place ?? '' }
    for (const planned of planCase(random, city, open, fromMs + random.between(1, 90) * MINUTE_MS)) {
      simulation.agenda.add(Math.max(planned.atMs, fromMs), { type: 'step', subject, planned })
    }
  }
  const span = untilMs - fromMs
  let told = -1
  await simulate(ctx, simulation, fromMs, untilMs, (atMs) => {
    const tenth = Math.min(10, Math.floor(((atMs - fromMs) * 10) / span))
    if (tenth === told) return
    told = tenth
    report(
      `living through ${new Date(Math.min(atMs, untilMs)).toISOString().slice(0, 10)} (${simulation.counts.cases} cases, ${simulation.counts.steps} steps)`,
    )
  })
  return simulation.counts
}

/** Cases whose 48 hours end within the hour; where none are, late entries from a service fair make some. */
async function someDueWithinTheHour(ctx: Ctx, now: Date): Promise<void> {
  const missing = WANTED_DUE_WITHIN_THE_HOUR - (await dueWithin(ctx, now, HOUR_MS))
  const cast = await loadCast(ctx)
  const stories = STORIES.filter(
    ({ kind, classCode }) => kind === 'complaint' && !classCode.startsWith('network'),
  )
  const random = randomOf(`due/${now.getTime()}`)
  for (let i = 0; i < missing; i += 1) {
    const city = CITIES[i % 2 === 0 ? 0 : i]!
    const story = stories[(i * 5) % stories.length]!
    const clerk: Ctx = { ...ctx, actor: cast.actor(cast.at(`${city.code}_H1`, 'service_staff')[0]!) }
    const logged = unwrap(
      await logCase(clerk, {
        idempotencyKey: null,
        kind: 'complaint',
        phone: `139${random.between(10_000_000, 99_999_999)}`,
        anonymous: false,
        name: null,
        identity: null,
        classCode: story.classCode,
        wants: story.wants,
        words: story.words[0]!.replace('{amount}', '38').replace('{month}', '上月').replace('{place}', ''),
        channel: 'reception_day',
        brand: '神州行',
        customerClass: 'personal',
        area: null,
        place: null,
        urgency: null,
        needsHelp: false,
        receivedAt: new Date(now.getTime() - 48 * HOUR_MS + (9 + 13 * i) * MINUTE_MS),
        backdateReason: '便民服务展现场受理，会后补录',
        repeatOfId: null,
        unitId: null,
      }),
    )
    unwrap(
      await contact(clerk, {
        complaintId: logged.id,
        revision: 1,
        occurredAt: null,
        backdateReason: null,
        text: null,
        channel: 'phone',
      }),
    )
  }
}
