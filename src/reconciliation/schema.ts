import { z } from 'zod'
import { parseMinor } from '@/kernel/money'
import { momentOf } from '@/refunds/rules/local-moment'
import { FINDING_CLASSES } from './rules/lists'

const month = z.string('period_invalid').regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'period_invalid')
const cell = z
  .union([z.string().max(200, 'field_too_long'), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value)))

/** One charge as another system sends it; every value may be text or a number, and is read as in a file. */
export const rawChargeSchema = z.object({
  charge_ref: cell,
  account: cell,
  phone: cell,
  service: cell,
  kind: cell,
  amount: cell,
  currency: cell,
  charged_at: cell,
  period: cell,
  used_seconds: cell,
  billed_seconds: cell,
  order_ref: cell,
  branch: cell,
})
export const chargesSchema = z.object({
  /** Unit for charges that name no branch; default: that of the token. */
  unitId: z.uuid('field_invalid').optional(),
  charges: z.array(rawChargeSchema).min(1, 'field_required').max(5_000, 'field_too_many'),
})

export const runSchema = z.object({ month, unitId: z.uuid('field_invalid').optional() })
export const restartSchema = z.object({ runId: z.uuid() })
export const acceptSchema = z.object({
  ids: z.array(z.uuid()).min(1, 'reconciliation_nothing_chosen').max(1_000),
})
export const acceptAllSchema = z.object({
  runId: z.uuid(),
  class: z.enum(FINDING_CLASSES).optional(),
  unit: z.uuid().optional(),
})
export const dismissSchema = z.object({
  ids: z.array(z.uuid()).min(1, 'reconciliation_nothing_chosen').max(1_000),
  reason: z.string('field_required').trim().min(1, 'field_required').max(500, 'field_too_long'),
})
export const correctSchema = z.object({
  importId: z.uuid(),
  line: z.coerce.number().int(),
  raw: rawChargeSchema,
})

export const tariffSchema = z
  .object({
    service: z
      .string('field_required')
      .trim()
      .toUpperCase()
      .min(1, 'field_required')
      .regex(/^([A-Z0-9_.-]{1,40})?$/, 'field_invalid'),
    kind: z.enum(['call_record', 'prompt'], 'field_required'),
    step: z.coerce
      .number('field_invalid')
      .int('field_invalid')
      .min(1, 'field_invalid')
      .max(86_400, 'field_invalid'),
    freeBelow: z.coerce
      .number('field_invalid')
      .int('field_invalid')
      .min(0, 'field_invalid')
      .max(3_600, 'field_invalid'),
    price: z.string('amount_invalid').trim().max(30, 'amount_invalid'),
    validFrom: z.string('field_required').min(1, 'field_required').max(40, 'field_invalid'),
    timeZone: z.string().max(60).default('Asia/Shanghai'),
  })
  .transform((form, ctx) => {
    const priceMinor = parseMinor(form.price, 'CNY')
    if (priceMinor === null || priceMinor < 0n)
      ctx.addIssue({ code: 'custom', path: ['price'], message: 'amount_invalid' })
    const validFrom = momentOf(form.validFrom, form.timeZone)
    if (!validFrom) ctx.addIssue({ code: 'custom', path: ['validFrom'], message: 'field_invalid' })
    return {
      serviceCode: form.service,
      kind: form.kind,
      stepSeconds: form.step,
      freeBelowSeconds: form.freeBelow,
      priceMinor: priceMinor ?? 0n,
      currency: 'CNY',
      validFrom: validFrom ?? new Date(0),
    }
  })
