import { HOUR_MS } from '@/calendar/rules/days'
import { answerAppeal, appeal } from '@/complaints/service/appeal'
import { reassign, routeNetwork } from '@/complaints/service/assign'
import type { Changed } from '@/complaints/service/change-case'
import { callBack, close, reopen } from '@/complaints/service/close'
import { checkGroups } from '@/complaints/service/groups'
import { contact, reply, solve, visit } from '@/complaints/service/handle'
import { logCase } from '@/complaints/service/log'
import { pause, resume } from '@/complaints/service/pause'
import { chase, escalate, supervise, upgrade } from '@/complaints/service/supervise'
import { RefusedError, type Result } from '@/kernel/result'
import { sweepAll } from '@/obligations/service/sweep'
import { orgTree } from '@/organisation/tree'
import type { Ctx, TxCtx } from '@/platform/context'
import type { Arrival } from '../rules/arrivals'
import { HOTLINE } from '../rules/carrier'
import { type PlannedStep, planCase } from '../rules/plan'
import type { Random } from '../rules/random'
import { BRANDS, PLACES, REPLIES, SOLUTIONS } from '../rules/stories'
import type { Agenda } from './agenda'
import type { Cast } from './people'

/** A case the simulation works on. */
export type SimulatedCase = {
  readonly id: string
  revision: number
  ownerId: string
  /** City branch that answers for it. */
  readonly city: Arrival['city']
  readonly isNetwork: boolean
  readonly kind: string
  readonly place: string
  readonly random: Random
}

export type Simulation = {
  readonly agenda: Agenda<Event>
  readonly cast: Cast
  counts: { cases: number; steps: number; refused: number }
}
export type Event =
  | { readonly type: 'arrival'; readonly arrival: Arrival }
  | { readonly type: 'step'; readonly subject: SimulatedCase; readonly planned: PlannedStep }
  | { readonly type: 'sweep' }

const SWEEP_EVERY_MS = 6 * HOUR_MS
const SLICE = 150

/**
 * Lives through the agenda up to `untilMs`: every event goes through the use case a person would use, at its own time.
 * Slices of events share a transaction, for speed only.
 */
export async function simulate(
  ctx: Ctx,
  simulation: Simulation,
  fromMs: number,
  untilMs: number,
  report: (atMs: number) => void,
): Promise<void> {
  const { agenda } = simulation
  for (let atMs = fromMs + SWEEP_EVERY_MS; atMs < untilMs; atMs += SWEEP_EVERY_MS)
    agenda.add(atMs, { type: 'sweep' })
  while ((agenda.nextAtMs ?? Number.POSITIVE_INFINITY) < untilMs) {
    await ctx.db.$transaction(
      async (tx) => {
        // The demonstration may be lost in a crash and made again; waiting for the disk would double the time.
        await tx.$executeRaw`SET LOCAL synchronous_commit = off`
        for (let i = 0; i < SLICE && (agenda.nextAtMs ?? Number.POSITIVE_INFINITY) < untilMs; i += 1) {
          const { atMs, event } = agenda.take()
          await live({ ...ctx, tx, clock: () => new Date(atMs) }, simulation, event, atMs)
        }
      },
      { timeout: 300_000, maxWait: 30_000 },
    )
    report(agenda.nextAtMs ?? untilMs)
  }
}

async function live(ctx: TxCtx, simulation: Simulation, event: Event, atMs: number): Promise<void> {
  try {
    if (event.type === 'sweep') {
      await sweepAll(ctx)
      if (new Date(atMs).getUTCHours() < 6) await checkGroups(ctx)
    } else if (event.type === 'arrival') {
      await arrive(ctx, simulation, event.arrival)
      simulation.counts.cases += 1
    } else {
      await take(ctx, simulation, event.subject, event.planned)
      simulation.counts.steps += 1
    }
  } catch (error) {
    // People try what is refused, too; the life of the case goes on.
    if (!(error instanceof RefusedError)) throw error
    simulation.counts.refused += 1
  }
}

async function arrive(
  ctx: TxCtx,
  simulation: Simulation,
  { city, unit, story, random, atMs }: Arrival,
): Promise<void> {
  const { cast, agenda } = simulation
  const tree = await orgTree(ctx)
  const clerkId = random.pick(cast.at(unit, 'service_staff'))
  const atHotline = unit === HOTLINE
  const answeringUnit = atHotline
    ? random.pick([city.code, city.code, ...city.counties.map(({ code }) => code)])
    : unit
  const place = random.pick(PLACES)
  const logged = accepted(
    await logCase(
      { ...ctx, actor: cast.actor(clerkId) },
      {
        idempotencyKey: null,
        kind: story.kind,
        phone: `13${random.between(100_000_000, 999_999_999)}`,
        anonymous: false,
        name: null,
        identity: null,
        classCode: story.classCode,
        wants: story.wants,
        words: fill(random.pick(story.words), place, random, atMs),
        channel: atHotline
          ? random.weighted([
              { weight: 8, channel: 'hotline' as const },
              { weight: 2, channel: 'web' as const },
              { weight: 0.6, channel: 'sms' as const },
              { weight: 0.3, channel: 'gm_hotline' as const },
            ]).channel
          : 'hall',
        brand: random.weighted(BRANDS).code,
        customerClass: random.weighted([
          { weight: 8, code: 'personal' as const },
          { weight: 2, code: 'home' as const },
          { weight: 0.5, code: 'business' as const },
        ]).code,
        area: null,
        place: story.words.some((words) => words.includes('{place}')) ? place : null,
        urgency: null,
        needsHelp: random.chance(0.02),
        receivedAt: null,
        backdateReason: null,
        repeatOfId: null,
        unitId: tree.byCode(answeringUnit)!.id,
      },
    ),
  )
  const isNetwork = story.classCode.startsWith('network')
  const subject: SimulatedCase = {
    id: logged.id,
    revision: 1,
    ownerId: clerkId,
    city,
    isNetwork,
    kind: story.kind,
    place,
    random,
  }
  const steps = planCase(
    random,
    city,
    { kind: story.kind, isNetwork, receivedAtMs: atMs, done: new Set() },
    atMs + 60_000,
  )
  if (atHotline && !isNetwork && story.kind === 'complaint' && random.chance(0.6)) {
    agenda.add(atMs + random.between(5, 50) * 60_000, {
      type: 'step',
      subject,
      planned: { step: 'reassign', atMs },
    })
  }
  for (const planned of steps) agenda.add(planned.atMs, { type: 'step', subject, planned })
}

