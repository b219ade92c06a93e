import { DAY_MS } from '@/calendar/rules/days'
import { periodKeyOf } from '@/consents/rules/charge'
import type { Period, ServiceType } from '@/consents/rules/lists'
import { type ChargeKind, CLASS_OF_WHY, FINDING_CLASSES, type FindingClass, type Why } from './lists'

/**
 * What is wrong with charges, as people read it. The run itself is one SQL statement (`store/judge-sql.ts`);
 * tests/db/reconciliation-law.test.ts holds both to the same answer.
 */

/** A charge as billing made it. Amounts in minor units. */
export type JudgedCharge = {
  readonly id: bigint
  /** Account and number it was made to. */
  readonly partyId: bigint
  readonly phoneHash: string
  readonly serviceCode: string
  readonly kind: ChargeKind
  readonly amountMinor: bigint
  readonly currency: string
  readonly chargedAtMs: number
  /** Billing month, `2026-10`. */
  readonly month: string
  /** The branch's local day on which it was charged. */
  readonly localDay: { readonly year: number; readonly month: number; readonly day: number }
  readonly usedSeconds: number | null
  readonly billedSeconds: number | null
  readonly orderRef: string | null
}

/** An order with its three records and the tariff as it was ordered. */
export type OrderGround = {
  readonly id: string
  /** Number and the carrier's own reference. */
  readonly refs: readonly string[]
  readonly phoneHash: string
  readonly serviceCode: string
  readonly requestedAtMs: number
  readonly needsConfirmation: boolean
  readonly hasThreeRecords: boolean
  readonly activatedAtMs: number | null
  readonly cancelledAtMs: number | null
  readonly type: ServiceType
  readonly period: Period
  readonly priceMinor: bigint
  readonly currency: string
  readonly trialDays: number | null
}

/** A purchase on demand; its price is the service's own. */
export type PurchaseGround = {
  readonly id: string
  readonly ref: string
  readonly phoneHash: string
  readonly serviceCode: string
  readonly priceMinor: bigint
  readonly currency: string
}

/** What a call or prompt costs: price of each begun step; uses shorter than `freeBelowSeconds` cost nothing. */
export type Tariff = {
  readonly id: string
  readonly serviceCode: string
  readonly kind: 'call_record' | 'prompt'
  readonly validFromMs: number
  readonly stepSeconds: number
  readonly freeBelowSeconds: number
  readonly priceMinor: bigint
  readonly currency: string
}

export type Grounds = {
  readonly orders: readonly OrderGround[]
  readonly purchases: readonly PurchaseGround[]
  readonly tariffs: readonly Tariff[]
}

export type Verdict = {
  readonly classCode: FindingClass
  readonly why: Why
  readonly alsoClasses: readonly FindingClass[]
  readonly correctMinor: bigint
  readonly orderId: string | null
  readonly purchaseId: string | null
  readonly tariffId: string | null
  readonly earlierChargeId: bigint | null
}
/** `unjudged`: no rule here covers the charge. */
export type Outcome = Verdict | 'right' | 'unjudged'

/**
 * The order a charge rests on: the one it names, else the last one the number placed for that service before the charge.
 * An order it names that belongs to another number or service does not count.
 */
export function orderFor(
  charge: JudgedCharge,
  orders: readonly OrderGround[],
): { readonly order: OrderGround | null; readonly isOfOther: boolean } {
  const named =
    charge.orderRef === null ? undefined : orders.find(({ refs }) => refs.includes(charge.orderRef!))
  if (named) {
    const isOwn = named.phoneHash === charge.phoneHash && named.serviceCode === charge.serviceCode
    return { order: named, isOfOther: !isOwn }
  }
  const own = orders
    .filter(
      (order) =>
        order.phoneHash === charge.phoneHash &&
        order.serviceCode === charge.serviceCode &&
        order.requestedAtMs <= charge.chargedAtMs,
    )
    .sort((a, b) => a.requestedAtMs - b.requestedAtMs || (a.id < b.id ? -1 : 1))
  return { order: own.at(-1) ?? null, isOfOther: false }
}

