import type { HoursInterval, WorkingCalendar } from '@/calendar/rules/calendar'
import { HOUR_MS, MINUTE_MS } from '@/calendar/rules/days'
import { addOpenTime } from '@/calendar/rules/open-time'
import type { DemoCity } from './carrier'
import type { Random } from './random'

/** What staff do to a case, and when. The one who is responsible then does it, or the manager where named. */
export type PlannedStep =
  | {
      readonly step:
        | 'contact'
        | 'reply'
        | 'solve'
        | 'close'
        | 'reopen'
        | 'route'
        | 'visit'
        | 'reassign'
        | 'resume'
      readonly atMs: number
    }
  | {
      readonly step: 'pause'
      readonly atMs: number
      readonly reason: 'waiting_customer' | 'customer_absent' | 'third_party'
    }
  | {
      readonly step: 'call_back'
      readonly atMs: number
      readonly result: 'satisfied' | 'dissatisfied' | 'no_answer'
      readonly score: number | null
    }
  | {
      readonly step: 'chase' | 'supervise' | 'upgrade' | 'escalate' | 'appeal' | 'answer_appeal'
      readonly atMs: number
    }

/** What is known of a case when its remaining steps are planned. */
export type CaseFacts = {
  readonly kind: string
  readonly isNetwork: boolean
  readonly receivedAtMs: number
  readonly done: ReadonlySet<string>
}

const STAFFED: readonly HoursInterval[] = [['08:30', '18:30']]

/** Hours in which somebody works on cases, weekends included. */
export const STAFF_HOURS: WorkingCalendar = {
  timeZone: 'Asia/Shanghai',
  weekly: {
    mon: STAFFED,
    tue: STAFFED,
    wed: STAFFED,
    thu: STAFFED,
    fri: STAFFED,
    sat: STAFFED,
    sun: STAFFED,
  },
  holidays: [],
  workdays: {},
}

/** Open hours that are left of 48 real hours, roughly; most people hurry before it is too late. */
const HURRY_OPEN_HOURS = 15

/**
 * The remaining life of a case as a branch of this quality would live it, from `fromMs` on. Some are forgotten, some
 * are reopened, some go to the regulator; most are answered the next day.
 */
export function planCase(random: Random, city: DemoCity, facts: CaseFacts, fromMs: number): PlannedStep[] {
  const steps: PlannedStep[] = []
  const after = (atMs: number, openHours: number) =>
    Math.max(
      fromMs,
      addOpenTime(STAFF_HOURS, atMs, Math.round(openHours * HOUR_MS)) + random.between(0, 9) * MINUTE_MS,
    )
  const { receivedAtMs, done } = facts
  const isComplaint = facts.kind === 'complaint'

  if (isComplaint && facts.isNetwork && !done.has('route'))
    steps.push({ step: 'route', atMs: after(receivedAtMs, random.logNormal(0.25, 0.8)) })
  if (isComplaint && !done.has('contact'))
    steps.push({ step: 'contact', atMs: after(receivedAtMs, random.logNormal(0.5, 0.75)) })
  const repliedMs = done.has('reply') ? fromMs : replyTime(random, city, receivedAtMs, after, isComplaint)
  if (!done.has('reply')) {
    if (isComplaint && random.chance(0.06))
      steps.push({ step: 'reassign', atMs: after(receivedAtMs, random.logNormal(1.5, 0.6)) })
    if (isComplaint && repliedMs - receivedAtMs > 30 * HOUR_MS && random.chance(0.5))
      steps.push({ step: 'chase', atMs: after(receivedAtMs, 11) })
    if (repliedMs - receivedAtMs > 72 * HOUR_MS && random.chance(0.4))
      steps.push({ step: 'escalate', atMs: after(receivedAtMs, 30) })
    steps.push({ step: 'reply', atMs: repliedMs })
  }
  if (!isComplaint) {
    steps.push({ step: 'close', atMs: after(repliedMs, 0.4) })
    return steps.sort((a, b) => a.atMs - b.atMs)
  }
  if (random.chance(0.004)) return steps.sort((a, b) => a.atMs - b.atMs)
  finish(random, facts, steps, repliedMs, after)
  return steps.sort((a, b) => a.atMs - b.atMs)
}

