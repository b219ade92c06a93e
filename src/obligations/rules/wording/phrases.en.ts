import type { WallTime } from './local-time'
import type { ExplainPhrases } from './phrase-types'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
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
const UNITS = { day: 'day', working_day: 'working day', cycle: 'end of a billing cycle' } as const
const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`
const day = ({ weekday, day: date, month, year }: WallTime) =>
  `${WEEKDAYS[weekday]} ${date} ${MONTHS[month - 1]} ${year}`
const skipped = (days: number) => (days > 0 ? `, ${plural(days, 'day')} left out` : '')
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const NOT_COUNTED = {
  not_delivered: 'no proof that it was delivered',
  forbidden_hours: 'it was sent in hours in which nobody may be disturbed',
  announced_later: 'it announced a later time',
  channel: 'the promise names other channels',
  too_late: 'it came too late',
} as const

/** Why something is due when it is, English. */
export const EXPLAIN_EN: ExplainPhrases = {
  moment: (wall) => `${day(wall)}, ${wall.time}`,
  day,
  time: (wall) => wall.time,
  fromTo: (from, to) => `${from} to ${to}`,
  length: ({ hours, minutes, seconds }) =>
    [hours && `${hours} h`, minutes && `${minutes} min`, seconds && `${seconds} s`]
      .filter(Boolean)
      .join(' ') || '0 min',
  days: (days, hours) => `${plural(days, 'day')}${hours > 0 ? ` ${hours} h` : ''}`,
  list: (items) => items.join(', '),

  headings: {
    basis: 'Basis',
    steps: 'How it is worked out',
    ladder: 'Reminders and escalation',
    history: 'Re-computations and notes',
  },

  titleOpen: (code, what, due) => `${code} ${what}: due by ${due}`,
  titlePaused: (code, what) => `${code} ${what}: clock paused`,
  titleKept: (code, what, at) => `${code} ${what}: kept, done on ${at}`,
  titleBroken: (code, what, due) => `${code} ${what}: broken, was due by ${due}`,
  titleWaived: (code, what) => `${code} ${what}: waived`,
  titleVoid: (code, what) => `${code} ${what}: does not apply`,
  titleGate: (code, action) => `${code}: what has to come before “${action}”`,

  rule: (sentence) => `Rule: ${sentence}.`,
  version: (code, number, from, to) =>
    `Basis: commitment ${code}, version ${number}, in force from ${from}${to === null ? '' : ` until ${to}`}.`,
  source: (title, ref, date) =>
    `Source: ${[title, ref, date].filter((part) => part !== null && part !== '').join(', ')}.`,
  calendar: (name, version, published) => `Calendar: ${name}, version ${version} (published ${published}).`,
  allHours: 'Calendar: the unit has none; every hour of every day counts.',
  zone: (timeZone) => `All times are local times (${timeZone}).`,
  round: (cycle) => `This is round ${cycle} of the clock.`,

  customerSpoke: (at) => `The customer raised it on ${at}; the clock starts there.`,
  startedBy: (fact, at) => `${capital(fact)}: ${at}; the clock starts there.`,
  limit: (limit, clockNote) => `The limit is ${limit}${clockNote === '' ? '' : ` (${clockNote})`}.`,
  interval: (range, length, total) => `${range}: ${length} counted, ${total} in all.`,
  holiday: (name, range, days) => `${name ?? 'Holiday'}: ${range}, ${plural(days, 'day')}, not counted.`,
  closedDays: (range, days) =>
    `Days off: ${range}${days > 1 ? `, ${plural(days, 'day')}` : ''}, not counted.`,
  makeUpDay: (date, name) =>
    `${date} is worked ${name === null ? 'with hours of its own' : `to make up for ${name}`} and counts.`,
  pause: (range, why, length) => `${range}: clock paused (${why}), ${length} not counted.`,
  pauseDays: (range, why, days) =>
    `${range}: clock paused (${why}), ${plural(days, 'counted day')} left out.`,
  pauseCut:
    'All pauses together reached the most the rule allows; from there the clock runs again by itself.',
  reopenedReason: 'closed until reopened',
  dayZero: (date) => `${date} is the day itself and does not count.`,
  daysCounted: (unit, first, last, range) =>
    `${capital(UNITS[unit])}${first === last ? ` ${first}` : `s ${first} to ${last}`}: ${range}.`,
  summaryTime: (range, counted, skippedDays) =>
    `${range}: ${counted} counted in all${skipped(skippedDays)} (details left out).`,
  summaryDays: (range, counted, skippedDays) =>
    `${range}: ${plural(counted, 'day')} counted in all${skipped(skippedDays)} (details left out).`,
  end: (at) => `The limit ends on ${at}; done at that very moment is still in time.`,
  endIfPausedToTheMaximum: (at) =>
    `If the pause lasts as long as it may, the limit ends on ${at}; ended sooner, it ends as much sooner.`,
  notBeforeReopening: (at) =>
    `The time was used up before the case was closed; it is due no earlier than its reopening on ${at}.`,

  kept: (what, at, left) => `${capital(what)} on ${at}: in time, with ${left} left.`,
  broken: (at) => `It was not done by then: broken at the deadline, ${at}, whenever that was noticed.`,
  stillOpen: 'It has not been done to this day.',
  late: (what, at, length) =>
    `${capital(what)} only on ${at}, ${length} late; that is recorded beside the breach and does not undo it.`,
  waived: (at, reason, proof) =>
    `Waived on ${at}: ${reason} (proof: ${proof}). Waived is reported apart and never counted as kept.`,
  void: 'It does not apply to this case, or nobody knows when the case was closed: neither kept nor broken.',

  gateOwed: (action) =>
    `It has no time limit; these have to be on record, in this order, before “${action}”.`,
  preconditionMet: (fact, at) => `${capital(fact)}: on record, ${at}.`,
  preconditionMissing: (fact) => `${capital(fact)}: not on record as it has to be.`,
  gatePassed: (action, at) => `${capital(action)} on ${at}: everything was there.`,
  gatePassedWithout: (action, at) =>
    `${capital(action)} on ${at} although something was missing: broken at that moment.`,
  gateFulfilled: (at) => `Made up for on ${at}; that is recorded beside the breach and does not undo it.`,
  gateSettled: (action, at, isKept, ending) =>
    `${ending === null ? 'The case was closed on ' : `It ended (${ending}) on `}${at} and “${action}” had not happened: ${isKept ? 'kept' : 'there was no occasion, neither kept nor broken'}.`,

  notePlanned: (event, at) => `The notices are owed before “${event}”, planned for ${at}.`,
  noteUnplanned: (event) => `The notices are owed before “${event}”; no time is planned yet.`,
  noticeProven: (notice, at) => `${capital(notice)}: delivered, ${at}.`,
  noticeOwed: (notice, latest) =>
    `${capital(notice)}: not proven yet${latest === null ? '' : `, in time until ${latest}`}.`,
  noticeMissing: (notice, latest) =>
    `${capital(notice)}: not proven${latest === null ? '' : `; it would have been in time until ${latest}`}.`,
  noticeNotCounted: (at, channel, reason) =>
    `Notice of ${at}${channel === null ? '' : ` (${channel})`} does not count: ${NOT_COUNTED[reason]}.`,
  eventCalledOff: (event) => `“${event}” was called off or does not apply: neither kept nor broken.`,
  titleHappened: (code, what) => `${code}: what must never happen, happened: ${what}`,
  happened: (what, fact, at) =>
    `${capital(what)}: ${fact}, ${at}. It must never happen; broken at that very moment.`,
  madeGood: (at) => `Made good on ${at}; that is recorded beside the breach and does not undo it.`,
  notMadeGood: 'It has not been made good to this day.',

  provisional: (years) =>
    `The public holidays of ${years.join(' and ')} have not been announced yet; plain weekends are assumed and this time is provisional.`,
  pausedNow: (since, why, until) =>
    `The clock has been paused since ${since} (${why}); it runs again by itself on ${until} at the latest.`,

  ladderFired: (step, at) => `${capital(step)}: ${at}, done.`,
  ladderPlanned: (step, at) => `${capital(step)}: ${at}.`,
  ladderPaused: (step) => `${capital(step)}: not while the clock is paused.`,
  ladderSilent: (step) => `${capital(step)}: no longer needed.`,

  recomputed: (at, from, to) =>
    `${at}: the calendar changed; computed again, due moved from ${from} to ${to}.`,
  recomputedSame: (at, due) => `${at}: the calendar changed; computed again, still due by ${due}.`,
  noticedBroken: (at) => `${at}: the breach was put down.`,
  noticedVoid: (at, ending) => `${at}: no longer applies${ending === null ? '' : ` (${ending})`}.`,
}
