import { type NoticePlan, noticePlanOf } from '@/commitments/rules/occasions'
import type { AdvanceNoticeRule } from '@/commitments/rules/rule'
import { type Cycle, calendarIndexAt, calendarOf, isRunning } from './cycle'
import { forbiddenStretch, isEarlyEnough, latestArrival, type OwedNotice } from './notice-times'
import { isTimeUnknown, knownAtMs } from './subject'
import type { FactInCase } from './transitions'
import type { FactRecord } from './types'

/** How one notice of a rule stands for an event at a given time. */
export type NoticeCheck = {
  readonly notice: OwedNotice
  /** Latest instant at which it can reach the customer, forbidden hours left aside; null: none is early enough. */
  readonly latestMs: number | null
  /** When the notice that proves it reached the customer; null: not proven. */
  readonly metAtMs: number | null
}
export type NoticesStanding = {
  readonly checks: readonly NoticeCheck[]
  /** When the last one needed reached the customer; null: something is missing. */
  readonly completeAtMs: number | null
}

/** The facts a measured rule on notices speaks of. @throws Error for a rule that is not measured */
export function planOf(rule: AdvanceNoticeRule): NoticePlan {
  const plan = noticePlanOf(rule)
  if (!plan) throw new Error(`notices before ${rule.event} are not measured`)
  return plan
}

const instantOf = (value: unknown): number | null => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}

/** When the event of a round is planned to happen, as last planned by `atMs`; null: no time is on record. */
export function plannedAtMs(
  rule: AdvanceNoticeRule,
  round: Pick<Cycle, 'seen'>,
  atMs = Number.POSITIVE_INFINITY,
): number | null {
  const { start, planned } = planOf(rule)
  let plannedMs: number | null = null
  for (const { fact } of round.seen) {
    if (fact.occurredAtMs > atMs || (fact.type !== planned && fact.type !== start)) continue
    plannedMs = instantOf(fact.attrs.eventAt) ?? plannedMs
  }
  return plannedMs
}

/** A notice that reached the customer: sent outside the forbidden hours, with a proof of delivery. */
type Given = { readonly channel: string; readonly atMs: number; readonly announcedMs: number | null }

/** Why a notice that was sent does not count. */
export type NotCountedReason =
  | 'not_delivered'
  | 'forbidden_hours'
  | 'announced_later'
  | 'channel'
  | 'too_late'
export type NotCounted = {
  readonly sentAtMs: number
  readonly channel: string | null
  readonly reason: NotCountedReason
}

/** Notices of a round that serve no promise of the rule for an event at `eventMs`, with the first reason that is against each. */
export function notCounted(rule: AdvanceNoticeRule, round: Cycle, eventMs: number): NotCounted[] {
  const plan = planOf(rule)
  const calendar = calendarOf(round)
  return round.seen.flatMap(({ fact }) => {
    if (fact.type !== plan.notice) return []
    const reason = ((): NotCountedReason | null => {
      if (forbiddenStretch(rule.forbiddenHours, round.timeZone, fact.occurredAtMs)) return 'forbidden_hours'
      const given = givenBy(rule, round, fact)
      if (!given) return 'not_delivered'
      if (given.announcedMs !== null && given.announcedMs > eventMs) return 'announced_later'
      const byChannel = rule.notices.filter((owed) => isChannelOf(owed, given))
      if (byChannel.length === 0) return 'channel'
      return byChannel.some((owed) => isEarlyEnough(owed, calendar, given.atMs, eventMs)) ? null : 'too_late'
    })()
    const channel = typeof fact.attrs.channel === 'string' ? fact.attrs.channel : null
    return reason === null ? [] : [{ sentAtMs: fact.occurredAtMs, channel, reason }]
  })
}

const isChannelOf = ({ channels }: OwedNotice, { channel }: Given): boolean =>
  channels.length === 0 || channels.includes(channel)

/**
 * What a notice fact proves: `channel`, and that it was delivered (`deliveredAt`). A notice without a proof of delivery,
 * or with one that says it was not (`undelivered`), proves nothing. Forbidden hours are those of sending: a phone that
 * was off and got it at night was not disturbed by the carrier.
 */
function givenBy(rule: AdvanceNoticeRule, round: Cycle, fact: FactRecord): Given | null {
  const deliveredMs = instantOf(fact.attrs.deliveredAt)
  if (deliveredMs === null || fact.attrs.undelivered === true || isTimeUnknown(fact)) return null
  if (forbiddenStretch(rule.forbiddenHours, round.timeZone, fact.occurredAtMs)) return null
  return {
    channel: typeof fact.attrs.channel === 'string' ? fact.attrs.channel : '',
    atMs: Math.max(fact.occurredAtMs, deliveredMs),
    // A balance tells no date; whoever was told a date was told the one planned then.
    announcedMs:
      rule.trigger === undefined
        ? (instantOf(fact.attrs.eventAt) ?? plannedAtMs(rule, round, fact.occurredAtMs))
        : null,
  }
}

