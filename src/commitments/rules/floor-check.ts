import { inAllLocales, type LocalText } from '@/kernel/text'
import type { Floor, FloorBasis, FloorPart } from './catalogue-types'
import { describeAttainment, describeDuration, describeFact, describeRemedy } from './describe'
import { addDurations, boundsOf, compareLimits, type Ordering, type TimedLimit } from './duration'
import type {
  AdvanceNoticeRule,
  AvailabilityRule,
  DeadlineRule,
  GateRule,
  RatioRule,
  Rule,
  VersionTerms,
} from './rule'
import { scopesOverlap } from './scope'
import { phrasesOf } from './wording/phrases'
import { nameOf } from './wording/words'

export const FLOOR_PROBLEMS = [
  'longer_limit',
  'pause_stretches_limit',
  'lower_share',
  'average_not_promised',
  'longer_average',
  'shorter_lead',
  'fewer_notices',
  'missing_precondition',
  'shorter_wait',
  'override_allowed',
  'weaker_target',
  'less_history',
  'fewer_things',
  'shorter_hours',
  'lower_remedy',
] as const
export type FloorProblem = (typeof FLOOR_PROBLEMS)[number]

/** One way in which a promise is looser than an article, naming the article. */
export type FloorWarning = {
  /** Names floor, part, rule and parameter; the same difference keeps the same key. */
  readonly key: string
  readonly floorCode: string
  readonly basis: FloorBasis
  readonly article: LocalText
  /** Where that part of the article applies (towns, countryside, mobile); null: everywhere. */
  readonly appliesTo: LocalText | null
  /** Position of the rule in the version; null for the remedy. */
  readonly ruleIndex: number | null
  /** Parameter of the rule, e.g. `limit`. */
  readonly path: string
  readonly problem: FloorProblem
  /** `possible`: it depends on the calendar or on the day a case starts. */
  readonly certainty: 'certain' | 'possible'
  readonly promised: LocalText
  readonly required: LocalText
}

type Finding = Pick<FloorWarning, 'path' | 'problem' | 'certainty' | 'promised' | 'required'>

const limitWords = ({ duration, clock }: TimedLimit) =>
  inAllLocales((locale) => describeDuration(duration, clock, locale))
const plain = (text: string): LocalText => inAllLocales(() => text)

/** The time by which the last case that counts must be done; null when the promise has no number yet. */
function finalLimit({ attainment, limit, clock }: DeadlineRule): TimedLimit | null {
  if (attainment.type === 'two_step') return { duration: attainment.final.within, clock }
  if (attainment.type === 'average_and_max') return { duration: attainment.max, clock }
  return limit === null ? null : { duration: limit, clock }
}

function finalPercent({ attainment }: DeadlineRule): number {
  if (attainment.type === 'share') return attainment.percent
  return attainment.type === 'two_step' ? attainment.final.percent : 100
}

function notShorter(ordering: Ordering): Finding['certainty'] | null {
  if (ordering === 'longer') return 'certain'
  return ordering === 'unclear' ? 'possible' : null
}

function checkLimit(promise: DeadlineRule, promised: TimedLimit, required: TimedLimit): Finding[] {
  const words = { promised: limitWords(promised), required: limitWords(required) }
  const longer = notShorter(compareLimits(promised, required))
  if (longer) return [{ path: 'limit', problem: 'longer_limit', certainty: longer, ...words }]
  if (promise.pause === null) return []
  const stretched = addDurations(promised.duration, promise.pause.maxTotal)
  const tooLong =
    stretched === null
      ? 'possible'
      : notShorter(compareLimits({ duration: stretched, clock: promised.clock }, required))
  const { maxTotal } = promise.pause
  return tooLong === null
    ? []
    : [
        {
          path: 'pause',
          problem: 'pause_stretches_limit',
          certainty: 'possible',
          promised: inAllLocales(
            (locale) => `${words.promised[locale]} + ${describeDuration(maxTotal, promised.clock, locale)}`,
          ),
          required: words.required,
        },
      ]
}

function checkAverage(promise: DeadlineRule, promised: TimedLimit, floor: DeadlineRule): Finding[] {
  if (floor.attainment.type !== 'average_and_max') return []
  const required: TimedLimit = { duration: floor.attainment.average, clock: floor.clock }
  const own = promise.attainment.type === 'average_and_max' ? promise.attainment.average : null
  const tested: TimedLimit = own === null ? promised : { duration: own, clock: promise.clock }
  const longer = notShorter(compareLimits(tested, required))
  return longer === null
    ? []
    : [
        {
          path: 'attainment',
          problem: own === null ? 'average_not_promised' : 'longer_average',
          certainty: own === null ? 'possible' : longer,
          promised: limitWords(tested),
          required: limitWords(required),
        },
      ]
}

