import type { Clock, Duration, DurationUnit } from '../rule'
import type { Phrases } from './phrase-types'
import { WORDS_EN } from './words.en'

const UNITS: Readonly<Record<DurationUnit, string>> = {
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
  year: 'year',
  cycle: 'billing cycle',
}
const CLOCK_NOTES: Readonly<Record<Clock, string>> = {
  elapsed: 'clock time, holidays included',
  calendar_day: 'holidays included, counted from the next day to the end of the last day',
  working_day: 'working calendar, holidays excluded, to the end of the last working day',
  service_hours: 'opening hours only',
  billing_cycle: 'by billing cycle',
}
const CONDITIONS = {
  caseKinds: '',
  classes: 'class: ',
  channels: 'channel: ',
  brands: 'brand: ',
  customerClasses: 'customers: ',
  orgUnits: 'units: ',
} as const
const COMPARATORS = { at_least: 'at least ', at_most: 'at most ', equal: 'exactly ' } as const
const IF_MISSING = {
  refuse: 'otherwise it is refused',
  void: 'otherwise it is void',
  no_charge: 'otherwise there is no charge',
} as const
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

function amount(duration: Duration, clock: Clock): string {
  const { amount: count, unit } = duration
  if (clock === 'calendar_day' && unit === 'day') return counted(count, 'calendar day')
  if (clock === 'working_day' && unit === 'day') return counted(count, 'working day')
  if (clock === 'working_day' && unit === 'week') {
    return `${counted(count, 'week')} (${counted(count * 5, 'working day')})`
  }
  if (clock === 'elapsed' && unit === 'day')
    return `${counted(count, 'day')} (${counted(count * 24, 'hour')})`
  if (clock === 'service_hours') return counted(count, `opening ${UNITS[unit]}`)
  return counted(count, UNITS[unit])
}

function joined(items: readonly string[], word: string): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

const inBrackets = (text: string) => (text === '' ? '' : ` (${text})`)
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
const sentence = (parts: readonly string[]) => parts.filter((part) => part !== '').join(', ')
const after = (main: string, remarks: readonly string[]) =>
  [main, ...remarks].filter((part) => part !== '').join('; ')

