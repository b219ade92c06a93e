import { z } from 'zod'
import { normalisePhone } from '@/customers/rules/identity'
import { parseMinor } from '@/kernel/money'
import { momentOf } from './rules/local-moment'
import { NEXT_STEPS } from './rules/states'

/** Shapes of what forms, the interface and files may send. Messages are codes under `refusals`. */

const LONGEST_TEXT = 2000
const LONGEST_LINE = 200

const optional = <T extends z.ZodType>(shape: T) =>
  z
    .preprocess((value) => (value === '' || value === undefined ? null : value), shape.nullable())
    .default(null)
const line = z.string().trim().max(LONGEST_LINE, 'field_too_long')
const text = z.string().trim().min(1, 'field_required').max(LONGEST_TEXT, 'field_too_long')
const id = z.uuid('field_invalid')
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'field_invalid')
  .default('CNY')

/** No currency has more decimals than this unit of account: 4. */
const MOST_DECIMALS = 'CLF'
/** Amounts are text in the currency's main unit, as people write them: `12.34`. */
const amountText = z
  .string('amount_invalid')
  .trim()
  .max(30, 'amount_invalid')
  // Told together with the other fields; how many decimals the currency has is asked once all of them are there.
  .refine((typed) => (parseMinor(typed, MOST_DECIMALS) ?? -1n) >= 0n, 'amount_invalid')
const amountIn = (currency: string, typed: string, path: string, ctx: z.RefinementCtx): bigint => {
  const minor = parseMinor(typed, currency)
  if (minor !== null && minor >= 0n) return minor
  ctx.addIssue({ code: 'custom', path: [path], message: 'amount_invalid' })
  return 0n
}

const reportShape = z.object({
  unitId: optional(id),
  /** Time zone of the unit: times without an offset are its wall clock. */
  timeZone: z.string().max(60).default('Asia/Shanghai'),
  phone: optional(
    z
      .string()
      .max(40, 'phone_invalid')
      .refine((typed) => normalisePhone(typed) !== null, 'phone_invalid'),
  ),
  name: optional(line),
  account: z.string('field_required').trim().min(1, 'field_required').max(60, 'account_invalid'),
  period: optional(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'period_invalid')),
  service: z.string('field_required').trim().min(1, 'field_required').max(100, 'field_too_long'),
  classCode: z
    .string('field_required')
    .min(1, 'field_required')
    .regex(/^([a-z][a-z0-9_]{1,59})?$/, 'error_class_unknown'),
  chargeRef: optional(line),
  chargedAt: z.string('field_required').min(1, 'field_required').max(40, 'field_invalid'),
  currency: currencySchema,
  charged: amountText,
  correct: amountText,
  words: optional(z.string().trim().max(LONGEST_TEXT, 'field_too_long')),
  complaintId: optional(id),
  orderId: optional(id),
  channel: optional(z.string().max(40)),
  brand: optional(line),
  customerClass: optional(z.enum(['personal', 'corporate', 'prepaid', 'postpaid'], 'field_invalid')),
})

/** One wrong charge; the billing month is that of the charge when left out. */
export const reportErrorSchema = reportShape.transform((form, ctx) => {
  const chargedAt = momentOf(form.chargedAt, form.timeZone)
  if (!chargedAt) ctx.addIssue({ code: 'custom', path: ['chargedAt'], message: 'field_invalid' })
  const { charged, correct, chargedAt: _typed, period, ...rest } = form
  return {
    ...rest,
    period: period ?? form.chargedAt.slice(0, 7).replace('/', '-'),
    chargedAt: chargedAt ?? new Date(0),
    chargedMinor: amountIn(form.currency, charged, 'charged', ctx),
    correctMinor: amountIn(form.currency, correct, 'correct', ctx),
  }
})
export type ReportErrorInput = z.input<typeof reportErrorSchema>
export type ReportErrorForm = z.output<typeof reportErrorSchema>

export const previewSchema = z
  .object({
    unitId: id,
    timeZone: z.string().max(60),
    classCode: z.string().max(60),
    chargedAt: z.string().max(40),
    currency: currencySchema,
    charged: amountText,
    correct: amountText,
    customerClass: optional(z.string().max(20)),
  })
  .transform((form, ctx) => ({
    ...form,
    chargedAt: momentOf(form.chargedAt, form.timeZone),
    chargedMinor: amountIn(form.currency, form.charged, 'charged', ctx),
    correctMinor: amountIn(form.currency, form.correct, 'correct', ctx),
  }))