/** Seconds a use is billed for: begun steps in full, nothing below the free seconds. */
export function dueSeconds(
  tariff: Pick<Tariff, 'stepSeconds' | 'freeBelowSeconds'>,
  usedSeconds: number,
): number {
  if (usedSeconds < tariff.freeBelowSeconds) return 0
  return Math.ceil(usedSeconds / tariff.stepSeconds) * tariff.stepSeconds
}

type Judged = {
  readonly charge: JudgedCharge
  readonly order: OrderGround | null
  readonly purchase: PurchaseGround | null
  readonly tariff: Tariff | null
  /** It must not have been made at all. */
  readonly barred: Why | null
  /** Something is charged that is right in itself but too much. */
  readonly tooMuch: Why | null
  /** What would have been right, were it the only one. */
  readonly dueMinor: bigint
  readonly isJudged: boolean
}

/**
 * Judges charges together: which of them come again is only seen among all of one party.
 * A charge of nothing is never wrong.
 */
export function judgeCharges(
  charges: readonly JudgedCharge[],
  grounds: Grounds,
): ReadonlyMap<bigint, Outcome> {
  const judged = charges.map((charge) => judgeAlone(charge, grounds))
  const firsts = firstsOf(judged)
  return new Map(judged.map((each) => [each.charge.id, outcomeOf(each, firsts)]))
}

function judgeAlone(charge: JudgedCharge, grounds: Grounds): Judged {
  if (charge.kind === 'subscription' || charge.kind === 'on_demand') return judgeOrdered(charge, grounds)
  if (charge.kind === 'call_record' || charge.kind === 'prompt') return judgeUse(charge, grounds)
  return { ...NOTHING, charge, isJudged: false }
}

const NOTHING = {
  order: null,
  purchase: null,
  tariff: null,
  barred: null,
  tooMuch: null,
  dueMinor: 0n,
  isJudged: true,
} as const

function judgeOrdered(charge: JudgedCharge, { orders, purchases }: Grounds): Judged {
  const { order, isOfOther } = orderFor(charge, orders)
  const bought =
    order === null && charge.kind === 'on_demand' && charge.orderRef !== null
      ? purchases.find(
          ({ ref, phoneHash, serviceCode }) =>
            ref === charge.orderRef && phoneHash === charge.phoneHash && serviceCode === charge.serviceCode,
        )
      : undefined
  const purchase = bought ?? null
  const tariff = order ?? purchase
  const isAbove =
    tariff !== null &&
    !isOfOther &&
    (charge.currency !== tariff.currency || charge.amountMinor > tariff.priceMinor)
  return {
    charge,
    order,
    purchase,
    tariff: null,
    barred: charge.amountMinor === 0n ? null : barredBy(charge, order, purchase, isOfOther),
    tooMuch: isAbove && charge.amountMinor > 0n ? 'price_above' : null,
    dueMinor: tariff !== null && charge.currency === tariff.currency ? tariff.priceMinor : 0n,
    isJudged: true,
  }
}

function barredBy(
  charge: JudgedCharge,
  order: OrderGround | null,
  purchase: PurchaseGround | null,
  isOfOther: boolean,
): Why | null {
  if (isOfOther) return 'order_of_other'
  if (order === null) return purchase === null ? 'no_order' : null
  if (order.needsConfirmation && !order.hasThreeRecords) return 'not_confirmed'
  if (order.cancelledAtMs !== null && charge.chargedAtMs >= order.cancelledAtMs) return 'cancelled'
  if (order.activatedAtMs === null || charge.chargedAtMs < order.activatedAtMs) return 'not_active'
  const trialEndsAtMs = order.activatedAtMs + (order.trialDays ?? 0) * DAY_MS
  return order.type === 'free_trial' && charge.chargedAtMs < trialEndsAtMs ? 'in_trial' : null
}

