import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { isUniqueViolation } from '@/platform/db/errors'
import { localParts } from '@/ui/local-parts'
import { judgeCharge, periodKeyOf } from '../rules/charge'
import type { ChargeVerdict } from '../rules/lists'
import { chargeByRef, chargesOf, insertCharge } from '../store/charges'
import type { OrderRow } from '../store/orders'
import { serviceVersion } from '../store/services'
import { lockedOrder, type OrderFact, recordOrderFacts } from './locked-order'

export type RecordCharge = {
  /** Id, number or outside reference of the order. */
  readonly ref: string
  /** Reference of the charge in the billing system; each counts once. */
  readonly chargeRef: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly chargedAt: Date
}

export type RecordedCharge = {
  readonly orderId: string
  readonly order: string
  readonly chargeRef: string
  readonly verdict: ChargeVerdict
  /** It must not stand: to be refunded. */
  readonly isError: boolean
}

/**
 * Puts a charge of the billing system on record with its order and says what it is. A charge without the three records is
 * recorded as what must never happen. The same reference again gives the same answer.
 * @returns refusals `order_unknown`, `time_in_future`, `charge_of_other_order`, `gate_missing`
 */
export async function recordCharge(ctx: Ctx, input: RecordCharge): Promise<Result<RecordedCharge>> {
  try {
    return await withTransaction(ctx, (tx) => record(tx, input))
  } catch (error) {
    if (ctx.tx || !isUniqueViolation(error)) throw error
    return withTransaction(ctx, (tx) => record(tx, input))
  }
}

async function record(ctx: TxCtx, input: RecordCharge): Promise<RecordedCharge> {
  const order = await lockedOrder(ctx, input.ref, 'order.api')
  const told = (verdict: ChargeVerdict): RecordedCharge => ({
    orderId: order.id,
    order: order.number,
    chargeRef: input.chargeRef,
    verdict,
    isError: verdict !== 'as_ordered',
  })
  const known = await chargeByRef(ctx.tx, input.chargeRef)
  if (known) {
    if (known.orderId !== order.id)
      throw new RefusedError({ code: 'charge_of_other_order', params: { charge: input.chargeRef } })
    return told(known.verdict)
  }
  const now = ctx.clock()
  if (input.chargedAt > now)
    throw new RefusedError({ code: 'time_in_future', fields: { chargedAt: 'time_in_future' } })
  const verdict = await verdictOf(ctx, order, input)
  const attrs = {
    charge: input.chargeRef,
    amountMinor: Number(input.amountMinor),
    currency: input.currency,
    verdict,
  }
  const facts: OrderFact[] = [{ type: 'subscription.charged', occurredAt: input.chargedAt, attrs }]
  if (verdict === 'without_consent')
    facts.push({ type: 'subscription.charged_without_consent', occurredAt: input.chargedAt, attrs })
  await recordOrderFacts(ctx, order, facts)
  await insertCharge(ctx.tx, {
    id: newId(now.getTime()),
    orderId: order.id,
    chargeRef: input.chargeRef,
    amountMinor: input.amountMinor,
    currency: input.currency,
    chargedAt: input.chargedAt,
    recordedAt: now,
    verdict,
  })
  return told(verdict)
}

async function verdictOf(ctx: TxCtx, order: OrderRow, input: RecordCharge): Promise<ChargeVerdict> {
  const service = await serviceVersion(ctx.tx, order.serviceVersionId)
  const { timeZone } = (await orgTree(ctx)).unitById(order.unitId)
  const keyOf = (at: Date) => periodKeyOf(service.period, localParts(at, timeZone))
  const earlier = await chargesOf(ctx.tx, order.id)
  return judgeCharge(
    {
      needsConfirmation: order.needsConfirmation,
      hasYes: order.hasYes,
      activatedAtMs: order.activatedAt?.getTime() ?? null,
      cancelledAtMs: order.cancelledAt?.getTime() ?? null,
      type: service.type,
      period: service.period,
      priceMinor: service.priceMinor,
      currency: service.currency,
      trialDays: service.trialDays,
    },
    {
      amountMinor: input.amountMinor,
      currency: input.currency,
      chargedAtMs: input.chargedAt.getTime(),
      periodKey: keyOf(input.chargedAt),
    },
    earlier.filter(({ verdict }) => verdict === 'as_ordered').map(({ chargedAt }) => keyOf(chargedAt)),
  )
}