function checkDeadline(promise: DeadlineRule, floor: DeadlineRule): Finding[] {
  if (promise.start !== floor.start || !promise.stop.some((stop) => floor.stop.includes(stop))) return []
  const promised = finalLimit(promise)
  const required = finalLimit(floor)
  if (promised === null || required === null) return []
  const lower = finalPercent(promise) < finalPercent(floor)
  return [
    ...checkLimit(promise, promised, required),
    ...(lower
      ? [
          {
            path: 'attainment',
            problem: 'lower_share',
            certainty: 'certain',
            promised: inAllLocales((locale) => describeAttainment(promise.attainment, promise.clock, locale)),
            required: inAllLocales((locale) => describeAttainment(floor.attainment, floor.clock, locale)),
          } satisfies Finding,
        ]
      : []),
    ...checkAverage(promise, promised, floor),
  ]
}

function checkNotices(promise: AdvanceNoticeRule, floor: AdvanceNoticeRule): Finding[] {
  if (promise.event !== floor.event) return []
  const longestFirst = (rule: AdvanceNoticeRule) =>
    rule.notices
      .flatMap(({ lead, clock }): TimedLimit[] => (lead === null ? [] : [{ duration: lead, clock }]))
      .sort((a, b) => boundsOf(b).minSeconds - boundsOf(a).minSeconds)
  const promised = longestFirst(promise)
  if (promise.notices.length < floor.notices.length) {
    return [
      {
        path: 'notices',
        problem: 'fewer_notices',
        certainty: 'certain',
        promised: plain(String(promise.notices.length)),
        required: plain(String(floor.notices.length)),
      },
    ]
  }
  return longestFirst(floor).flatMap((required, index): Finding[] => {
    const own = promised[index]
    if (own === undefined) return []
    const ordering = compareLimits(required, own)
    const shorter = ordering === 'longer' ? 'certain' : ordering === 'unclear' ? 'possible' : null
    return shorter === null
      ? []
      : [
          {
            path: `notices.${index}.lead`,
            problem: 'shorter_lead',
            certainty: shorter,
            promised: limitWords(own),
            required: limitWords(required),
          },
        ]
  })
}

function checkGate(promise: GateRule, floor: GateRule): Finding[] {
  const own = new Map(promise.preconditions.map((condition) => [condition.fact, condition]))
  // A gate on the same action for quite another reason is not a looser form of this one.
  if (promise.action !== floor.action || !floor.preconditions.some(({ fact }) => own.has(fact))) return []
  const factWords = (fact: string) => inAllLocales((locale) => describeFact(fact, locale))
  const none = inAllLocales((locale) => phrasesOf(locale).nothing)
  const findings = floor.preconditions.flatMap((condition): Finding[] => {
    const kept = own.get(condition.fact)
    if (kept === undefined) {
      return [
        {
          path: 'preconditions',
          problem: 'missing_precondition',
          certainty: 'certain',
          promised: none,
          required: factWords(condition.fact),
        },
      ]
    }
    if (condition.minimumAge === undefined) return []
    const required: TimedLimit = { duration: condition.minimumAge, clock: 'calendar_day' }
    const wait = kept.minimumAge
    const ordering = wait ? compareLimits(required, { duration: wait, clock: 'calendar_day' }) : 'longer'
    return ordering === 'longer' || ordering === 'unclear'
      ? [
          {
            path: 'preconditions',
            problem: 'shorter_wait',
            certainty: ordering === 'longer' ? 'certain' : 'possible',
            promised: wait ? limitWords({ duration: wait, clock: 'calendar_day' }) : none,
            required: limitWords(required),
          },
        ]
      : []
  })
  const { overrideBy } = promise
  if (overrideBy !== null && floor.overrideBy === null) {
    findings.push({
      path: 'overrideBy',
      problem: 'override_allowed',
      certainty: 'possible',
      promised: inAllLocales((locale) => nameOf(overrideBy, phrasesOf(locale).words.roles)),
      required: none,
    })
  }
  return findings
}

function checkRatio(promise: RatioRule, floor: RatioRule): Finding[] {
  const sameFigure =
    promise.numerator.code === floor.numerator.code &&
    promise.denominator.code === floor.denominator.code &&
    promise.unit === floor.unit
  if (!sameFigure || promise.target === null || floor.target === null) return []
  const weaker =
    floor.comparator === 'at_most' ? promise.target > floor.target : promise.target < floor.target
  const suffix = floor.unit === 'percent' ? '%' : ''
  return weaker
    ? [
        {
          path: 'target',
          problem: 'weaker_target',
          certainty: 'certain',
          promised: plain(`${promise.target}${suffix}`),
          required: plain(`${floor.target}${suffix}`),
        },
      ]
    : []
}