function judgeUse(charge: JudgedCharge, { tariffs }: Grounds): Judged {
  const tariff =
    tariffs
      .filter(
        (each) =>
          each.kind === charge.kind &&
          each.serviceCode === charge.serviceCode &&
          each.validFromMs <= charge.chargedAtMs,
      )
      .sort((a, b) => a.validFromMs - b.validFromMs)
      .at(-1) ?? null
  if (charge.kind === 'prompt') {
    // A prompt is free unless the carrier has published what it costs.
    const dueMinor = tariff !== null && tariff.currency === charge.currency ? tariff.priceMinor : 0n
    const isFree = tariff === null || tariff.priceMinor === 0n
    return {
      ...NOTHING,
      charge,
      tariff,
      barred: isFree && charge.amountMinor > 0n ? 'prompt_is_free' : null,
      tooMuch: charge.amountMinor > dueMinor ? 'rate_above' : null,
      dueMinor,
    }
  }
  if (tariff === null || charge.usedSeconds === null || charge.billedSeconds === null)
    return { ...NOTHING, charge, isJudged: false }
  const seconds = dueSeconds(tariff, charge.usedSeconds)
  const dueMinor =
    tariff.currency === charge.currency ? BigInt(seconds / tariff.stepSeconds) * tariff.priceMinor : 0n
  const tooMuch =
    charge.billedSeconds > seconds
      ? 'record_long'
      : charge.billedSeconds < seconds
        ? 'record_short'
        : charge.amountMinor > dueMinor
          ? 'rate_above'
          : null
  return { ...NOTHING, charge, tariff, tooMuch, dueMinor }
}

/** What a charge shares with another that pays for the same thing; null: such charges may repeat. */
function sameThing({ charge, order, barred, isJudged }: Judged): string | null {
  if (!isJudged || barred !== null || charge.amountMinor === 0n) return null
  const moment = `${charge.chargedAtMs}/${charge.usedSeconds ?? ''}`
  const key = order === null || order.period === 'use' ? moment : periodOf(charge, order.period)
  return `${charge.partyId}/${charge.kind}/${charge.serviceCode}/${key}`
}

/** Months are billed by their name; days, weeks and years are those of the branch's local day. */
const periodOf = (charge: JudgedCharge, period: Period): string =>
  period === 'month' ? charge.month : periodKeyOf(period, charge.localDay)

/** The first charge for each thing; those after it come again. */
function firstsOf(judged: readonly Judged[]): ReadonlyMap<string, bigint> {
  const inOrder = [...judged].sort(
    ({ charge: a }, { charge: b }) => a.chargedAtMs - b.chargedAtMs || (a.id < b.id ? -1 : 1),
  )
  const firsts = new Map<string, bigint>()
  for (const each of inOrder) {
    const thing = sameThing(each)
    if (thing !== null && !firsts.has(thing)) firsts.set(thing, each.charge.id)
  }
  return firsts
}

function outcomeOf(judged: Judged, firsts: ReadonlyMap<string, bigint>): Outcome {
  const { charge, barred, tooMuch, order, purchase, tariff } = judged
  if (!judged.isJudged) return 'unjudged'
  const thing = sameThing(judged)
  const first = thing === null ? undefined : firsts.get(thing)
  const isAgain = first !== undefined && first !== charge.id
  const whys: Why[] = [
    ...(barred ? [barred] : []),
    ...(isAgain ? (['again'] as const) : []),
    ...(tooMuch && barred !== 'prompt_is_free' ? [tooMuch] : []),
  ]
  const classes = FINDING_CLASSES.filter((code) => whys.some((why) => CLASS_OF_WHY[why] === code))
  const [classCode, ...alsoClasses] = classes
  if (!classCode) return 'right'
  const why = whys.find((each) => CLASS_OF_WHY[each] === classCode)!
  return {
    classCode,
    why,
    alsoClasses,
    correctMinor: barred || isAgain ? 0n : judged.dueMinor,
    orderId: order?.id ?? null,
    purchaseId: purchase?.id ?? null,
    tariffId: tariff?.id ?? null,
    earlierChargeId: why === 'again' ? first! : null,
  }
}
