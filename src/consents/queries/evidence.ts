import type { Ctx } from '@/platform/context'
import { orderPage } from './order'

/** One order with its records and charges for a system of the carrier; amounts in minor units, times with offsets. */
export async function orderEvidence(ctx: Ctx, ref: string) {
  const { order, service, records, charges, missing, customer } = await orderPage(ctx, ref)
  return {
    id: order.id,
    number: order.number,
    externalRef: order.externalRef,
    state: order.state,
    customer: customer?.phone ?? null,
    service: {
      code: service.code,
      version: service.version,
      name: service.name[ctx.locale],
      priceMinor: Number(service.priceMinor),
      currency: service.currency,
      period: service.period,
    },
    needsConfirmation: order.needsConfirmation,
    isProven: !order.needsConfirmation || order.hasYes,
    missing,
    requestedAt: order.requestedAt,
    askedAt: order.askedAt,
    windowEndsAt: order.windowEndsAt,
    activatedAt: order.activatedAt,
    cancelledAt: order.cancelledAt,
    records: records.map(({ kind, channel, text, textHash, chainHash, from, verdict, occurredAt }) => ({
      kind,
      channel,
      text,
      textHash,
      chainHash,
      from,
      verdict,
      occurredAt,
    })),
    charges: charges.map(({ chargeRef, amountMinor, currency, chargedAt, verdict }) => ({
      chargeRef,
      amountMinor: Number(amountMinor),
      currency,
      chargedAt,
      verdict,
    })),
  }
}
