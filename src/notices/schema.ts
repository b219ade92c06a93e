import { z } from 'zod'
import { LOCALES } from '@/kernel/text'
import { CUSTOMER_CLASSES, EVENT_KINDS, PRICE_PERIODS } from './rules/lists'

/** Shapes of everything a form or the billing system may send. Messages are codes under `refusals`. */

const line = (max: number) =>
  z.string('field_required').trim().min(1, 'field_required').max(max, 'field_too_long')
const instant = z.iso.datetime({ offset: true, error: 'field_invalid' }).transform((value) => new Date(value))
const minor = z
  .number('field_invalid')
  .int('field_invalid')
  .min(-1e12, 'field_invalid')
  .max(1e12, 'field_invalid')
  .transform(BigInt)
const maybe = <T extends z.ZodType>(shape: T) => shape.nullable().default(null)
const serviceName = z.union([
  line(200).transform((name) => ({ 'zh-CN': name, 'zh-TW': name, en: name })),
  z.object({ 'zh-CN': line(200), 'zh-TW': line(200), en: line(200) }),
])

/** One planned event. `unit` is the code of the hall or branch; times carry their offset; amounts are minor units. */
export const planEventSchema = z
  .object({
    kind: z.enum(EVENT_KINDS, 'field_invalid'),
    ref: line(100),
    account: line(60),
    phone: line(40),
    unit: line(40),
    customerClass: z.enum(CUSTOMER_CLASSES, 'field_invalid').default('postpaid'),
    eventAt: maybe(instant),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'field_invalid')
      .default('CNY'),
    amountMinor: maybe(minor),
    balanceMinor: maybe(minor),
    newPriceMinor: maybe(minor),
    period: maybe(z.enum(PRICE_PERIODS, 'field_invalid')),
    service: maybe(serviceName),
    locale: z.enum(LOCALES).default('zh-CN'),
  })
  .superRefine((event, check) => {
    const needs = (field: keyof typeof event, isThere: boolean) => {
      if (!isThere) check.addIssue({ code: 'custom', path: [field], message: 'event_field_missing' })
    }
    const { kind } = event
    if (kind !== 'low_balance') needs('eventAt', event.eventAt !== null)
    if (kind === 'low_balance') needs('balanceMinor', event.balanceMinor !== null)
    if (kind === 'suspension' && event.customerClass === 'postpaid')
      needs('amountMinor', event.amountMinor !== null && event.amountMinor > 0n)
    if (kind === 'suspension' && event.customerClass === 'prepaid')
      needs('balanceMinor', event.balanceMinor !== null)
    if (kind === 'contract_end' || kind === 'price_change') needs('service', event.service !== null)
    if (kind === 'price_change') {
      needs('newPriceMinor', event.newPriceMinor !== null && event.newPriceMinor >= 0n)
      needs('period', event.period !== null)
    }
  })
export type PlanEventBody = z.output<typeof planEventSchema>

export const MOST_EVENTS_AT_ONCE = 1000

export const moveEventSchema = z.object({ eventAt: instant })
const reason = z
  .string('hold_reason_required')
  .trim()
  .min(2, 'hold_reason_required')
  .max(500, 'field_too_long')
export const callOffBodySchema = z.object({ reason })
export const permitBodySchema = z.object({ at: maybe(instant) })
export const doneBodySchema = z.object({
  happenedAt: maybe(instant),
  /** Says why it was carried out without permission; left out, it is refused without. */
  breachReason: maybe(reason),
})

const ref = line(100)
export const holdSchema = z.object({ ref, reason })
export const holdManySchema = z.object({ refs: z.array(ref).min(1).max(200, 'bulk_too_many'), reason })

export const settingSchema = z.object({
  unitId: z.uuid('field_invalid'),
  marginHours: z.number('field_invalid').min(0.5, 'field_invalid').max(336, 'field_invalid'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'field_invalid'),
  /** As typed: `30, 10, 5`. */
  steps: line(100),
  mostReminders: z
    .number('field_invalid')
    .int('field_invalid')
    .min(1, 'field_invalid')
    .max(31, 'field_invalid'),
  perDays: z.number('field_invalid').int('field_invalid').min(1, 'field_invalid').max(92, 'field_invalid'),
})
