import { DAY_MS } from '@/calendar/rules/days'
import { durationMs } from '@/calendar/rules/deadlines'
import { assertNever } from '@/kernel/exhaustive'
import {
  decimalText,
  isLess,
  isWhole,
  type Rational,
  rationalOf,
  roundHalfUp,
  times,
  whole,
} from './rational'
import type { Duration, DurationUnit, Remedy } from './rule'

/**
 * What a remedy comes to in money, worked out exactly and rounded once at the end to the currency's smallest unit, a half
 * up. Every formula of the remedy grammar gives an amount (0 where it is no payment) and the steps that lead to it, which
 * `remedyStepsInWords` tells in three languages.
 */

/** What happened, as far as formulas ask. Amounts in minor units of `currency`. */
export type RemedyFacts = {
  readonly currency: string
  /** Amounts that formulas name: `overcharge` (may be negative), `charged`, `price`, `deposit`, `monthly_fee` ... */
  readonly bases: Readonly<Record<string, bigint>>
  /** How often it happened; default once. */
  readonly events?: number
  /** Whole units of lateness that count once the grace is over, on the calendar of the place; absent: not a matter of time. */
  readonly unitsAfter?: (unit: DurationUnit, grace: Duration | null) => number
  /** Whole days since the trigger, which is day 0. */
  readonly days?: number
  /** How long the fault lasted, in milliseconds. */
  readonly lastedMs?: number
  /** Days that formulas name, such as `outage_days`. */
  readonly dayCounts?: Readonly<Record<string, number>>
}

/** One step of the working, with its figures as text: amounts in minor units, numbers as decimals. */
export type RemedyStep = { readonly code: RemedyStepCode; readonly values: Readonly<Record<string, string>> }
export type RemedyStepCode =
  | 'base'
  | 'not_positive'
  | 'multiplied'
  | 'floor'
  | 'cap'
  | 'events'
  | 'units'
  | 'within_grace'
  | 'percent_days'
  | 'interest'
  | 'before_interest'
  | 'prorata'
  | 'tier'
  | 'below_tiers'
  | 'extended'
  | 'waived'
  | 'voided'
  | 'above_cap'
  | 'below_cap'
  | 'escalate'
  | 'action'
  | 'none'
  | 'rounded'

export type RemedyAmount = {
  readonly amountMinor: bigint
  readonly currency: string
  readonly steps: readonly RemedyStep[]
}
/** The formula asks for something that is not known of this event, or pays in another currency. */
export type RemedyUnknown = { readonly unknown: string }

/** Days of a month when a fee is shared out by the day, and of a year when interest is: fixed, so that everybody gets the same. */
export const MONTH_DAYS = 30n
export const YEAR_DAYS = 365n

const step = (code: RemedyStepCode, values: Readonly<Record<string, string | bigint | number>> = {}) => ({
  code,
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
})
const ZERO = whole(0n)

/** A length in real time; months and years as long as they are where fees are shared out. */
function lengthMs(duration: Duration): number {
  if (duration.unit === 'month' || duration.unit === 'cycle')
    return duration.amount * Number(MONTH_DAYS) * DAY_MS
  if (duration.unit === 'year') return duration.amount * Number(YEAR_DAYS) * DAY_MS
  return durationMs(duration)
}

class UnknownFact extends Error {}

/**
 * The amount a remedy gives for what happened, with its steps.
 * @returns `unknown` with the name of the base, count or currency that is missing
 */
export function remedyAmount(remedy: Remedy, facts: RemedyFacts): RemedyAmount | RemedyUnknown {
  const steps: RemedyStep[] = []
  try {
    if ('currency' in remedy && remedy.currency !== facts.currency) return { unknown: remedy.currency }
    const exact = worked(remedy, facts, steps)
    const amountMinor = roundHalfUp(exact)
    if (!isWhole(exact)) steps.push(step('rounded', { exact: decimalText(exact), amount: amountMinor }))
    return { amountMinor, currency: facts.currency, steps }
  } catch (error) {
    if (error instanceof UnknownFact) return { unknown: error.message }
    throw error
  }
}

const asked = <T>(value: T | undefined, name: string): T => {
  if (value === undefined) throw new UnknownFact(name)
  return value
}

function worked(remedy: Remedy, facts: RemedyFacts, steps: RemedyStep[]): Rational {
  switch (remedy.type) {
    case 'none':
      return noMoney(steps, step('none'))
    case 'multiple':
      return multiple(remedy, facts, steps)
    case 'per_event': {
      const count = facts.events ?? 1
      const amount = whole(BigInt(remedy.amountMinor) * BigInt(count))
      steps.push(step('events', { count, each: remedy.amountMinor, amount: amount.above }))
      return amount
    }
    case 'per_unit':
      return perUnit(remedy, facts, steps)
    case 'percent_per_day':
      return percentPerDay(remedy, facts, steps)
    case 'interest':
      return interest(remedy, facts, steps)
    case 'prorata':
      return prorata(remedy, facts, steps)
    case 'tiered':
      return tiered(remedy, facts, steps)
    case 'extend':
      return noMoney(steps, step('extended', { what: remedy.what, days: remedy.days }))
    case 'waive': {
      const fee = positiveBase(remedy.fee, facts, steps)
      if (fee) steps.push(step('waived', { fee: remedy.fee, amount: fee.above }))
      return fee ?? ZERO
    }
    case 'void': {
      const charged = positiveBase('charged', facts, steps)
      if (charged) steps.push(step('voided', { order: remedy.order, amount: charged.above }))
      return charged ?? ZERO
    }
    case 'cap_charge':
      return aboveCap(BigInt(remedy.amountMinor), facts, steps)
    case 'escalate':
      return noMoney(steps, step('escalate', { target: remedy.target }))
    case 'action':
      return noMoney(steps, step('action', remedy.text))
  }
  return assertNever(remedy)
}

