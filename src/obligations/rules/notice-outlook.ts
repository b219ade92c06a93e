import { dueAt } from '@/calendar/rules/deadlines'
import type { AdvanceNoticeRule } from '@/commitments/rules/rule'
import { type Cycle, calendarOf } from './cycle'
import { plannedAtMs, planOf, standingOfNotices } from './notice'
import { nextAllowedAt, type OwedNotice } from './notice-times'
import type { FactRecord } from './types'

/** One notice that a rule in force owes before an event, for the room that sends it. */
export type NoticeNeed = {
  /** `version/rule/notice`: one notice of one rule. */
  readonly key: string
  /** `version/rule`: each notice of a rule needs a message of its own. */
  readonly ruleKey: string
  readonly commitmentCode: string
  /** Kind of fact that proves it. */
  readonly factType: string
  /** Channels that count; empty: any. */
  readonly channels: readonly string[]
  readonly forbiddenHours: AdvanceNoticeRule['forbiddenHours']
  readonly timeZone: string
  /** Latest instant at which it can be sent; null: the event has no time yet, or no instant is early enough. */
  readonly latestMs: number | null
  /** When the notice that proves it reached the customer; null: not proven. */
  readonly metAtMs: number | null
}

/** What is owed before the event of one subject. */
export type NoticeOutlook = {
  readonly plannedMs: number | null
  readonly needs: readonly NoticeNeed[]
  /** Earliest instant from the one asked for on at which the proofs on record suffice; null: something has to be sent. */
  readonly provenFromMs: number | null
  /** Earliest instant at which it could happen if what is missing were delivered as soon as allowed; null: never. */
  readonly possibleFromMs: number | null
}

/** A round of owing notices with its rule. */
export type NoticeRound = { readonly rule: AdvanceNoticeRule; readonly round: Cycle }

/**
 * The earliest instant from `fromMs` on at which the event may happen with the notices that are proven already; null: one
 * of them is missing for ever unless it is sent.
 */
export function earliestWithProof(rounds: readonly NoticeRound[], fromMs: number): number | null {
  const candidates = rounds.flatMap(({ rule, round }) => leadEnds(rule, round))
  const isProven = (eventMs: number) =>
    rounds.every(({ rule, round }) => standingOfNotices(rule, round, eventMs).completeAtMs !== null)
  return (
    [fromMs, ...candidates.filter((ms) => ms > fromMs)]
      .sort((a, b) => a - b)
      .find((eventMs) => isProven(eventMs)) ?? null
  )
}

/**
 * The earliest instant at which the event could happen if every notice that is still missing reached the customer at the
 * next moment that is not forbidden; null: no such moment.
 * @param fromMs now, or when the event is wanted
 */
export function earliestPossible(
  rounds: readonly NoticeRound[],
  nowMs: number,
  fromMs: number,
): number | null {
  const supposed: NoticeRound[] = []
  for (const { rule, round } of rounds) {
    const sendMs = nextAllowedAt(rule, round.timeZone, nowMs)
    if (sendMs === null) return null
    const { checks } = standingOfNotices(rule, round, Math.max(fromMs, plannedAtMs(rule, round) ?? fromMs))
    const extra = checks
      .filter(({ metAtMs }) => metAtMs === null)
      .map(({ notice }) => ({ fact: givenAt(rule, round, notice, sendMs), ownerId: null }))
    supposed.push({ rule, round: { ...round, seen: [...round.seen, ...extra] } })
  }
  return earliestWithProof(supposed, Math.max(nowMs, fromMs))
}

/** When the leads end that began with the notices on record. */
function leadEnds(rule: AdvanceNoticeRule, round: Cycle): number[] {
  const plan = planOf(rule)
  const calendar = calendarOf(round)
  return round.seen.flatMap(({ fact }) => {
    const announced = Date.parse(String(fact.attrs.eventAt ?? ''))
    const deliveredMs = Date.parse(String(fact.attrs.deliveredAt ?? ''))
    if (fact.type !== plan.notice || Number.isNaN(deliveredMs))
      return Number.isNaN(announced) ? [] : [announced]
    const atMs = Math.max(fact.occurredAtMs, deliveredMs)
    const ends = rule.notices.map(({ lead, clock }) =>
      lead === null ? atMs : dueAt(clock, calendar, atMs, lead).dueMs,
    )
    return Number.isNaN(announced) ? ends : [...ends, announced]
  })
}

function givenAt(rule: AdvanceNoticeRule, round: Cycle, notice: OwedNotice, sendMs: number): FactRecord {
  return {
    type: planOf(rule).notice,
    occurredAtMs: sendMs,
    recordedAtMs: sendMs,
    actorId: null,
    unitId: round.unitId,
    source: 'system',
    attrs: {
      channel: notice.channels[0] ?? 'sms',
      deliveredAt: new Date(sendMs).toISOString(),
      // It would announce the very time that is looked for.
      eventAt: new Date(sendMs).toISOString(),
    },
  }
}