type After = (atMs: number, openHours: number) => number

function replyTime(
  random: Random,
  city: DemoCity,
  receivedAtMs: number,
  after: After,
  isComplaint: boolean,
): number {
  if (!isComplaint) return after(receivedAtMs, random.logNormal(1.2, 0.8))
  if (random.chance(city.forgottenShare)) return after(receivedAtMs, random.between(25, 110))
  const hours = random.logNormal(city.medianReplyHours, 0.45)
  const hurried =
    hours > HURRY_OPEN_HOURS && random.chance(0.88) ? HURRY_OPEN_HOURS - random.next() * 5 : hours
  return after(receivedAtMs, hurried)
}

function finish(
  random: Random,
  facts: CaseFacts,
  steps: PlannedStep[],
  repliedMs: number,
  after: After,
): void {
  let atMs = repliedMs
  if (facts.isNetwork && !facts.done.has('visit') && random.chance(0.45)) {
    atMs = after(atMs, random.logNormal(6, 0.5))
    steps.push({ step: 'visit', atMs })
  }
  if (!facts.done.has('solve')) {
    if (random.chance(0.11)) {
      const pausedMs = after(atMs, 0.5)
      steps.push({
        step: 'pause',
        atMs: pausedMs,
        reason: random.pick(['waiting_customer', 'customer_absent', 'third_party'] as const),
      })
      atMs = after(pausedMs, random.between(8, 30))
      steps.push({ step: 'resume', atMs })
    }
    if (random.chance(0.012)) steps.push({ step: 'upgrade', atMs: after(atMs, 2) })
    if (random.chance(0.006)) appealTo(random, steps, atMs, after)
    atMs = after(atMs, random.logNormal(9, 0.8))
    steps.push({ step: 'solve', atMs })
  }
  atMs = callBackAndClose(random, steps, atMs, after)
  if (random.chance(0.02)) {
    const reopenedMs = after(atMs, random.between(10, 50))
    steps.push({ step: 'reopen', atMs: reopenedMs })
    const repliedAgainMs = after(reopenedMs, random.logNormal(4, 0.4))
    steps.push({ step: 'reply', atMs: repliedAgainMs })
    const solvedAgainMs = after(repliedAgainMs, random.logNormal(6, 0.5))
    steps.push({ step: 'solve', atMs: solvedAgainMs })
    callBackAndClose(random, steps, solvedAgainMs, after)
  }
}

function appealTo(random: Random, steps: PlannedStep[], atMs: number, after: After): void {
  const appealedMs = after(atMs, random.between(20, 60))
  steps.push({ step: 'appeal', atMs: appealedMs })
  steps.push({ step: 'answer_appeal', atMs: after(appealedMs, random.between(30, 85)) })
}

function callBackAndClose(random: Random, steps: PlannedStep[], solvedMs: number, after: After): number {
  let atMs = after(solvedMs, random.logNormal(3, 0.6))
  if (random.chance(0.12)) {
    steps.push({ step: 'call_back', atMs, result: 'no_answer', score: null })
    atMs = after(atMs, random.between(3, 12))
  }
  if (random.chance(0.04)) {
    steps.push({ step: 'call_back', atMs, result: 'dissatisfied', score: random.between(1, 2) })
    const betterMs = after(atMs, random.logNormal(8, 0.5))
    steps.push({ step: 'solve', atMs: betterMs })
    atMs = after(betterMs, 2)
  }
  steps.push({
    step: 'call_back',
    atMs,
    result: 'satisfied',
    score: random.chance(0.7) ? 5 : random.between(3, 4),
  })
  const closedMs = after(atMs, 0.1)
  steps.push({ step: 'close', atMs: closedMs })
  return closedMs
}
