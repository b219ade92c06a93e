import { addDurations, CLOCK_UNITS, compareLimits } from './duration'
import type {
  AdvanceNoticeRule,
  Attainment,
  Clock,
  DeadlineRule,
  Duration,
  GateRule,
  LadderMoment,
  LadderStep,
  RatioRule,
  Rule,
  VersionTerms,
} from './rule'

/** Each code has its words under `rules.problems.<code>` in messages. */
export const RULE_PROBLEMS = [
  'rule_unit_not_on_clock',
  'rule_amount_not_whole',
  'rule_start_is_stop',
  'rule_stop_twice',
  'rule_share_zero',
  'rule_two_step_percent_order',
  'rule_two_step_time_order',
  'rule_average_above_max',
  'rule_limit_not_last_step',
  'rule_pause_without_limit',
  'rule_pause_on_billing_cycle',
  'rule_gate_precondition_is_action',
  'rule_gate_precondition_twice',
  'rule_gate_age_above_validity',
  'rule_notices_not_sorted',
  'rule_hours_empty',
  'rule_percent_out_of_range',
  'rule_items_fewer_in_source',
  'rule_items_empty',
  'rule_item_twice',
  'ladder_not_sorted',
  'ladder_step_twice',
  'ladder_share_out_of_range',
  'ladder_unit_not_on_clock',
  'ladder_without_deadline',
  'quiet_hours_empty',
  'target_below_attainment',
  'consequence_percent_missing',
] as const
export type RuleProblemCode = (typeof RULE_PROBLEMS)[number]

/** What does not make sense, where, and why; `path` is relative to what was checked, e.g. `limit` or `rules.0.limit`. */
export type RuleProblem = { readonly path: string; readonly code: RuleProblemCode }

const WHOLE_CLOCKS: readonly Clock[] = ['calendar_day', 'working_day', 'billing_cycle']

function durationProblems(duration: Duration, clock: Clock, path: string): RuleProblem[] {
  if (!CLOCK_UNITS[clock].includes(duration.unit)) return [{ path, code: 'rule_unit_not_on_clock' }]
  return WHOLE_CLOCKS.includes(clock) && !Number.isInteger(duration.amount)
    ? [{ path, code: 'rule_amount_not_whole' }]
    : []
}

const isLonger = (a: Duration, b: Duration, clock: Clock) =>
  compareLimits({ duration: a, clock }, { duration: b, clock }) === 'longer'
const isSame = (a: Duration, b: Duration, clock: Clock) =>
  compareLimits({ duration: a, clock }, { duration: b, clock }) === 'equal'

function attainmentProblems(attainment: Attainment, limit: Duration | null, clock: Clock): RuleProblem[] {
  switch (attainment.type) {
    case 'all':
      return []
    case 'share':
      return attainment.percent > 0 ? [] : [{ path: 'attainment.percent', code: 'rule_share_zero' }]
    case 'two_step': {
      const { first, final } = attainment
      return [
        ...durationProblems(first.within, clock, 'attainment.first.within'),
        ...durationProblems(final.within, clock, 'attainment.final.within'),
        ...(first.percent > final.percent
          ? [{ path: 'attainment.final.percent', code: 'rule_two_step_percent_order' } as const]
          : []),
        ...(isLonger(final.within, first.within, clock)
          ? []
          : [{ path: 'attainment.final.within', code: 'rule_two_step_time_order' } as const]),
        ...(limit !== null && !isSame(limit, final.within, clock)
          ? [{ path: 'limit', code: 'rule_limit_not_last_step' } as const]
          : []),
      ]
    }
    case 'average_and_max': {
      const { average, max } = attainment
      return [
        ...durationProblems(average, clock, 'attainment.average'),
        ...durationProblems(max, clock, 'attainment.max'),
        ...(isLonger(average, max, clock)
          ? [{ path: 'attainment.average', code: 'rule_average_above_max' } as const]
          : []),
        ...(limit !== null && !isSame(limit, max, clock)
          ? [{ path: 'limit', code: 'rule_limit_not_last_step' } as const]
          : []),
      ]
    }
  }
}

