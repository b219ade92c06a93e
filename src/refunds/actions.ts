'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import { type Result, refuse } from '@/kernel/result'
import {
  approveSchema,
  checkSchema,
  classSchema,
  classStateSchema,
  confirmSchema,
  correctSchema,
  findSchema,
  limitSchema,
  paymentFileSchema,
  previewSchema,
  rejectSchema,
  reportErrorSchema,
  reverseSchema,
  verifySchema,
} from './schema'
import * as approvals from './service/approve'
import { correctError } from './service/correct'
import * as decisions from './service/decide'
import { findErrors } from './service/find'
import * as payments from './service/pay'
import { previewDue } from './service/preview'
import { reportFromForm } from './service/report-form'
import * as settings from './service/settings'
import * as settling from './service/settle'

async function shown<T>(outcome: Promise<Result<T>>): Promise<Result<T>> {
  const result = await outcome
  if (result.ok) revalidatePath('/refunds', 'layout')
  return result
}

export const report = action('refund.report')
  .inputSchema(reportErrorSchema)
  .action(({ ctx, parsedInput }) => shown(reportFromForm(ctx, parsedInput)))

export const preview = action('refund.view')
  .inputSchema(previewSchema)
  .action(async ({ ctx, parsedInput: { chargedAt, ...form } }) =>
    chargedAt
      ? previewDue(ctx, { ...form, chargedAt })
      : refuse('field_invalid', {}, { chargedAt: 'field_invalid' }),
  )

export const find = action('refund.view')
  .inputSchema(findSchema)
  .action(({ ctx, parsedInput }) => findErrors(ctx, parsedInput.typed))

export const check = action('refund.check')
  .inputSchema(checkSchema)
  .action(({ ctx, parsedInput }) => shown(decisions.checkError(ctx, parsedInput)))

export const verify = action('refund.check')
  .inputSchema(verifySchema)
  .action(({ ctx, parsedInput }) => shown(decisions.verifyError(ctx, parsedInput)))

export const correct = action('refund.check')
  .inputSchema(correctSchema)
  .action(({ ctx, parsedInput }) => shown(correctError(ctx, parsedInput)))

export const reject = action('refund.check')
  .inputSchema(rejectSchema)
  .action(({ ctx, parsedInput }) => shown(decisions.rejectError(ctx, parsedInput)))

export const approve = action('refund.approve')
  .inputSchema(approveSchema)
  .action(({ ctx, parsedInput }) => shown(approvals.approveRefund(ctx, parsedInput)))

export const confirm = action('refund.report')
  .inputSchema(confirmSchema)
  .action(({ ctx, parsedInput }) => shown(settling.confirmRefund(ctx, parsedInput)))

export const reverse = action('refund.approve')
  .inputSchema(reverseSchema)
  .action(({ ctx, parsedInput }) => shown(settling.reverseRefund(ctx, parsedInput)))

export const makePaymentFile = action('refund.pay')
  .inputSchema(paymentFileSchema)
  .action(async ({ ctx, parsedInput }) => {
    const outcome = await shown(payments.makePaymentFile(ctx, parsedInput))
    return outcome.ok
      ? { ok: true as const, value: { ...outcome.value, totalMinor: String(outcome.value.totalMinor) } }
      : outcome
  })

export const setLimit = action('refund.configure')
  .inputSchema(limitSchema)
  .action(({ ctx, parsedInput }) => shown(settings.setSecondAbove(ctx, parsedInput)))

export const addClass = action('refund.configure')
  .inputSchema(classSchema)
  .action(({ ctx, parsedInput }) => shown(settings.addErrorClass(ctx, parsedInput)))

export const setClassClosed = action('refund.configure')
  .inputSchema(classStateSchema)
  .action(({ ctx, parsedInput }) =>
    shown(settings.setClassClosed(ctx, parsedInput.code, parsedInput.isClosed)),
  )
