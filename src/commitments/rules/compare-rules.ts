import { assertNever } from '@/kernel/exhaustive'
import { inAllLocales, type LocalText } from '@/kernel/text'
import {
  change,
  changedText,
  compareLimit,
  type Difference,
  type Direction,
  facts,
  higherIsStricter,
  plain,
  sameValue,
} from './compare-parts'
import { describeAttainment } from './describe'
import { compareLimits } from './duration'
import type {
  AdvanceNoticeRule,
  Attainment,
  AvailabilityRule,
  CadenceRule,
  ChecklistRule,
  DeadlineRule,
  GateRule,
  NeverEventRule,
  PausePolicy,
  Period,
  RatioRule,
  Rule,
} from './rule'
import { phrasesOf } from './wording/phrases'
import { nameOf } from './wording/words'

type Worded = LocalText | null

function attainmentDirection(before: Attainment, after: Attainment, clock: DeadlineRule['clock']): Direction {
  const share = ({ type, ...rest }: Attainment) =>
    type === 'all' ? 100 : 'percent' in rest ? rest.percent : null
  const older = share(before)
  const newer = share(after)
  if (older !== null && newer !== null) return higherIsStricter(older, newer)
  if (before.type === 'average_and_max' && after.type === 'average_and_max') {
    const average = compareLimits({ duration: after.average, clock }, { duration: before.average, clock })
    const max = compareLimits({ duration: after.max, clock }, { duration: before.max, clock })
    const orderings = [average, max]
    if (orderings.every((each) => each === 'shorter' || each === 'equal')) return 'stricter'
    if (orderings.every((each) => each === 'longer' || each === 'equal')) return 'looser'
  }
  return 'different'
}

function pauseDirection(before: PausePolicy | null, after: PausePolicy | null, clock: DeadlineRule['clock']) {
  if (before === null) return 'looser'
  if (after === null) return 'stricter'
  const total = compareLimits({ duration: after.maxTotal, clock }, { duration: before.maxTotal, clock })
  const narrower = after.reasons.every((reason) => before.reasons.includes(reason))
  const wider = before.reasons.every((reason) => after.reasons.includes(reason))
  if (narrower && (total === 'shorter' || total === 'equal')) return 'stricter'
  return wider && (total === 'longer' || total === 'equal') ? 'looser' : 'different'
}

function samePause(before: PausePolicy | null, after: PausePolicy | null): boolean {
  if (before === null || after === null) return before === after
  return (
    before.reasons.length === after.reasons.length &&
    before.reasons.every((reason) => after.reasons.includes(reason)) &&
    before.maxTotal.amount === after.maxTotal.amount &&
    before.maxTotal.unit === after.maxTotal.unit
  )
}

const pauseWords = ({ pause, clock }: DeadlineRule): Worded =>
  pause &&
  inAllLocales((locale) => {
    const p = phrasesOf(locale)
    const reasons = pause.reasons.map((reason) => nameOf(reason, p.words.pauseReasons))
    return p.pause(reasons, p.duration(pause.maxTotal, clock))
  })

function deadlineChanges(before: DeadlineRule, after: DeadlineRule): Difference[] {
  const limitOf = ({ limit, clock }: DeadlineRule) => (limit === null ? null : { duration: limit, clock })
  const attainments = [before, after].map((rule) =>
    inAllLocales((locale) => describeAttainment(rule.attainment, rule.clock, locale)),
  ) as [LocalText, LocalText]
  const sameAttainment = sameValue(before.attainment, after.attainment)
  return [
    ...changedText('start', facts([before.start]), facts([after.start])),
    ...changedText('stop', facts(before.stop), facts(after.stop)),
    ...compareLimit('limit', limitOf(before), limitOf(after)),
    ...(samePause(before.pause, after.pause)
      ? []
      : [
          change(
            'pause',
            pauseDirection(before.pause, after.pause, after.clock),
            pauseWords(before),
            pauseWords(after),
          ),
        ]),
    ...(sameAttainment
      ? []
      : [
          change(
            'attainment',
            attainmentDirection(before.attainment, after.attainment, after.clock),
            ...attainments,
          ),
        ]),
    ...(before.onReopen === after.onReopen
      ? []
      : [
          change(
            'onReopen',
            'different',
            inAllLocales((locale) => phrasesOf(locale).reopen(before.onReopen)),
            inAllLocales((locale) => phrasesOf(locale).reopen(after.onReopen)),
          ),
        ]),
  ]
}

