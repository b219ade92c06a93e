import type { Result } from '@/kernel/result'
import { actorId, type Ctx, type TxCtx } from '@/platform/context'
import type { WrongCharge } from '../rules/refund-due'
import type { NextStep } from '../rules/states'
import type { ErrorRow } from '../store/errors'
import { type Changed, changeError, type Decided, type ErrorRequest } from './change'
import { dueCalculator } from './due'
import { tellDecided } from './tell'

/** Somebody looks into it: becomes its owner, and what they found so far is kept. */
export function checkError(
  ctx: Ctx,
  input: ErrorRequest & { readonly finding: string | null },
): Promise<Result<Changed>> {
  return changeError(ctx, input, 'check', async () => (_row, now) => ({
    change: {
      patch: { state: 'checked', checked_by_id: actorId(ctx), checked_at: now, finding: input.finding },
      fact: { type: 'billing.error_checked', attrs: {} },
      ...(actorId(ctx) ? { ownerId: actorId(ctx)! } : {}),
    },
  }))
}

export type Verification = {
  /** Left out: as reported. */
  readonly chargedMinor: bigint | null
  readonly correctMinor: bigint | null
  readonly finding: string | null
}

/**
 * The error is proven: what the promise in force when the charge was made gives is put on its row with the working, the
 * money is owed from here on, and the pay-within clock starts. A difference that is not positive cannot be verified.
 */
export function verifyError(ctx: Ctx, input: ErrorRequest & Verification): Promise<Result<Changed>> {
  return changeError(ctx, input, 'verify', async (tx) => {
    await tellDecided(tx, [input.errorId])
    return verifier(tx, input)
  })
}

/** Verifies rows one by one with rules loaded once; the same for one error and for a batch. */
export async function verifier(
  ctx: TxCtx,
  input: Verification,
): Promise<(row: ErrorRow, now: Date) => Decided> {
  const due = await dueCalculator(ctx)
  return (row, now) => {
    const chargedMinor = input.chargedMinor ?? row.chargedMinor
    const correctMinor = input.correctMinor ?? row.correctMinor
    const charge: WrongCharge = {
      currency: row.currency,
      chargedMinor,
      correctMinor,
      chargedAtMs: row.chargedAt.getTime(),
    }
    const worked = due(row, charge, now)
    if (worked.amountMinor <= 0n || worked.differenceMinor <= 0n)
      return { refusal: { code: 'refund_nothing_due', params: { number: row.number } } }
    const verifiedById = actorId(ctx)
    const amount = String(worked.amountMinor)
    return {
      change: {
        patch: {
          state: 'verified',
          verified_by_id: verifiedById,
          verified_at: now,
          verified_charged_minor: String(chargedMinor),
          verified_correct_minor: String(correctMinor),
          overcharge_minor: String(worked.differenceMinor),
          promise_version_id: worked.versionId,
          promise_code: worked.promiseCode,
          promised_minor: amount,
          refund_minor: amount,
          steps: worked.steps,
          ...(input.finding ? { finding: input.finding } : {}),
        },
        fact: {
          type: 'billing.error_verified',
          attrs: {
            overchargeMinor: String(worked.differenceMinor),
            promisedMinor: amount,
            currency: row.currency,
            versionId: worked.versionId,
          },
        },
        transfer: {
          kind: 'owed',
          debit: 'refund_expense',
          credit: 'owed_to_customer',
          amountMinor: worked.amountMinor,
        },
        ...(row.ownerId === null && verifiedById ? { ownerId: verifiedById } : {}),
      },
    }
  }
}

export type Rejection = { readonly reason: string; readonly next: NextStep }

/** The error is not one: the reason, and what the customer may do next, are on record. */
export function rejectError(ctx: Ctx, input: ErrorRequest & Rejection): Promise<Result<Changed>> {
  return changeError(ctx, input, 'reject', async (tx) => {
    await tellDecided(tx, [input.errorId])
    return rejecter(ctx, input)
  })
}

export const rejecter =
  (ctx: Ctx, { reason, next }: Rejection) =>
  (_row: ErrorRow, now: Date): Decided => ({
    change: {
      patch: {
        state: 'rejected',
        rejected_by_id: actorId(ctx),
        rejected_at: now,
        reject_reason: reason,
        reject_next: next,
      },
      fact: { type: 'billing.error_rejected', attrs: { next } },
    },
  })