/** Full months before the current one. */
const fullMonths = ({ months, countsCurrentMonth }: NonNullable<AvailabilityRule['depth']>) =>
  countsCurrentMonth ? months - 1 : months

function checkAvailability(promise: AvailabilityRule, floor: AvailabilityRule): Finding[] {
  if (promise.object.code !== floor.object.code) return []
  const findings: Finding[] = []
  const depthWords = ({ months, countsCurrentMonth }: NonNullable<AvailabilityRule['depth']>) =>
    inAllLocales((locale) => phrasesOf(locale).depth(months, countsCurrentMonth))
  if (promise.depth && floor.depth && fullMonths(promise.depth) < fullMonths(floor.depth)) {
    findings.push({
      path: 'depth',
      problem: 'less_history',
      certainty: 'certain',
      promised: depthWords(promise.depth),
      required: depthWords(floor.depth),
    })
  }
  if (promise.minimumCount !== undefined && promise.minimumCount < (floor.minimumCount ?? 0)) {
    findings.push({
      path: 'minimumCount',
      problem: 'fewer_things',
      certainty: 'certain',
      promised: plain(String(promise.minimumCount)),
      required: plain(String(floor.minimumCount)),
    })
  }
  if (floor.hours?.allDay === true && promise.hours?.allDay === false) {
    findings.push({
      path: 'hours',
      problem: 'shorter_hours',
      certainty: 'certain',
      promised: promise.hours.text,
      required: plain('24 h'),
    })
  }
  return findings
}

function checkRule(promise: Rule, floor: Rule): Finding[] {
  if (promise.kind === 'deadline' && floor.kind === 'deadline') return checkDeadline(promise, floor)
  if (promise.kind === 'advance_notice' && floor.kind === 'advance_notice')
    return checkNotices(promise, floor)
  if (promise.kind === 'gate' && floor.kind === 'gate') return checkGate(promise, floor)
  if (promise.kind === 'ratio' && floor.kind === 'ratio') return checkRatio(promise, floor)
  if (promise.kind === 'availability' && floor.kind === 'availability')
    return checkAvailability(promise, floor)
  return []
}

function checkRemedy({ remedy }: Pick<VersionTerms, 'remedy'>, floor: Floor): Finding[] {
  const law = floor.remedy
  const lower =
    (remedy.type === 'multiple' &&
      law.type === 'multiple' &&
      remedy.base === law.base &&
      remedy.factor < law.factor) ||
    (remedy.type === 'percent_per_day' &&
      law.type === 'percent_per_day' &&
      remedy.base === law.base &&
      remedy.percent < law.percent)
  return lower
    ? [
        {
          path: 'remedy',
          problem: 'lower_remedy',
          certainty: 'certain',
          promised: inAllLocales((locale) => describeRemedy(remedy, locale)),
          required: inAllLocales((locale) => describeRemedy(law, locale)),
        },
      ]
    : []
}

const inForce = (floor: Floor, on: string) =>
  (floor.validFrom === null || floor.validFrom <= on) && (floor.validTo === null || on <= floor.validTo)

/**
 * Finds where a promise is looser than an article that holds on the day: a longer limit, a lower share, a shorter
 * notice, a missing step... Limits on different clocks are compared so that a doubt is reported as `possible`.
 * Promises without a number are not compared.
 * @param on ISO day; floors outside their validity are skipped, an unknown start counts as in force
 */
export function checkAgainstFloors(
  version: Pick<VersionTerms, 'rules' | 'scope' | 'remedy'>,
  floors: readonly Floor[],
  on: string,
): FloorWarning[] {
  return floors
    .filter((floor) => inForce(floor, on))
    .flatMap((floor) => {
      const warning = (
        finding: Finding,
        ruleIndex: number | null,
        part: FloorPart | null,
        place: string,
      ) => ({
        key: `${floor.code}:${place}:${finding.path}:${finding.problem}`,
        floorCode: floor.code,
        basis: floor.basis,
        article: floor.article,
        appliesTo: part?.appliesTo ?? null,
        ruleIndex,
        ...finding,
      })
      const fromRules = floor.parts.flatMap((part, partIndex) =>
        scopesOverlap(version.scope, part.scope)
          ? version.rules.flatMap((rule, ruleIndex) =>
              checkRule(rule, part.rule).map((finding) =>
                warning(finding, ruleIndex, part, `${partIndex}-${ruleIndex}`),
              ),
            )
          : [],
      )
      return [
        ...fromRules,
        ...checkRemedy(version, floor).map((finding) => warning(finding, null, null, 'remedy')),
      ]
    })
}
