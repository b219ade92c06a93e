import { z } from 'zod'
import { normalisePhone } from '@/customers/rules/identity'
import { LOCALES } from '@/kernel/text'
import { CONSENT_CHANNELS, EXTRA_CLASSES, PERIODS, SERVICE_TYPES } from './rules/lists'

/** Shapes of everything a form or a system of the carrier may send. Messages are codes under `refusals`. */

const line = (max: number) =>
  z.string('field_required').trim().min(1, 'field_required').max(max, 'field_too_long')
const optional = <T extends z.ZodType>(shape: T) =>
  z.preprocess((value) => (value === '' ? null : value), shape.nullable()).default(null)
const phone = z
  .string('phone_invalid')
  .max(40, 'phone_invalid')
  .refine((typed) => normalisePhone(typed) !== null, 'phone_invalid')
const instant = z.iso.datetime({ offset: true, error: 'field_invalid' }).transform((value) => new Date(value))
/** Minor units as a whole number; JSON numbers are exact up to nine quadrillions. */
const minor = z
  .number('field_invalid')
  .int('field_invalid')
  .min(0, 'field_invalid')
  .max(1e12, 'field_invalid')
const positiveMinor = minor.min(1, 'field_invalid').transform(BigInt)
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'field_invalid')
  .default('CNY')
const reference = line(100)
const channel = z.enum(CONSENT_CHANNELS, 'field_invalid')
const code = line(10).transform((value) => value.toUpperCase())
const locale = z.enum(LOCALES).optional()
const id = z.uuid('field_invalid')

export const placeOrderSchema = z.object({
  service: code,
  phone,
  name: optional(z.string().trim().max(100, 'field_too_long')),
  channel,
  words: line(1_000),
  unitId: optional(id),
  requestedAt: optional(instant),
  brand: optional(z.string().trim().max(80)),
  customerClass: optional(z.string().trim().max(40)),
  externalRef: optional(reference),
  idempotencyKey: optional(z.string().min(8, 'field_invalid').max(100, 'field_invalid')),
  activatesItself: z.boolean().default(true),
  locale,
})

export const orderRefSchema = z.object({ ref: line(100) })
export const cancelOrderSchema = orderRefSchema.extend({ channel })

/** An answer that came another way than by text: a link, an app, a voice menu. */
export const answerSchema = z.object({
  phone,
  channel,
  words: z.string().max(1_000, 'field_too_long'),
  receivedAt: optional(instant),
  /** Reference of the answer in the other system; each counts once. */
  externalRef: reference,
})

export const chargeSchema = z.object({
  chargeRef: reference,
  amountMinor: positiveMinor,
  currency,
  chargedAt: instant,
})

export const purchaseSchema = z.object({
  service: code,
  phone,
  unit: line(40),
  channel,
  externalRef: reference,
  amountMinor: minor.transform(BigInt),
  currency,
  feePageShownAt: optional(instant),
  madeAt: instant,
  locale,
})

export const joiningSchema = z.object({
  phone,
  name: optional(z.string().trim().max(100, 'field_too_long')),
  unit: line(40),
  channel,
  externalRef: reference,
  planName: line(100),
  priceMinor: minor.transform(BigInt),
  currency,
  period: z.enum(PERIODS, 'field_invalid').default('month'),
  website: line(200),
  customerClass: optional(z.string().trim().max(40)),
  brand: optional(z.string().trim().max(80)),
  joinedAt: instant,
  locale,
})

const localText = z.object({ 'zh-CN': line(200), 'zh-TW': line(200), en: line(200) })

export const serviceSchema = z.object({
  code: code.refine((value) => /^[A-Z0-9]{2,10}$/.test(value), 'service_code_invalid'),
  basedOn: z.number().int().min(0),
  name: localText,
  provider: localText,
  cancelHow: localText,
  type: z.enum(SERVICE_TYPES, 'field_invalid'),
  extraClasses: z.array(z.enum(EXTRA_CLASSES)).max(2),
  /** As typed: `15` or `15.00`; what it comes to depends on the currency. */
  price: line(20),
  currency,
  period: z.enum(PERIODS, 'field_invalid'),
  trialDays: z.number('field_invalid').int('field_invalid').min(1).max(366).nullable(),
})

export const withdrawServiceSchema = z.object({ code, isWithdrawn: z.boolean() })

const words = z.array(z.string().trim().max(40, 'field_too_long')).max(200, 'field_too_long')
export const settingSchema = z.object({
  basedOn: z.number().int().min(1),
  windowMinutes: z
    .number('field_invalid')
    .int('field_invalid')
    .min(5, 'field_invalid')
    .max(10_080, 'field_invalid'),
  confirmsOnDemand: z.boolean(),
  yes: words,
  no: words,
  cancel: words,
})