function fill(words: string, place: string, random: Random, atMs: number): string {
  const month = ((new Date(atMs).getUTCMonth() + 11) % 12) + 1
  return words
    .replace('{place}', place)
    .replace('{amount}', String(random.pick([5, 6, 8, 10, 12, 15, 19, 20, 25, 30, 38, 49, 58, 96, 120, 168])))
    .replace('{month}', `${month}月`)
}

const accepted = <T>(result: Result<T>): T => {
  if (result.ok) return result.value
  throw new RefusedError(result.refusal)
}

async function take(
  ctx: TxCtx,
  simulation: Simulation,
  subject: SimulatedCase,
  planned: PlannedStep,
): Promise<void> {
  const { cast } = simulation
  const { random } = subject
  const manager = () => cast.actor(cast.at(subject.city.code, 'branch_manager')[0]!)
  const owner: Ctx = { ...ctx, actor: cast.actor(subject.ownerId) }
  const asManager: Ctx = { ...ctx, actor: manager() }
  const on = { complaintId: subject.id, revision: subject.revision }
  const now = { occurredAt: null, backdateReason: null }
  const done = (changed: Changed): void => {
    subject.revision = changed.revision
  }
  switch (planned.step) {
    case 'contact':
      return done(accepted(await contact(owner, { ...on, ...now, text: null, channel: 'phone' })))
    case 'reply':
      return done(
        accepted(
          await reply(owner, {
            ...on,
            ...now,
            text: random.pick(REPLIES),
            channel: random.weighted([
              { weight: 9, way: 'phone' as const },
              { weight: 1, way: 'in_person' as const },
            ]).way,
          }),
        ),
      )
    case 'solve':
      return done(accepted(await solve(owner, { ...on, ...now, text: random.pick(SOLUTIONS) })))
    case 'visit':
      return done(
        accepted(
          await visit(owner, { ...on, ...now, text: '上门实测，已记录信号强度', arrivedInTime: true }),
        ),
      )
    case 'call_back':
      return done(
        accepted(
          await callBack(owner, {
            ...on,
            result: planned.result,
            score: planned.score,
            wishesReopen: false,
            text: null,
          }),
        ),
      )
    case 'close':
      return done(
        accepted(
          await close(owner, {
            ...on,
            result: random.weighted([
              { weight: 8, result: 'solved' as const },
              { weight: 2, result: 'explained' as const },
            ]).result,
            text: null,
            overrideReason: null,
          }),
        ),
      )
    case 'reopen':
      return done(accepted(await reopen(owner, { ...on, reason: '客户来电表示问题又出现' })))
    case 'pause':
      return done(accepted(await pause(owner, { ...on, reason: planned.reason, text: null })))
    case 'resume':
      return done(accepted(await resume(owner, { ...on, text: null })))
    case 'route': {
      const changed = accepted(
        await routeNetwork(owner, {
          ...on,
          place: subject.place,
          troubleTime: null,
          device: null,
          visitAt: null,
        }),
      )
      subject.ownerId = changed.detail.ownerId
      return done(changed)
    }
    case 'reassign': {
      const toStaffId = random.pick(cast.at(subject.city.code, 'service_staff'))
      if (toStaffId === subject.ownerId) return
      const changed = accepted(
        await reassign(owner, { ...on, toStaffId, toUnitId: null, reason: '转属地分公司处理' }),
      )
      subject.ownerId = toStaffId
      return done(changed)
    }
    case 'chase':
      return done(accepted(await chase(asManager, { ...on, text: '请尽快答复客户' })))
    case 'supervise':
      return done(accepted(await supervise(asManager, { ...on, text: '列入督办' })))
    case 'upgrade':
      return done(accepted(await upgrade(owner, { ...on, level: 'branch', reason: '客户要求分公司出面' })))
    case 'escalate':
      return done(
        accepted(
          await escalate(owner, {
            ...on,
            to: random.pick(['head_office', 'consumer_association', 'media'] as const),
            text: null,
          }),
        ),
      )
    case 'appeal':
      return done(
        accepted(
          await appeal(asManager, {
            ...on,
            ...now,
            reference: `通管申${random.between(10_000, 99_999)}号`,
            text: null,
          }),
        ),
      )
    case 'answer_appeal':
      return done(
        accepted(await answerAppeal(asManager, { ...on, ...now, text: '已向申诉受理中心书面答复' })),
      )
  }
}