function deadlineProblems(rule: DeadlineRule): RuleProblem[] {
  const { start, stop, limit, clock, pause, attainment } = rule
  const problems: RuleProblem[] = []
  if (stop.includes(start)) problems.push({ path: 'stop', code: 'rule_start_is_stop' })
  if (new Set(stop).size < stop.length) problems.push({ path: 'stop', code: 'rule_stop_twice' })
  if (limit !== null) problems.push(...durationProblems(limit, clock, 'limit'))
  if (pause !== null) {
    if (clock === 'billing_cycle') problems.push({ path: 'pause', code: 'rule_pause_on_billing_cycle' })
    else problems.push(...durationProblems(pause.maxTotal, clock, 'pause.maxTotal'))
    if (limit === null) problems.push({ path: 'pause', code: 'rule_pause_without_limit' })
  }
  return [...problems, ...attainmentProblems(attainment, limit, clock)]
}

function gateProblems({ action, preconditions }: GateRule): RuleProblem[] {
  const seen = new Set<string>()
  return preconditions.flatMap(({ fact, validity, minimumAge }, index): RuleProblem[] => {
    const path = `preconditions.${index}`
    const twice = seen.has(fact)
    seen.add(fact)
    return [
      ...(fact === action ? [{ path, code: 'rule_gate_precondition_is_action' } as const] : []),
      ...(twice ? [{ path, code: 'rule_gate_precondition_twice' } as const] : []),
      ...(validity ? durationProblems(validity, 'elapsed', `${path}.validity`) : []),
      ...(minimumAge ? durationProblems(minimumAge, 'calendar_day', `${path}.minimumAge`) : []),
      ...(validity && minimumAge && isLonger(minimumAge, validity, 'elapsed')
        ? [{ path, code: 'rule_gate_age_above_validity' } as const]
        : []),
    ]
  })
}

function noticeProblems({ notices, forbiddenHours }: AdvanceNoticeRule): RuleProblem[] {
  return [
    ...notices.flatMap(({ lead, clock }, index): RuleProblem[] => {
      if (lead === null) return []
      const path = `notices.${index}.lead`
      const before = notices[index - 1]
      const misplaced =
        before?.lead != null &&
        compareLimits({ duration: lead, clock }, { duration: before.lead, clock: before.clock }) === 'longer'
      return [
        ...durationProblems(lead, clock, path),
        ...(misplaced ? [{ path, code: 'rule_notices_not_sorted' } as const] : []),
      ]
    }),
    ...forbiddenHours.flatMap(({ from, to }, index): RuleProblem[] =>
      from === to ? [{ path: `forbiddenHours.${index}`, code: 'rule_hours_empty' }] : [],
    ),
  ]
}

function ratioProblems({ target, unit }: RatioRule): RuleProblem[] {
  if (target === null) return []
  const outside =
    target < 0 || (unit === 'percent' && target > 100) || (unit === 'per_10000' && target > 10_000)
  return outside ? [{ path: 'target', code: 'rule_percent_out_of_range' }] : []
}

/**
 * What a rule of the right shape can still get wrong: units its clock does not know, a stop that is the start, steps
 * out of order, pauses nothing can pause... Empty when it makes sense.
 */
export function validateRule(rule: Rule): RuleProblem[] {
  switch (rule.kind) {
    case 'deadline':
      return deadlineProblems(rule)
    case 'gate':
      return gateProblems(rule)
    case 'advance_notice':
      return noticeProblems(rule)
    case 'ratio':
      return ratioProblems(rule)
    case 'checklist': {
      const codes = rule.items.map((item) => item.code)
      return [
        ...(codes.length === 0 ? [{ path: 'items', code: 'rule_items_empty' } as const] : []),
        ...(new Set(codes).size < codes.length ? [{ path: 'items', code: 'rule_item_twice' } as const] : []),
        ...((rule.itemsInSource ?? codes.length) < codes.length
          ? [{ path: 'itemsInSource', code: 'rule_items_fewer_in_source' } as const]
          : []),
      ]
    }
    case 'availability':
    case 'cadence':
    case 'milestone':
    case 'never_event':
      return []
  }
}

