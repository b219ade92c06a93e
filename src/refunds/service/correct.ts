import { maskSensitiveNumbers } from '@/customers/rules/identity'
import type { Result } from '@/kernel/result'
import { actorId, type Ctx, reader, type TxCtx } from '@/platform/context'
import { errorClasses } from '../store/classes'
import type { ErrorRow } from '../store/errors'
import { type Changed, changeError, type Decided, type ErrorRequest } from './change'
import { dueCalculator } from './due'

export type Correction = {
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly classCode: string
  readonly reason: string
}

/**
 * Corrects the amounts or the class of a verified error that nobody has approved yet. What is due is worked out anew, as of
 * the moment it was verified: what was wrong changes, the promise's clock and everything else stay. What was worked out
 * before is kept beside it, the ledger moves by the difference, and who corrected it may not approve it.
 * @returns refusals `refund_correct_approved`, `refund_nothing_corrected`, `refund_correct_nothing_due`, `error_class_unknown`,
 *   `refund_needs_person`, and those of every change
 */
export function correctError(ctx: Ctx, input: ErrorRequest & Correction): Promise<Result<Changed>> {
  return changeError(ctx, input, 'correct', (tx) => corrector(tx, input))
}

async function corrector(ctx: TxCtx, input: Correction): Promise<(row: ErrorRow, now: Date) => Decided> {
  const due = await dueCalculator(ctx)
  const errorClass = (await errorClasses(reader(ctx))).find(({ code }) => code === input.classCode)
  return (row, now) => {
    const refused = (code: string, fields?: Record<string, string>): Decided => ({
      refusal: { code, params: { number: row.number }, ...(fields ? { fields } : {}) },
    })
    if (actorId(ctx) === null) return refused('refund_needs_person')
    if (row.approverIds.length > 0) return refused('refund_correct_approved')
    const isOtherClass = input.classCode !== row.classCode
    if (!errorClass || (isOtherClass && errorClass.isClosed))
      return refused('error_class_unknown', { classCode: 'error_class_unknown' })
    const { chargedMinor, correctMinor, classCode } = input
    if (
      !isOtherClass &&
      chargedMinor === row.verifiedChargedMinor &&
      correctMinor === row.verifiedCorrectMinor
    )
      return refused('refund_nothing_corrected')
    const worked = due(
      { ...row, classCode, alsoClasses: errorClass.alsoClasses },
      { currency: row.currency, chargedMinor, correctMinor, chargedAtMs: row.chargedAt.getTime() },
      row.verifiedAt ?? now,
    )
    if (worked.amountMinor <= 0n || worked.differenceMinor <= 0n) return refused('refund_correct_nothing_due')
    const was = row.promisedMinor ?? 0n
    const moreMinor = worked.amountMinor - was
    const amount = String(worked.amountMinor)
    const place = row.correctorIds.length + 1
    const reason = maskSensitiveNumbers(input.reason, null).text
    return {
      change: {
        correction: {
          place,
          reason,
          classCode,
          chargedMinor,
          correctMinor,
          promisedMinor: worked.amountMinor,
        },
        patch: {
          class_code: classCode,
          verified_charged_minor: String(chargedMinor),
          verified_correct_minor: String(correctMinor),
          overcharge_minor: String(worked.differenceMinor),
          promise_version_id: worked.versionId,
          promise_code: worked.promiseCode,
          promised_minor: amount,
          refund_minor: amount,
          steps: worked.steps,
        },
        fact: {
          type: 'billing.error_corrected',
          attrs: {
            classCode,
            alsoClasses: errorClass.alsoClasses,
            chargedMinor: String(chargedMinor),
            correctMinor: String(correctMinor),
            overchargeMinor: String(worked.differenceMinor),
            promisedMinor: amount,
            wasMinor: String(was),
            currency: row.currency,
            versionId: worked.versionId,
            reason,
          },
        },
        ...(moreMinor === 0n
          ? {}
          : {
              transfer: {
                kind: 'corrected' as const,
                place,
                ...(moreMinor > 0n
                  ? { debit: 'refund_expense' as const, credit: 'owed_to_customer' as const }
                  : { debit: 'owed_to_customer' as const, credit: 'refund_expense' as const }),
                amountMinor: moreMinor > 0n ? moreMinor : -moreMinor,
              },
            }),
      },
    }
  }
}
