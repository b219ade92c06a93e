import type { ChargeVerdict } from '@/consents/rules/lists'
import { wrongCharge } from '@/consents/service/wrong-charge'
import type { Result } from '@/kernel/result'
import { type Ctx, reader, withTransaction } from '@/platform/context'
import { reportErrors } from '@/refunds/service/report'

/** Error class of each kind of wrong charge. */
const CLASS_OF: Readonly<Record<ChargeVerdict, string>> = {
  as_ordered: 'not_as_ordered',
  without_consent: 'no_consent',
  before_activation: 'no_consent',
  after_cancellation: 'after_cancellation',
  in_free_trial: 'in_free_trial',
  above_price: 'not_as_ordered',
  twice: 'charged_twice',
}

export type ProposedRefund = { readonly number: string; readonly wasReportedBefore: boolean }

/**
 * Reports a charge on an order that must not stand as a billing error, filled in from the records: one press, and the
 * refund runs. A charge that is reported already is told with its number.
 */
export async function proposeRefund(
  ctx: Ctx,
  input: { readonly orderId: string; readonly chargeRef: string },
): Promise<Result<ProposedRefund>> {
  const found = await withTransaction(ctx, (ctx) => wrongCharge(ctx, input.orderId, input.chargeRef))
  if (!found.ok) return found
  const charge = found.value
  const reported = await reportErrors(
    ctx,
    [
      {
        unitId: charge.unitId,
        customerId: charge.customerId,
        account: charge.phone,
        period: charge.period,
        service: charge.service,
        classCode: CLASS_OF[charge.verdict],
        chargeRef: input.chargeRef,
        chargedAt: charge.chargedAt,
        currency: charge.currency,
        chargedMinor: charge.chargedMinor,
        correctMinor: charge.correctMinor,
        words: `${charge.number} · ${charge.verdict}`,
        sourceId: charge.orderId,
      },
    ],
    { source: 'order' },
  )
  if (!reported.ok) return reported
  const outcome = reported.value[0]!
  if (outcome.ok) return { ok: true, value: { number: outcome.number, wasReportedBefore: false } }
  return outcome.known
    ? { ok: true, value: { number: outcome.known.number, wasReportedBefore: true } }
    : { ok: false, refusal: outcome.refusal }
}

/** Numbers of the billing errors that stand for charges, by the charge's reference. */
export async function refundsOfCharges(
  ctx: Ctx,
  chargeRefs: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  if (chargeRefs.length === 0) return {}
  const rows = await reader(ctx).$queryRaw<{ ref: string; number: string }[]>`
    SELECT e.charge_ref AS ref, m.number FROM billing_error e JOIN matter m ON m.id = e.id
    WHERE e.charge_ref = ANY(${[...chargeRefs]}::text[]) AND e.state <> 'rejected'
      AND (e.state <> 'reversed' OR e.credited_at IS NOT NULL)`
  return Object.fromEntries(rows.map(({ ref, number }) => [ref, number]))
}