/** Where a moment falls in the course of a deadline: before, in shares of the limit, at the deadline, after it. */
function momentOrder(a: LadderMoment, b: LadderMoment, limit: Duration, clock: Clock): number | null {
  const phase = { share: 0, before: 0, deadline: 1, after: 2 }
  if (phase[a.at] !== phase[b.at]) return phase[a.at] - phase[b.at]
  if (a.at === 'share' && b.at === 'share') return a.percent - b.percent
  const ordering = (x: Duration, y: Duration) =>
    ({ shorter: -1, equal: 0, longer: 1, unclear: null })[
      compareLimits({ duration: x, clock }, { duration: y, clock })
    ]
  if (a.at === 'after' && b.at === 'after') return ordering(a.duration, b.duration)
  if (a.at === 'before' && b.at === 'before') return ordering(b.duration, a.duration)
  // A share against "2 hours before": comparable when both are of one unit.
  if (a.at === 'share' && b.at === 'before') {
    const share: Duration = { amount: (limit.amount * a.percent) / 100, unit: limit.unit }
    const sum = addDurations(share, b.duration)
    return sum === null ? null : ordering(sum, limit)
  }
  if (a.at === 'before' && b.at === 'share') {
    const swapped = momentOrder(b, a, limit, clock)
    return swapped === null ? null : -swapped
  }
  return 0
}

function ladderProblems(ladder: readonly LadderStep[], deadline: DeadlineRule | undefined): RuleProblem[] {
  if (ladder.length === 0) return []
  if (deadline === undefined) return [{ path: 'ladder', code: 'ladder_without_deadline' }]
  const { clock, limit } = deadline
  const seen = new Set<string>()
  return ladder.flatMap((step, index): RuleProblem[] => {
    const { moment, recipient } = step
    const path = `ladder.${index}`
    const key = JSON.stringify([moment, recipient])
    const twice = seen.has(key)
    seen.add(key)
    const before = ladder[index - 1]
    const order = before && limit ? momentOrder(before.moment, moment, limit, clock) : 0
    const strange =
      'duration' in moment && durationProblems(moment.duration, clock, `${path}.moment.duration`).length > 0
    return [
      ...(twice ? [{ path, code: 'ladder_step_twice' } as const] : []),
      ...(order !== null && order > 0 ? [{ path, code: 'ladder_not_sorted' } as const] : []),
      ...(strange ? [{ path: `${path}.moment.duration`, code: 'ladder_unit_not_on_clock' } as const] : []),
      ...(moment.at === 'share' && (moment.percent <= 0 || moment.percent >= 100)
        ? [{ path: `${path}.moment.percent`, code: 'ladder_share_out_of_range' } as const]
        : []),
    ]
  })
}

/** Checks a whole version: each rule (paths begin with `rules.<n>.`), the ladder, target, quiet hours, consequence. */
export function validateVersion(terms: VersionTerms): RuleProblem[] {
  const { rules, ladder, quietHours, target, consequence } = terms
  const deadline = rules.find((rule): rule is DeadlineRule => rule.kind === 'deadline')
  const promisedPercent = deadline?.attainment.type === 'share' ? deadline.attainment.percent : null
  return [
    ...rules.flatMap((rule, index) =>
      validateRule(rule).map(({ path, code }) => ({ path: `rules.${index}.${path}`, code })),
    ),
    ...ladderProblems(ladder, deadline),
    ...(quietHours && quietHours.from === quietHours.to
      ? [{ path: 'quietHours', code: 'quiet_hours_empty' } as const]
      : []),
    ...(target.percent !== null && promisedPercent !== null && target.percent < promisedPercent
      ? [{ path: 'target.percent', code: 'target_below_attainment' } as const]
      : []),
    ...(consequence.type === 'deduct_pay' && consequence.percent === undefined && !consequence.text
      ? [{ path: 'consequence.percent', code: 'consequence_percent_missing' } as const]
      : []),
  ]
}
