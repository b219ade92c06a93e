import type { ChargeVerdict } from '@/consents/rules/lists'
import { wrongCharge } from '@/consents/service/wrong-charge'
import type { Result } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { type Ctx, reader, withTransaction } from '@/platform/context'
import { normaliseChargeRef } from '@/refunds/rules/charge-key'
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

/** What is wrong with the charge, for whoever checks the error. */
const WHAT_IS_WRONG: Readonly<Record<ChargeVerdict, LocalText>> = {
  as_ordered: { 'zh-CN': '与订购一致', 'zh-TW': '與訂購一致', en: 'as ordered' },
  without_consent: {
    'zh-CN': '未经客户确认就扣费',
    'zh-TW': '未經客戶確認就扣費',
    en: 'charged without the customer’s confirmation',
  },
  before_activation: {
    'zh-CN': '业务开通之前扣费',
    'zh-TW': '業務開通之前扣費',
    en: 'charged before the service was active',
  },
  after_cancellation: {
    'zh-CN': '客户退订之后扣费',
    'zh-TW': '客戶退訂之後扣費',
    en: 'charged after the customer had cancelled',
  },
  in_free_trial: {
    'zh-CN': '免费体验期内扣费',
    'zh-TW': '免費體驗期內扣費',
    en: 'charged in the free trial',
  },
  above_price: {
    'zh-CN': '扣费高于订购价',
    'zh-TW': '扣費高於訂購價',
    en: 'charged above the ordered price',
  },
  twice: { 'zh-CN': '同一周期重复扣费', 'zh-TW': '同一週期重複扣費', en: 'charged twice in one period' },
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
        words: `${charge.number} · ${WHAT_IS_WRONG[charge.verdict][ctx.locale]}`,
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
  // Refunds know one spelling of a reference, orders the one it came in.
  const spelled = chargeRefs.map((ref) => [ref, normaliseChargeRef(ref)] as const)
  const rows = await reader(ctx).$queryRaw<{ ref: string; number: string }[]>`
    SELECT e.charge_ref AS ref, m.number FROM billing_error e JOIN matter m ON m.id = e.id
    WHERE e.charge_ref = ANY(${spelled.flatMap(([, ref]) => ref ?? [])}::text[]) AND e.state <> 'rejected'
      AND (e.state <> 'reversed' OR e.credited_at IS NOT NULL)`
  const numbers = new Map(rows.map(({ ref, number }) => [ref, number]))
  return Object.fromEntries(
    spelled.flatMap(([asCharged, ref]): [string, string][] => {
      const number = ref === null ? undefined : numbers.get(ref)
      return number === undefined ? [] : [[asCharged, number]]
    }),
  )
}
