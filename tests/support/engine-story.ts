import type { WorkingCalendar } from '@/calendar/rules/calendar'
import type { DeadlineRule, GateRule, Rule } from '@/commitments/rules/rule'
import { EVERY_CASE } from '@/commitments/rules/rule'
import type { FactType } from '@/kernel/fact-types'
import { judge } from '@/obligations/rules/judge'
import type {
  CalendarVersion,
  EngineConfig,
  FactRecord,
  JudgedObligation,
  UnitInfo,
  VersionInForce,
} from '@/obligations/rules/types'

/** Monday 2 March 2026, 09:00 in Shanghai: the moment the customer of every story spoke. */
export const SPOKE = Date.parse('2026-03-02T09:00:00+08:00')
export const HOUR = 3_600_000
export const SECOND = 1_000
/** Instant so many hours after the customer spoke. */
export const h = (hours: number): number => SPOKE + Math.round(hours * HOUR)
/** Instant of a local time in Shanghai, e.g. `2026-03-04 18:00`. */
export const sh = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)

export const HALL = 'hall'
export const OTHER_HALL = 'other-hall'
export const CLERK = 'clerk'

export const REPLY_48H: DeadlineRule = {
  kind: 'deadline',
  start: 'complaint.received',
  stop: ['complaint.replied'],
  limit: { amount: 48, unit: 'hour' },
  clock: 'elapsed',
  pause: null,
  attainment: { type: 'all' },
  onReopen: 'ignore',
}
/** Solved within 100 hours; waiting for the customer pauses it, 24 hours in all. */
export const SOLVE_100H: DeadlineRule = {
  ...REPLY_48H,
  stop: ['complaint.solved'],
  limit: { amount: 100, unit: 'hour' },
  pause: { reasons: ['waiting_customer'], maxTotal: { amount: 24, unit: 'hour' } },
}
export const CALL_BACK_BEFORE_CLOSING: GateRule = {
  kind: 'gate',
  action: 'complaint.closed',
  preconditions: [{ fact: 'complaint.replied' }, { fact: 'complaint.called_back' }],
  start: 'complaint.received',
  overrideBy: null,
  ifMissing: 'refuse',
}

const OFFICE_HOURS = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
] as const
/** Weekdays 09:00-12:00 and 13:00-18:00 in Shanghai. */
export const OFFICE: WorkingCalendar = {
  timeZone: 'Asia/Shanghai',
  weekly: {
    mon: OFFICE_HOURS,
    tue: OFFICE_HOURS,
    wed: OFFICE_HOURS,
    thu: OFFICE_HOURS,
    fri: OFFICE_HOURS,
  },
  holidays: [],
  workdays: {},
}

export type Told = {
  readonly recordedAt?: number
  readonly by?: string | null
  readonly unit?: string
  readonly source?: FactRecord['source']
  readonly attrs?: Readonly<Record<string, unknown>>
}

/** A fact that happened at `atMs` and was put on record then, unless told otherwise. */
export function fact(type: FactType, atMs: number, told: Told = {}): FactRecord {
  return {
    type,
    occurredAtMs: atMs,
    recordedAtMs: told.recordedAt ?? atMs,
    actorId: told.by === undefined ? CLERK : told.by,
    unitId: told.unit ?? HALL,
    source: told.source ?? 'live',
    attrs: told.attrs ?? {},
  }
}

/** The customer spoke at `SPOKE`, in the hall, about the clerk's manners, unless told otherwise. */
export const received = (told: Told = {}, atMs = SPOKE): FactRecord =>
  fact('complaint.received', atMs, {
    ...told,
    attrs: {
      kind: 'complaint',
      classCode: 'service.attitude',
      channel: 'hall',
      ownerId: CLERK,
      ...told.attrs,
    },
  })

let versions = 0
/** A published version that holds since long before. */
export function version(rules: readonly Rule[], given: Partial<VersionInForce> = {}): VersionInForce {
  versions += 1
  const versionId = given.versionId ?? `version-${versions}`
  return {
    versionId,
    commitmentId: `commitment-${versions}`,
    commitmentCode: `C-${versions}`,
    unitPath: 'HX',
    rules,
    scope: EVERY_CASE,
    ladder: [],
    quietHours: null,
    publishedAtMs: SPOKE - 1000 * HOUR,
    validFromMs: SPOKE - 1000 * HOUR,
    validToMs: null,
    ...given,
  }
}

const LONG_AGO = SPOKE - 10_000 * HOUR
export const known = (calendar: WorkingCalendar, publishedAtMs = LONG_AGO, id = 'c1'): CalendarVersion => ({
  id,
  publishedAtMs,
  calendar,
})

/** A carrier with two halls below one city branch. */
export function config(
  inForce: readonly VersionInForce[],
  calendarVersions: readonly CalendarVersion[] = [],
): EngineConfig {
  const unit = (code: string): UnitInfo => ({
    path: `HX.ZZ.${code}`,
    codesAt: () => ['HX', 'ZZ', code],
    timeZoneAt: () => 'Asia/Shanghai',
    calendarVersions,
  })
  const units = new Map([
    [HALL, unit('A1')],
    [OTHER_HALL, unit('A2')],
  ])
  return { versions: inForce, unit: (unitId) => units.get(unitId)! }
}

/** What the facts come to under one rule. */
export function outcome(
  rule: Rule,
  facts: readonly FactRecord[],
  nowMs: number,
  given: Partial<VersionInForce> = {},
  calendarVersions: readonly CalendarVersion[] = [],
): JudgedObligation[] {
  return judge(facts, config([version([rule], given)], calendarVersions), nowMs)
}

/** The one obligation the facts come to; fails when there are none or several. */
export function only(judged: readonly JudgedObligation[]): JudgedObligation {
  const [single] = judged
  if (!single || judged.length > 1) throw new Error(`${judged.length} obligations, expected one`)
  return single
}

/** States in a row, oldest round first. */
export const states = (judged: readonly JudgedObligation[]): string[] => judged.map(({ state }) => state)