function gateChanges(before: GateRule, after: GateRule): Difference[] {
  const [older, newer] = [before.preconditions, after.preconditions]
  const contains = (many: GateRule['preconditions'], few: GateRule['preconditions']) =>
    few.every((step) => many.some((other) => sameValue(step, other)))
  const direction: Direction =
    contains(newer, older) && newer.length > older.length
      ? 'stricter'
      : contains(older, newer) && older.length > newer.length
        ? 'looser'
        : 'different'
  const role = (code: string | null): Worded =>
    code === null ? null : inAllLocales((locale) => nameOf(code, phrasesOf(locale).words.roles))
  const preconditions = (rule: GateRule) => facts(rule.preconditions.map(({ fact }) => fact))
  return [
    ...changedText('action', facts([before.action]), facts([after.action])),
    ...changedText('start', facts([before.start]), facts([after.start])),
    ...(sameValue(older, newer)
      ? []
      : [change('preconditions', direction, preconditions(before), preconditions(after))]),
    ...(before.overrideBy === after.overrideBy
      ? []
      : [
          change(
            'overrideBy',
            before.overrideBy === null ? 'looser' : after.overrideBy === null ? 'stricter' : 'different',
            role(before.overrideBy),
            role(after.overrideBy),
          ),
        ]),
    ...(before.ifMissing === after.ifMissing
      ? []
      : [change('ifMissing', 'different', plain(before.ifMissing), plain(after.ifMissing))]),
  ]
}

function noticeChanges(before: AdvanceNoticeRule, after: AdvanceNoticeRule): Difference[] {
  const count = Math.max(before.notices.length, after.notices.length)
  const leads = Array.from({ length: count }, (_, index) => index).flatMap((index): Difference[] => {
    const limitOf = (rule: AdvanceNoticeRule) => {
      const notice = rule.notices[index]
      return notice?.lead ? { duration: notice.lead, clock: notice.clock } : null
    }
    return compareLimit('lead', limitOf(before), limitOf(after)).map((found) => ({
      ...found,
      path: `notices.${index}.lead`,
      // A longer lead is the stricter one, the other way round from a limit.
      direction:
        limitOf(before) && limitOf(after) && found.direction !== 'different'
          ? found.direction === 'stricter'
            ? 'looser'
            : 'stricter'
          : found.direction,
    }))
  })
  const channels = (rule: AdvanceNoticeRule) => rule.notices.map((notice) => notice.channels)
  const sameRest =
    sameValue(channels(before), channels(after)) && sameValue(before.forbiddenHours, after.forbiddenHours)
  const rest = (rule: AdvanceNoticeRule) =>
    plain(
      [
        rule.notices.map((notice) => notice.channels.join('/')).join(', '),
        rule.forbiddenHours.map((hours) => `${hours.days.join('/')} ${hours.from}-${hours.to}`).join(', '),
      ].join(' '),
    )
  return [
    ...changedText('event', facts([before.event]), facts([after.event])),
    ...leads,
    ...(sameRest ? [] : [change('notices', 'different', rest(before), rest(after))]),
  ]
}

function ratioChanges(before: RatioRule, after: RatioRule): Difference[] {
  const words = (rule: RatioRule): Worded =>
    rule.target === null
      ? null
      : plain(`${{ at_least: '≥', at_most: '≤', equal: '=' }[rule.comparator]} ${rule.target}`)
  const sameTarget = before.target === after.target && before.comparator === after.comparator
  const direction = (): Direction => {
    if (before.target === null) return 'stricter'
    if (after.target === null) return 'looser'
    if (before.comparator !== after.comparator || after.comparator === 'equal') return 'different'
    const higher = higherIsStricter(before.target, after.target)
    return after.comparator === 'at_least' ? higher : higher === 'stricter' ? 'looser' : 'stricter'
  }
  return [
    ...changedText('numerator', before.numerator.text, after.numerator.text),
    ...changedText('denominator', before.denominator.text, after.denominator.text),
    ...(sameTarget ? [] : [change('target', direction(), words(before), words(after))]),
    ...(before.unit === after.unit
      ? []
      : [change('unit', 'different', plain(before.unit), plain(after.unit))]),
    ...periodChange(before.period, after.period),
  ]
}

function periodChange(before: Period, after: Period): Difference[] {
  const words = (period: Period) => inAllLocales((locale) => phrasesOf(locale).words.periods[period])
  return before === after ? [] : [change('period', 'different', words(before), words(after))]
}

function availabilityChanges(before: AvailabilityRule, after: AvailabilityRule): Difference[] {
  const fullMonths = ({ depth }: AvailabilityRule) =>
    depth ? depth.months - (depth.countsCurrentMonth ? 1 : 0) : 0
  const depthWords = ({ depth }: AvailabilityRule): Worded =>
    depth ? inAllLocales((locale) => phrasesOf(locale).depth(depth.months, depth.countsCurrentMonth)) : null
  const hoursWords = ({ hours }: AvailabilityRule): Worded =>
    hours === null ? null : hours.allDay ? plain('24 h') : hours.text
  const sameDepth = sameValue(before.depth, after.depth)
  const sameHours = sameValue(before.hours, after.hours)
  const [olderMonths, newerMonths] = [fullMonths(before), fullMonths(after)]
  const counts = [before.minimumCount ?? 0, after.minimumCount ?? 0] as const
  return [
    ...changedText('object', before.object.text, after.object.text),
    ...changedText('where', before.where, after.where),
    ...(sameDepth
      ? []
      : [
          change(
            'depth',
            // Five months without the current one are six with it: worded otherwise, the same promise.
            olderMonths === newerMonths ? 'different' : higherIsStricter(olderMonths, newerMonths),
            depthWords(before),
            depthWords(after),
          ),
        ]),
    ...(sameHours
      ? []
      : [
          change(
            'hours',
            after.hours?.allDay ? 'stricter' : before.hours?.allDay ? 'looser' : 'different',
            hoursWords(before),
            hoursWords(after),
          ),
        ]),
    ...(counts[0] === counts[1]
      ? []
      : [change('minimumCount', higherIsStricter(...counts), plain(counts[0]), plain(counts[1]))]),
    ...changedText('probe', before.probe, after.probe),
  ]
}