/** The error as the screen showed it; another revision means that somebody was faster. */
const onError = { errorId: id, revision: optional(z.int().positive()) }

export const checkSchema = z.object({ ...onError, finding: optional(text) })

const amounts = { currency: currencySchema, charged: optional(amountText), correct: optional(amountText) }
export const verifySchema = z
  .object({ ...onError, ...amounts, finding: optional(text) })
  .transform(({ charged, correct, ...form }, ctx) => ({
    ...form,
    chargedMinor: charged === null ? null : amountIn(form.currency, charged, 'charged', ctx),
    correctMinor: correct === null ? null : amountIn(form.currency, correct, 'correct', ctx),
  }))
export const correctSchema = z
  .object({
    ...onError,
    currency: currencySchema,
    charged: amountText,
    correct: amountText,
    classCode: z.string('error_class_unknown').regex(/^[a-z][a-z0-9_]{1,59}$/, 'error_class_unknown'),
    reason: text,
  })
  .transform(({ charged, correct, ...form }, ctx) => ({
    ...form,
    chargedMinor: amountIn(form.currency, charged, 'charged', ctx),
    correctMinor: amountIn(form.currency, correct, 'correct', ctx),
  }))
export const rejectSchema = z.object({
  ...onError,
  reason: text,
  next: z.enum(NEXT_STEPS, 'field_required'),
})
export const approveSchema = z
  .object({
    ...onError,
    currency: currencySchema,
    amount: optional(amountText),
    reason: optional(text),
    note: optional(text),
  })
  .transform(({ amount, ...form }, ctx) => ({
    ...form,
    amountMinor: amount === null ? null : amountIn(form.currency, amount, 'amount', ctx),
  }))
export const confirmSchema = z.object(onError)
export const reverseSchema = z.object({ ...onError, reason: text })

export const paymentFileSchema = z.object({ unitId: id, currency: currencySchema, batchId: optional(id) })
const answerSchema = z.object({
  paymentId: id,
  result: z.enum(['paid', 'failed'], 'field_invalid'),
  billingRef: optional(line),
  reason: optional(line),
})
/** What billing calls back with: up to 10,000 answers at once. */
export const answersSchema = z.object({
  answers: z.array(answerSchema).min(1, 'field_required').max(10_000, 'field_too_many'),
})

export const limitSchema = z
  .object({ unitId: id, currency: currencySchema, amount: amountText })
  .transform(({ amount, ...form }, ctx) => ({
    ...form,
    secondAboveMinor: amountIn(form.currency, amount, 'amount', ctx),
  }))
const name = z.string().trim().min(1, 'field_required').max(100, 'field_too_long')
export const classSchema = z.object({
  code: z
    .string('field_required')
    .min(1, 'field_required')
    .regex(/^[a-z][a-z0-9_]{1,59}$/, 'field_invalid'),
  name: z.object({ 'zh-CN': name, 'zh-TW': name, en: name }),
  alsoClasses: z
    .array(z.string().regex(/^[a-z][a-z0-9_.]{1,59}$/))
    .max(20)
    .default([]),
})
export const classStateSchema = z.object({ code: z.string().max(60), isClosed: z.boolean() })
export const findSchema = z.object({
  typed: z.string().trim().min(1, 'field_required').min(3, 'refund_find_short').max(60, 'field_too_long'),
})

const onBatch = { batchId: id }
export const batchStepSchema = z.discriminatedUnion('step', [
  z.object({ ...onBatch, step: z.literal('verify') }),
  z.object({ ...onBatch, step: z.literal('approve') }),
  z.object({
    ...onBatch,
    step: z.literal('reject'),
    reason: text,
    next: z.enum(NEXT_STEPS, 'field_required'),
  }),
])
export const tickSchema = z.object({ ...onBatch, errorId: id, isRight: z.boolean(), note: optional(line) })
export const batchUploadSchema = z.object({
  unitId: id,
  cause: z.string('field_required').trim().min(1, 'field_required').max(LONGEST_LINE, 'field_too_long'),
  sample: optional(z.coerce.number('field_invalid').int('field_invalid').min(1).max(1000, 'field_invalid')),
  name: z.string().trim().max(200).default('batch'),
})