/**
 * Which notices of a rule are proven for an event at `eventMs`. Each needs a notice of its own: of an allowed channel (none
 * named: any), early enough, and not one that announced a later time than the event's.
 */
export function standingOfNotices(rule: AdvanceNoticeRule, round: Cycle, eventMs: number): NoticesStanding {
  const plan = planOf(rule)
  const calendar = calendarOf(round)
  const given = round.seen
    .flatMap(({ fact }) => (fact.type === plan.notice ? (givenBy(rule, round, fact) ?? []) : []))
    .filter(({ announcedMs }) => announcedMs === null || announcedMs <= eventMs)
    .sort((a, b) => a.atMs - b.atMs)
  const serves = (owed: OwedNotice, notice: Given) =>
    isChannelOf(owed, notice) && isEarlyEnough(owed, calendar, notice.atMs, eventMs)
  const provenBy = new Map<number, Given>()
  let completeAtMs: number | null = rule.notices.length === 0 ? round.startMs : null

  /** Finds a place for a notice, moving those already placed to other places where they fit as well. */
  const place = (notice: Given, tried: Set<number>): boolean => {
    const free = rule.notices.findIndex((owed, index) => !provenBy.has(index) && serves(owed, notice))
    if (free !== -1) {
      provenBy.set(free, notice)
      return true
    }
    for (const [index, owed] of rule.notices.entries()) {
      if (tried.has(index) || !serves(owed, notice)) continue
      tried.add(index)
      const before = provenBy.get(index)
      if (before && !place(before, tried)) continue
      provenBy.set(index, notice)
      return true
    }
    return false
  }
  for (const notice of given) {
    if (provenBy.size === rule.notices.length) break
    place(notice, new Set())
    if (provenBy.size === rule.notices.length) completeAtMs = notice.atMs
  }
  return {
    completeAtMs,
    checks: rule.notices.map((notice, index) => ({
      notice,
      latestMs: latestArrival(notice, calendar, eventMs),
      metAtMs: provenBy.get(index)?.atMs ?? null,
    })),
  }
}

/** Lets a fact act on a round of owing notices: it is planned anew, a notice is given, it happens or is called off. */
export function passNotices(
  rule: AdvanceNoticeRule,
  cycle: Cycle,
  { fact, first, ownerId }: FactInCase,
): void {
  const plan = planOf(rule)
  if (fact.type === plan.planned || fact.type === plan.notice) {
    // In the order things happened, as for gates.
    const later = cycle.seen.findIndex((seen) => seen.fact.occurredAtMs > fact.occurredAtMs)
    cycle.seen.splice(later === -1 ? cycle.seen.length : later, 0, { fact, ownerId })
  }
  if (!isRunning(cycle))
    fulfilLate(rule, plan, cycle, fact, Math.max(knownAtMs(fact, first), cycle.brokenAtMs!))
  else if (fact.type === plan.calledOff) cycle.state = 'VOID'
  else if (fact.type === rule.event) happen(rule, cycle, fact, knownAtMs(fact, first))
}

function happen(rule: AdvanceNoticeRule, cycle: Cycle, fact: FactRecord, knownMs: number): void {
  if (isTimeUnknown(fact)) {
    cycle.state = 'VOID'
    return
  }
  cycle.calendarIndex = calendarIndexAt(cycle.startUnit, knownMs)
  const eventMs = Math.max(fact.occurredAtMs, cycle.startMs)
  cycle.eventAtMs = eventMs
  const { completeAtMs } = standingOfNotices(rule, cycle, eventMs)
  if (completeAtMs === null) {
    cycle.state = 'BROKEN'
    cycle.brokenAtMs = eventMs
  } else {
    cycle.state = 'KEPT'
    cycle.fulfilledAtMs = Math.max(completeAtMs, cycle.startMs)
  }
}

/** A proof that comes after the event, or what makes the event good, is written down beside the breach. */
function fulfilLate(
  rule: AdvanceNoticeRule,
  plan: NoticePlan,
  cycle: Cycle,
  fact: FactRecord,
  knownMs: number,
): void {
  const isMadeGood = plan.madeGoodBy.includes(fact.type)
  const isProven =
    fact.type === plan.notice && standingOfNotices(rule, cycle, cycle.brokenAtMs!).completeAtMs !== null
  if (isMadeGood || isProven) cycle.fulfilledAtMs = knownMs
}
