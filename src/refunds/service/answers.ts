import type { Refusal, Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { type Ctx, may, type TxCtx, withTransaction } from '@/platform/context'
import { lockErrors } from '../store/errors'
import { type AnsweredPayment, answerPayments, paymentsByIds } from '../store/payments'
import { changeErrors } from './change'
import { tellDecided } from './tell'

/** What billing says about one payment. */
export type PaymentAnswer = {
  /** Line of the answer file, for the report. */
  readonly line?: number
  readonly paymentId: string
  readonly result: 'paid' | 'failed'
  readonly billingRef: string | null
  readonly reason: string | null
}

export type AnswerReport = {
  readonly paid: number
  readonly failed: number
  /** Said before and said again: nothing changed. */
  readonly repeated: number
  readonly problems: readonly {
    readonly line: number
    readonly paymentId: string
    readonly refusal: Refusal
  }[]
}

const CHUNK = 5_000

/**
 * Takes billing's answers, each once however often it comes: paid credits the refund and stops the pay-within clock,
 * failed lets it into the next file. An answer that contradicts an earlier one changes nothing and is told.
 */
export async function receiveAnswers(
  ctx: Ctx,
  answers: readonly PaymentAnswer[],
  by: 'file' | 'api',
): Promise<Result<AnswerReport>> {
  const total = { paid: 0, failed: 0, repeated: 0, problems: [] as AnswerReport['problems'][number][] }
  for (let from = 0; from < answers.length; from += CHUNK) {
    const outcome = await withTransaction(
      ctx,
      (tx) => answerIn(tx, answers.slice(from, from + CHUNK), from, by),
      300_000,
    )
    if (!outcome.ok) return outcome
    total.paid += outcome.value.paid
    total.failed += outcome.value.failed
    total.repeated += outcome.value.repeated
    total.problems.push(...outcome.value.problems)
  }
  return { ok: true, value: total }
}

async function answerIn(
  ctx: TxCtx,
  answers: readonly PaymentAnswer[],
  from: number,
  by: 'file' | 'api',
): Promise<AnswerReport> {
  const problems: AnswerReport['problems'][number][] = []
  const known = await paymentsByIds(
    ctx.tx,
    answers.map(({ paymentId }) => paymentId),
  )
  const errors = await lockErrors(
    ctx.tx,
    known.map(({ errorId }) => errorId),
  )
  // Read again under the locks: another answer may have been quicker.
  const payments = new Map(
    (
      await paymentsByIds(
        ctx.tx,
        known.map(({ id }) => id),
      )
    ).map((payment) => [payment.id, payment]),
  )
  const errorOf = new Map(errors.map((error) => [error.id, error]))
  const tree = await orgTree(ctx)
  const permission = by === 'api' ? 'refund.answer_api' : 'refund.pay'
  const accepted = new Map<string, AnsweredPayment & { errorId: string }>()
  let repeated = 0
  answers.forEach((answer, index) => {
    const tell = (refusal: Refusal) => {
      problems.push({ line: answer.line ?? from + index + 1, paymentId: answer.paymentId, refusal })
    }
    const payment = payments.get(answer.paymentId)
    const error = payment && errorOf.get(payment.errorId)
    if (!payment || !error || !may(ctx, permission, tree.pathOf(error.unitId))) {
      tell({ code: 'refund_payment_unknown' })
      return
    }
    if (answer.result === 'failed' && !answer.reason) {
      tell({ code: 'refund_failed_needs_reason' })
      return
    }
    const before = accepted.get(payment.id)?.state ?? (payment.state === 'sent' ? null : payment.state)
    if (before !== null) {
      if (before === answer.result) repeated++
      else tell({ code: 'refund_answer_differs', params: { number: error.number } })
      return
    }
    accepted.set(payment.id, {
      id: payment.id,
      errorId: error.id,
      state: answer.result,
      billingRef: answer.billingRef,
      failReason: answer.result === 'failed' ? answer.reason : null,
    })
  })
  if (accepted.size > 0) await apply(ctx, [...accepted.values()], by)
  const states = [...accepted.values()].map(({ state }) => state)
  const paid = states.filter((state) => state === 'paid').length
  return { paid, failed: states.length - paid, repeated, problems }
}

async function apply(
  ctx: TxCtx,
  accepted: readonly (AnsweredPayment & { errorId: string })[],
  by: 'file' | 'api',
): Promise<void> {
  const now = ctx.clock()
  await answerPayments(ctx.tx, accepted, now, by)
  const answerOf = new Map(accepted.map((answer) => [answer.errorId, answer]))
  const { refused } = await changeErrors({ ...ctx, clock: () => now }, [...answerOf.keys()], (row) => {
    const answer = answerOf.get(row.id)!
    const attrs = {
      paymentId: answer.id,
      billingRef: answer.billingRef,
      amountMinor: String(row.refundMinor),
    }
    return answer.state === 'paid'
      ? {
          change: {
            patch: { state: 'credited', credited_at: now },
            fact: { type: 'billing.refund_credited', attrs },
            transfer: {
              kind: 'paid',
              debit: 'owed_to_customer',
              credit: 'paid_out',
              amountMinor: row.refundMinor ?? 0n,
            },
          },
        }
      : {
          change: {
            patch: { state: 'failed', failed_at: now, fail_reason: answer.failReason },
            fact: { type: 'billing.refund_failed', attrs: { ...attrs, reason: answer.failReason } },
          },
        }
  })
  // What billing has done is done: a rule of ours cannot refuse it afterwards.
  const [first] = refused.values()
  if (first) throw new Error(`an answer of billing was refused: ${first.code}`)
  await tellDecided(
    ctx,
    accepted.filter(({ state }) => state === 'paid').map(({ errorId }) => errorId),
  )
  await audit(ctx, {
    action: 'refund.answers',
    subjectType: 'refund_payment',
    subjectId: null,
    detail: { count: accepted.length, by },
  })
}