function checklistChanges(before: ChecklistRule, after: ChecklistRule): Difference[] {
  const words = (rule: ChecklistRule) =>
    inAllLocales((locale) => phrasesOf(locale).and(rule.items.map((item) => item.text[locale])))
  const codes = (rule: ChecklistRule) => rule.items.map((item) => `${item.code}:${item.severity}`)
  const [older, newer] = [codes(before), codes(after)]
  const kept = older.filter((code) => newer.includes(code)).length
  const direction: Direction =
    kept === older.length ? 'stricter' : kept === newer.length ? 'looser' : 'different'
  return [
    ...(older.join() === newer.join() ? [] : [change('items', direction, words(before), words(after))]),
    ...(before.passPercent === after.passPercent
      ? []
      : [
          change(
            'passPercent',
            higherIsStricter(before.passPercent, after.passPercent),
            plain(`${before.passPercent}%`),
            plain(`${after.passPercent}%`),
          ),
        ]),
    ...changedText('sampling', before.sampling, after.sampling),
    ...changedText('inspector', inspectorWords(before), inspectorWords(after)),
  ]
}

const inspectorWords = ({ inspector }: ChecklistRule) =>
  inAllLocales((locale) => nameOf(inspector, phrasesOf(locale).words.inspectors))

const PERIODS_PER_YEAR: Readonly<Record<Period, number | null>> = {
  day: 365,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
  phase: null,
}

function cadenceChanges(before: CadenceRule, after: CadenceRule): Difference[] {
  const words = (rule: CadenceRule) =>
    inAllLocales((locale) => `${rule.minimumCount} × ${phrasesOf(locale).words.periods[rule.period]}`)
  const perYear = (rule: CadenceRule) => {
    const periods = PERIODS_PER_YEAR[rule.period]
    return periods === null ? null : periods * rule.minimumCount
  }
  const same = before.period === after.period && before.minimumCount === after.minimumCount
  const [older, newer] = [perYear(before), perYear(after)]
  const direction: Direction =
    before.period === after.period
      ? higherIsStricter(before.minimumCount, after.minimumCount)
      : older === null || newer === null || older === newer
        ? 'different'
        : higherIsStricter(older, newer)
  return [
    ...(same ? [] : [change('frequency', direction, words(before), words(after))]),
    ...changedText('output', before.output.text, after.output.text),
    ...changedText('ownerRole', before.ownerRole, after.ownerRole),
  ]
}

/** Counting what was only said before is stricter; no longer counting it is looser. */
function neverEventChanges(before: NeverEventRule, after: NeverEventRule): Difference[] {
  const words = ({ fact }: NeverEventRule) =>
    fact === undefined ? null : inAllLocales((locale) => nameOf(fact, phrasesOf(locale).words.facts))
  const direction: Direction =
    before.fact === undefined ? 'stricter' : after.fact === undefined ? 'looser' : 'different'
  return [
    ...changedText('definition', before.definition.text, after.definition.text),
    ...(before.fact === after.fact ? [] : [change('fact', direction, words(before), words(after))]),
  ]
}

/** The parameters in which two rules differ; rules of different kinds differ as a whole and are not compared here. */
export function compareRules(before: Rule, after: Rule): Difference[] {
  switch (after.kind) {
    case 'deadline':
      return before.kind === after.kind ? deadlineChanges(before, after) : []
    case 'gate':
      return before.kind === after.kind ? gateChanges(before, after) : []
    case 'advance_notice':
      return before.kind === after.kind ? noticeChanges(before, after) : []
    case 'ratio':
      return before.kind === after.kind ? ratioChanges(before, after) : []
    case 'availability':
      return before.kind === after.kind ? availabilityChanges(before, after) : []
    case 'checklist':
      return before.kind === after.kind ? checklistChanges(before, after) : []
    case 'cadence':
      return before.kind === after.kind ? cadenceChanges(before, after) : []
    case 'milestone': {
      if (before.kind !== after.kind) return []
      const words = (dueOn: string | null) =>
        dueOn === null ? null : inAllLocales((locale) => phrasesOf(locale).date(dueOn))
      const direction: Direction =
        before.dueOn === null
          ? 'stricter'
          : after.dueOn === null || after.dueOn > before.dueOn
            ? 'looser'
            : 'stricter'
      return [
        ...(before.dueOn === after.dueOn
          ? []
          : [change('dueOn', direction, words(before.dueOn), words(after.dueOn))]),
        ...changedText('deliverable', before.deliverable.text, after.deliverable.text),
        ...changedText('ownerRole', before.ownerRole, after.ownerRole),
      ]
    }
    case 'never_event':
      return before.kind === after.kind ? neverEventChanges(before, after) : []
  }
  return assertNever(after)
}
