import { plainCustomers } from '@/customers/service/find-or-add'
import { RefusedError } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import type { TxCtx } from '@/platform/context'
import { localParts } from '@/ui/local-parts'
import type { ChargeVerdict } from '../rules/lists'
import { chargeByRef } from '../store/charges'
import { orderById } from '../store/orders'
import { serviceVersion } from '../store/services'

/** A charge that must not stand, with all that a refund needs to know of it. */
export type WrongCharge = {
  readonly orderId: string
  readonly number: string
  readonly unitId: string
  readonly customerId: string
  /** Number in clear: a mobile customer's billing account. */
  readonly phone: string
  readonly verdict: ChargeVerdict
  readonly service: string
  readonly chargedAt: Date
  /** Local billing month, `2026-03`. */
  readonly period: string
  readonly currency: string
  readonly chargedMinor: bigint
  /** What would have been right: nothing, or the price as ordered. */
  readonly correctMinor: bigint
}

/** @throws RefusedError `order_unknown`, `charge_is_right` */
export async function wrongCharge(ctx: TxCtx, orderId: string, chargeRef: string): Promise<WrongCharge> {
  const [order, charge] = [await orderById(ctx.tx, orderId), await chargeByRef(ctx.tx, chargeRef)]
  if (!order || charge?.orderId !== orderId)
    throw new RefusedError({ code: 'order_unknown', params: { order: chargeRef } })
  if (charge.verdict === 'as_ordered')
    throw new RefusedError({ code: 'charge_is_right', params: { charge: chargeRef } })
  const service = await serviceVersion(ctx.tx, order.serviceVersionId)
  const { timeZone } = (await orgTree(ctx)).unitById(order.unitId)
  const { year, month } = localParts(charge.chargedAt, timeZone)
  const customer = (await plainCustomers(ctx, [order.customerId])).get(order.customerId)!
  return {
    orderId,
    number: order.number,
    unitId: order.unitId,
    customerId: order.customerId,
    phone: customer.phone,
    verdict: charge.verdict,
    service: service.name[ctx.locale],
    chargedAt: charge.chargedAt,
    period: `${year}-${String(month).padStart(2, '0')}`,
    currency: charge.currency,
    chargedMinor: charge.amountMinor,
    correctMinor: charge.verdict === 'above_price' ? service.priceMinor : 0n,
  }
}