function noMoney(steps: RemedyStep[], said: RemedyStep): Rational {
  steps.push(said)
  return ZERO
}

/** The amount a formula starts from; null (and a step that says so) when it is not positive: then nothing is owed. */
function positiveBase(name: string, facts: RemedyFacts, steps: RemedyStep[]): Rational | null {
  const amount = asked(facts.bases[name], name)
  if (amount <= 0n) {
    steps.push(step('not_positive', { base: name, amount }))
    return null
  }
  steps.push(step('base', { base: name, amount }))
  return whole(amount)
}

type Of<Type extends Remedy['type']> = Extract<Remedy, { type: Type }>

function multiple(remedy: Of<'multiple'>, facts: RemedyFacts, steps: RemedyStep[]): Rational {
  const base = positiveBase(remedy.base, facts, steps)
  if (!base) return ZERO
  const product = times(base, rationalOf(remedy.factor))
  steps.push(step('multiplied', { factor: remedy.factor, amount: decimalText(product) }))
  return capped(floored(product, remedy.floorMinor, steps), remedy.capMinor, steps)
}

function floored(amount: Rational, floorMinor: number | undefined, steps: RemedyStep[]): Rational {
  if (floorMinor === undefined || !isLess(amount, whole(BigInt(floorMinor)))) return amount
  steps.push(step('floor', { amount: floorMinor }))
  return whole(BigInt(floorMinor))
}

function capped(amount: Rational, capMinor: number | undefined, steps: RemedyStep[]): Rational {
  if (capMinor === undefined || !isLess(whole(BigInt(capMinor)), amount)) return amount
  steps.push(step('cap', { amount: capMinor }))
  return whole(BigInt(capMinor))
}

function perUnit(remedy: Of<'per_unit'>, facts: RemedyFacts, steps: RemedyStep[]): Rational {
  const { unit, grace, amountMinor } = remedy
  const count = asked(facts.unitsAfter, unit)(unit, grace ?? null)
  if (count <= 0) return noMoney(steps, step('within_grace', graceValues(grace)))
  const amount = whole(BigInt(amountMinor) * BigInt(count))
  steps.push(step('units', { count, unit, each: amountMinor, amount: amount.above, ...graceValues(grace) }))
  return capped(amount, remedy.capMinor, steps)
}

const graceValues = (grace: Duration | undefined): Readonly<Record<string, string | number>> =>
  grace ? { graceAmount: grace.amount, graceUnit: grace.unit } : {}

function percentPerDay(remedy: Of<'percent_per_day'>, facts: RemedyFacts, steps: RemedyStep[]): Rational {
  const base = positiveBase(remedy.base, facts, steps)
  const days = Math.max(0, asked(facts.days, 'days'))
  if (!base) return ZERO
  const amount = times(times(base, rationalOf(remedy.percent)), { above: BigInt(days), below: 100n })
  steps.push(step('percent_days', { percent: remedy.percent, days, amount: decimalText(amount) }))
  return amount
}

/** Days up to `from` bear nothing: with 45 days, day 46 is the first that does. */
function interest(remedy: Of<'interest'>, facts: RemedyFacts, steps: RemedyStep[]): Rational {
  const base = positiveBase(remedy.base, facts, steps)
  const freeDays = Math.ceil(lengthMs(remedy.from) / DAY_MS)
  const days = asked(facts.days, 'days') - freeDays
  if (!base) return ZERO
  if (days <= 0) return noMoney(steps, step('before_interest', { freeDays }))
  const amount = times(times(base, rationalOf(remedy.yearlyPercent)), {
    above: BigInt(days),
    below: 100n * YEAR_DAYS,
  })
  steps.push(step('interest', { percent: remedy.yearlyPercent, freeDays, days, amount: decimalText(amount) }))
  return amount
}

const shareOfMonth = (fee: Rational, days: number): Rational =>
  times(times(fee, rationalOf(days)), { above: 1n, below: MONTH_DAYS })

function prorata(remedy: Of<'prorata'>, facts: RemedyFacts, steps: RemedyStep[]): Rational {
  const fee = positiveBase(remedy.fee, facts, steps)
  const days = Math.max(0, asked(facts.dayCounts?.[remedy.days], remedy.days))
  if (!fee) return ZERO
  const amount = shareOfMonth(fee, days)
  steps.push(step('prorata', { days, amount: decimalText(amount) }))
  return amount
}

function tiered(remedy: Of<'tiered'>, facts: RemedyFacts, steps: RemedyStep[]): Rational {
  const fee = positiveBase(remedy.fee, facts, steps)
  const lastedMs = asked(facts.lastedMs, 'duration')
  if (!fee) return ZERO
  const reached = remedy.table
    .filter(({ over }) => lastedMs > lengthMs(over))
    .reduce<(typeof remedy.table)[number] | null>(
      (best, row) => (best && lengthMs(best.over) >= lengthMs(row.over) ? best : row),
      null,
    )
  if (!reached) return noMoney(steps, step('below_tiers'))
  const amount = shareOfMonth(fee, reached.days)
  const { over, days } = reached
  steps.push(
    step('tier', { overAmount: over.amount, overUnit: over.unit, days, amount: decimalText(amount) }),
  )
  return amount
}

/** What was charged beyond the cap is not owed by the customer and comes back. */
function aboveCap(cap: bigint, facts: RemedyFacts, steps: RemedyStep[]): Rational {
  const charged = asked(facts.bases.charged, 'charged')
  if (charged <= cap) return noMoney(steps, step('below_cap', { charged, cap }))
  steps.push(step('above_cap', { charged, cap, amount: charged - cap }))
  return whole(charged - cap)
}
