import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@/calendar/rules/days'
import { durationMs } from '@/calendar/rules/deadlines'
import { type RemedyFacts, type RemedyStep, remedyAmount } from '@/commitments/rules/remedy-amount'
import type { Duration, DurationUnit, Remedy, Rule } from '@/commitments/rules/rule'
import { binds, holdsAt, type SubjectView } from '@/obligations/rules/subject'
import type { VersionInForce } from '@/obligations/rules/types'

/** A published version with what it pays. */
export type PayingVersion = VersionInForce & { readonly version: number; readonly remedy: Remedy }

/** The charge as it was and as it ought to have been. Amounts in minor units of `currency`. */
export type WrongCharge = {
  readonly currency: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly chargedAtMs: number
}

/** Steps of the room's own before and around those of the remedy. */
export type DueStep =
  | RemedyStep
  | { readonly code: OwnStep; readonly values: Readonly<Record<string, string>> }
export type OwnStep = 'difference' | 'negative' | 'promise' | 'ordinary' | 'compared'

export type RefundDue = {
  /** What is promised: never less than the difference itself. */
  readonly amountMinor: bigint
  /** charged − correct; negative when too little was charged. */
  readonly differenceMinor: bigint
  /** null: no promise in force then gives more than the law, which is the difference itself. */
  readonly versionId: string | null
  readonly promiseCode: string | null
  readonly steps: readonly DueStep[]
}

/** The rule that makes a promise one about billing errors: it starts when an error is verified. */
const STARTS_AT = 'billing.error_verified'
const isAboutErrors = (rule: Rule) => rule.kind === 'deadline' && rule.start === STARTS_AT

/**
 * What is due for a wrong charge: of all promises about billing errors in force when the charge was made, whose scope
 * names the error, the one that gives the customer most; the plain difference where none does, as the law has it.
 * @param knownAtMs versions published later are not known
 * @param unitCodes the unit of the error and those above it, as they stood when the charge was made
 */
export function refundDue(
  versions: readonly PayingVersion[],
  subject: SubjectView,
  unitCodes: readonly string[],
  charge: WrongCharge,
  knownAtMs: number,
): RefundDue {
  const difference = charge.chargedMinor - charge.correctMinor
  const opening: DueStep = {
    code: difference < 0n ? 'negative' : 'difference',
    values: {
      charged: String(charge.chargedMinor),
      correct: String(charge.correctMinor),
      amount: String(difference),
    },
  }
  const facts = factsOf(charge, difference, knownAtMs)
  const offers = versions
    .filter(
      (version) =>
        version.rules.some(isAboutErrors) &&
        holdsAt(version, charge.chargedAtMs, knownAtMs) &&
        binds(version, subject, unitCodes),
    )
    .flatMap((version) => {
      const worked = remedyAmount(version.remedy, facts)
      return 'unknown' in worked ? [] : [{ version, ...worked }]
    })
    .sort((a, b) =>
      a.amountMinor === b.amountMinor
        ? a.version.commitmentCode < b.version.commitmentCode
          ? -1
          : 1
        : a.amountMinor > b.amountMinor
          ? -1
          : 1,
    )
  const best = offers[0]
  const ordinary = difference > 0n ? difference : 0n
  if (!best || best.amountMinor < ordinary)
    return {
      amountMinor: ordinary,
      differenceMinor: difference,
      versionId: null,
      promiseCode: null,
      steps: [opening, { code: 'ordinary', values: { amount: String(ordinary) } }],
    }
  const { version, steps, amountMinor } = best
  const promise: DueStep = {
    code: 'promise',
    values: {
      promise: version.commitmentCode,
      version: String(version.version),
      chargedAt: new Date(charge.chargedAtMs).toISOString(),
    },
  }
  const others = offers.slice(1).map(
    ({ version: other, amountMinor: amount }): DueStep => ({
      code: 'compared',
      values: { promise: other.commitmentCode, amount: String(amount) },
    }),
  )
  return {
    amountMinor,
    differenceMinor: difference,
    versionId: version.versionId,
    promiseCode: version.commitmentCode,
    steps: [opening, promise, ...steps, ...others],
  }
}

function factsOf(charge: WrongCharge, difference: bigint, knownAtMs: number): RemedyFacts {
  const passedMs = Math.max(0, knownAtMs - charge.chargedAtMs)
  return {
    currency: charge.currency,
    bases: {
      overcharge: difference,
      charge: charge.chargedMinor,
      charged: charge.chargedMinor,
      price: charge.chargedMinor,
      content_fee: charge.chargedMinor,
      monthly_fee: charge.chargedMinor,
    },
    days: Math.floor(passedMs / DAY_MS),
    lastedMs: passedMs,
    unitsAfter: (unit, grace) =>
      Math.floor((passedMs - (grace ? lengthMs(grace) : 0)) / lengthMs({ amount: 1, unit })),
  }
}

const UNIT_MS: Readonly<Record<DurationUnit, number>> = {
  second: SECOND_MS,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
  cycle: 30 * DAY_MS,
}
const lengthMs = (duration: Duration): number =>
  duration.unit === 'month' || duration.unit === 'year' || duration.unit === 'cycle'
    ? duration.amount * UNIT_MS[duration.unit]
    : durationMs(duration)
