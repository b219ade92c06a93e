import type { NotCountedReason } from '../notice'
import type { WallTime } from './local-time'

/** The sentences of one locale. Times come ready in words; `null` means that the part is left out. */
export type ExplainPhrases = {
  /** `2026-03-02（周一）09:15` */
  moment(wall: WallTime): string
  /** `2026-03-02（周一）` */
  day(wall: WallTime): string
  /** The time alone, when the day was just said. */
  time(wall: WallTime): string
  fromTo(from: string, to: string): string
  length(parts: { hours: number; minutes: number; seconds: number }): string
  days(days: number, hours: number): string
  list(items: readonly string[]): string

  readonly headings: {
    readonly basis: string
    readonly steps: string
    readonly ladder: string
    readonly history: string
  }

  titleOpen(code: string, what: string, due: string): string
  titlePaused(code: string, what: string): string
  titleKept(code: string, what: string, at: string): string
  titleBroken(code: string, what: string, due: string): string
  titleWaived(code: string, what: string): string
  titleVoid(code: string, what: string): string
  titleGate(code: string, action: string): string

  rule(sentence: string): string
  version(code: string, number: number, from: string, to: string | null): string
  source(title: string, ref: string, date: string | null): string
  calendar(name: string, version: number, published: string): string
  allHours: string
  zone(timeZone: string): string
  round(cycle: number): string

  customerSpoke(at: string): string
  startedBy(fact: string, at: string): string
  limit(limit: string, clockNote: string): string
  interval(range: string, length: string, total: string): string
  holiday(name: string | null, range: string, days: number): string
  closedDays(range: string, days: number): string
  makeUpDay(day: string, name: string | null): string
  pause(range: string, why: string, length: string): string
  pauseDays(range: string, why: string, days: number): string
  pauseCut: string
  reopenedReason: string
  dayZero(day: string): string
  /** Days or cycles `first` to `last` of the count; the same number when it is one. */
  daysCounted(unit: 'day' | 'working_day' | 'cycle', first: number, last: number, range: string): string
  summaryTime(range: string, counted: string, skippedDays: number): string
  summaryDays(range: string, counted: number, skippedDays: number): string
  end(at: string): string
  endIfPausedToTheMaximum(at: string): string
  notBeforeReopening(at: string): string

  kept(what: string, at: string, left: string): string
  broken(at: string): string
  stillOpen: string
  late(what: string, at: string, length: string): string
  waived(at: string, reason: string, proof: string): string
  void: string

  gateOwed(action: string): string
  preconditionMet(fact: string, at: string): string
  preconditionMissing(fact: string): string
  gatePassed(action: string, at: string): string
  gatePassedWithout(action: string, at: string): string
  gateFulfilled(at: string): string
  /**
   * The case closed, or `ending` (the customer declined, no answer in time ...) came, without the action: what the action
   * had to wait for was kept, or there was no occasion.
   */
  gateSettled(action: string, at: string, isKept: boolean, ending: string | null): string

  notePlanned(event: string, at: string): string
  noteUnplanned(event: string): string
  noticeProven(notice: string, at: string): string
  noticeOwed(notice: string, latest: string | null): string
  noticeMissing(notice: string, latest: string | null): string
  noticeNotCounted(at: string, channel: string | null, reason: NotCountedReason): string
  eventCalledOff(event: string): string
  titleHappened(code: string, what: string): string
  happened(what: string, fact: string, at: string): string
  madeGood(at: string): string
  readonly notMadeGood: string

  provisional(years: readonly number[]): string
  pausedNow(since: string, why: string, until: string): string

  ladderFired(step: string, at: string): string
  ladderPlanned(step: string, at: string): string
  ladderPaused(step: string): string
  ladderSilent(step: string): string

  recomputed(at: string, from: string, to: string): string
  recomputedSame(at: string, due: string): string
  noticedBroken(at: string): string
  noticedVoid(at: string, ending: string | null): string
}