/** Rules in words, English. */
export const PHRASES_EN: Phrases = {
  words: WORDS_EN,
  and: (items) => joined(items, 'and'),
  or: (items) => joined(items, 'or'),
  remarks: (items) => items.join('; '),
  duration: amount,
  unit: (unit) => UNITS[unit],
  clockNote: (clock) => CLOCK_NOTES[clock],
  date: (isoDate) => {
    const [year, month, day] = isoDate.split('-').map(Number)
    return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`
  },
  everyKind: (kinds) => `every ${joined(kinds, 'or')}`,
  condition: (dimension, names) => `${CONDITIONS[dimension]}${names.join(', ')}`,
  everything: 'Applies to everything',
  narrowed: (subject, conditions) => subject + inBrackets(conditions.join('; ')),
  ownChoice: (parameters) =>
    parameters.length > 0 ? inBrackets(`${joined(parameters, 'and')}: the carrier’s own choice`) : '',
  nothing: 'nothing',
  toBeChosen: ' (for the carrier to choose)',
  attainAll: 'for 100% of cases',
  attainShare: (percent) => `for at least ${percent}% of cases`,
  attainTwoStep: (first, within, final, finalWithin) =>
    `for ${first}% of cases within ${within} and ${final}% within ${finalWithin}`,
  attainAverage: (average, max) => `on average within ${average}, never over ${max}`,
  pause: (reasons, maxTotal) => `the clock pauses for ${joined(reasons, 'or')}, ${maxTotal} in total at most`,
  reopen: (onReopen) =>
    ({ ignore: '', resume: 'the clock goes on after reopening', new: 'a new clock starts after reopening' })[
      onReopen
    ],
  deadline: ({ subject, since, stop, limit, clockNote, own, attainment, remarks }) =>
    after(
      limit === null
        ? `${capital(subject)}: ${sentence([`${stop} after ${since}`, `time limit not set${own}`, attainment])}`
        : `${capital(subject)}: ${sentence([`${stop} within ${limit} of ${since}${inBrackets(clockNote)}${own}`, attainment])}`,
      remarks,
    ),
  precondition: ({ fact, by, validity, minimumAge }) =>
    fact +
    inBrackets(
      sentence([
        by,
        validity === null ? '' : `valid for ${validity}`,
        minimumAge === null ? '' : `at least ${minimumAge} ago`,
      ]),
    ),
  gate: ({ subject, action, preconditions, ifMissing, overrideBy, own }) =>
    after(
      `${capital(subject)}: ${action} only after ${preconditions.length > 1 ? `${preconditions.slice(0, -1).join(', then ')}, then ${preconditions.at(-1)}` : preconditions[0]} on record${own}`,
      [
        IF_MISSING[ifMissing],
        overrideBy === null ? 'nobody may let it pass' : `only ${overrideBy} may let it pass`,
      ],
    ),
  notice: ({ ordinal, lead, clockNote, channels }) =>
    `${ordinal === null ? 'notice' : `notice ${ordinal}`} ${lead === null ? 'beforehand, lead time not set' : `at least ${lead} before`}${inBrackets(
      [lead === null ? '' : clockNote, channels.length > 0 ? `by ${joined(channels, 'or')}` : '']
        .filter((part) => part !== '')
        .join('; '),
    )}`,
  forbidden: (days, from, to) =>
    `none${days.length === 0 ? '' : ` on ${joined(days, 'and')}`} from ${from} to ${to}`,
  advanceNotice: ({ subject, event, trigger, notices, forbidden, own }) =>
    after(
      `${capital(subject)}: ${sentence([trigger === null ? '' : `at ${trigger}`, ...notices])}; event: ${event}${own}`,
      forbidden,
    ),
  ratio: ({ period, numerator, denominator, unit, comparator, target, own }) => {
    const value = (suffix: string) =>
      target === null ? `target not set${own}` : `${COMPARATORS[comparator]}${target}${suffix}${own}`
    switch (unit) {
      case 'percent':
        return `${capital(numerator)} as a share of ${denominator}, ${period}: ${value('%')}`
      case 'score':
        return `${capital(numerator)} on average over ${denominator}, ${period}: ${value(' points')}`
      case 'seconds':
        return `${capital(numerator)} of ${denominator}, ${period}: ${value(' seconds')}`
      case 'minutes':
        return `${capital(numerator)} of ${denominator}, ${period}: ${value(' minutes')}`
      case 'per_10000':
        return `${capital(numerator)} per 10,000 ${denominator}, ${period}: ${value('')}`
      case 'count':
        return `${capital(numerator)} for each of ${denominator}, ${period}: ${value('')}`
    }
  },
  depth: (months, countsCurrentMonth) =>
    `the last ${counted(months, 'month')}, current month ${countsCurrentMonth ? 'included' : 'excluded'}`,
  availability: ({ object, where, allDay, hours, depth, minimumCount, probe, own }) =>
    after(sentence([`Available: ${object} (${where})`, depth ?? '', allDay ? '24 hours' : (hours ?? '')]), [
      minimumCount === null ? '' : `${minimumCount} at least${own}`,
      `verified by: ${probe}`,
    ]),
  checklist: ({ items, unlisted, passPercent, sampling, inspector, own }) =>
    after(
      `Checked: ${items.join(', ')}${unlisted > 0 ? `, and ${counted(unlisted, 'item')} the source does not list` : ''}; pass mark ${passPercent}%${own}`,
      [sampling, `inspected by ${inspector}`],
    ),
  cadence: ({ period, count, output, owner, own }) =>
    `At least ${count === 1 ? 'once' : `${count} times`} ${period}${own}: ${output}; owner: ${owner}`,
  milestone: ({ date, deliverable, owner, own }) =>
    `${date === null ? 'Date unknown' : `By ${date}`}${own}: ${deliverable}; owner: ${owner}`,
  neverEvent: ({ definition, detection, proof, own }) =>
    after(`Must never happen: ${definition}${own}`, [
      detection.length > 0 ? `found by: ${detection.join(', ')}` : '',
      proof === null ? '' : `counted by each “${proof}” on record`,
    ]),
  ladderShare: (percent) => `At ${percent}% of the time limit`,
  ladderDeadline: 'At the deadline',
  ladderAfter: (duration) => `${capital(duration)} after the deadline`,
  ladderBefore: (duration) => `${capital(duration)} before the deadline`,
  ladderStep: (moment, recipients, waits) =>
    `${moment}, tell ${recipients}${waits ? ' (waits out quiet hours)' : ''}`,
  noRemedy: 'No compensation',
  multiple: (base, factor, floor, cap) =>
    sentence([
      `${factor} times ${base} is paid back`,
      floor === null ? '' : `${floor} at least`,
      cap === null ? '' : `${cap} at most`,
    ]),
  perEvent: (money) => `${money} each time`,
  perUnit: (money, unit, grace, cap) =>
    sentence([
      `${money} per ${unit}${grace === null ? '' : ` after ${grace}`}`,
      cap === null ? '' : `${cap} at most`,
    ]),
  percentPerDay: (base, percent) => `${percent}% of ${base} for each day late`,
  interest: (base, percent, from) => `${percent}% a year on ${base} after ${from}`,
  prorata: (fee, days) => `${capital(fee)} is reduced by ${days}`,
  tiered: (fee, rows) =>
    rows
      .map(({ over, days }) => `over ${over}: ${counted(Number(days), 'day')} of ${fee} given back`)
      .join('; '),
  extend: (what, days) => `${capital(what)} is extended by ${counted(Number(days), 'day')}`,
  waive: (fee) => `${capital(fee)} is waived`,
  voidOrder: (order) => `${capital(order)} is void, nothing is charged`,
  capCharge: (money) => `Charges stop at ${money} unless the customer agrees`,
  escalate: (target) => `The customer may go to ${target}`,
  consequence: (_type, name, percent, text) => text ?? (percent === null ? name : `${name}: ${percent}%`),
}
