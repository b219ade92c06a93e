import { formatMinor } from '@/kernel/money'
import type { Result } from '@/kernel/result'
import { actorId, type Ctx, type TxCtx } from '@/platform/context'
import { approvalsNeeded, ownWorkRefusal } from '../rules/states'
import { type ErrorRow, readErrors } from '../store/errors'
import { secondAbove } from '../store/limits'
import { type Changed, changeError, type Decided, type ErrorRequest } from './change'

export type Approval = {
  /** Left out: what is promised, or what the first person approved. Less than promised is refused. */
  readonly amountMinor: bigint | null
  /** Asked for when more than promised is paid. */
  readonly reason: string | null
  readonly note: string | null
}

/**
 * One person's approval; the refund is approved when as many have as it takes: two above the carrier's amount or when more
 * than promised is paid. Nobody approves what they reported, checked or verified.
 */
export function approveRefund(ctx: Ctx, input: ErrorRequest & Approval): Promise<Result<Changed>> {
  return changeError(ctx, input, 'approve', (tx) => approver(tx, [input.errorId], input))
}

/** Approves rows one by one with the units' limits read once. */
export async function approver(
  ctx: TxCtx,
  ids: readonly string[],
  input: Approval,
): Promise<(row: ErrorRow, now: Date) => Decided> {
  const rows = await readErrors(ctx.tx, ids)
  const units = new Map(rows.map(({ unitId, currency }) => [`${unitId}/${currency}`, { unitId, currency }]))
  const limits = await secondAbove(ctx.tx, [...units.values()])
  return (row, now): Decided => {
    const own = ownWorkRefusal(actorId(ctx), row)
    if (own) return { refusal: { ...own, params: { number: row.number } } }
    const promised = row.promisedMinor ?? 0n
    const standing = row.refundMinor ?? promised
    const amount = input.amountMinor ?? standing
    const isFirst = row.approverIds.length === 0
    if (amount < promised)
      return {
        refusal: {
          code: 'refund_less_than_promised',
          params: { number: row.number, promised: formatMinor(promised, row.currency, ctx.locale) },
          fields: { amount: 'refund_less_than_promised' },
        },
      }
    if (!isFirst && amount !== standing)
      return { refusal: { code: 'refund_amount_stands', params: { number: row.number } } }
    if (isFirst && amount > promised && !input.reason)
      return { refusal: { code: 'refund_more_needs_reason', fields: { reason: 'field_required' } } }
    const above = limits.get(`${row.unitId}/${row.currency}`) ?? 0n
    const needed = approvalsNeeded(amount, promised, above)
    const place = row.approverIds.length + 1
    const isDone = place >= needed
    const isRaised = amount > promised
    return {
      change: {
        ...(isFirst && isRaised
          ? { before: { refund_minor: String(amount), excess_reason: input.reason } }
          : {}),
        approval: { place, amountMinor: amount, note: input.note },
        ...(isDone
          ? {
              patch: { state: 'approved' as const, approved_at: now },
              fact: {
                type: 'billing.refund_approved' as const,
                attrs: { amountMinor: String(amount), currency: row.currency, people: place },
              },
              ...(isRaised
                ? {
                    transfer: {
                      kind: 'raised' as const,
                      debit: 'refund_expense' as const,
                      credit: 'owed_to_customer' as const,
                      amountMinor: amount - promised,
                    },
                  }
                : {}),
            }
          : {}),
      },
    }
  }
}
