import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'

/** Names of services as last published, by code; a code nobody published is missing. */
export async function serviceNames(
  tx: Tx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, LocalText>> {
  const rows = await tx.$queryRaw<{ code: string; name: LocalText }[]>`
    SELECT DISTINCT ON (p.code) p.code, v.name FROM service_product p JOIN service_version v ON v.product_id = p.id
    WHERE p.code = ANY(${[...codes]}::text[]) ORDER BY p.code, v.version DESC`
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** Number and customer of billing errors. */
export async function customersOfErrors(
  tx: Tx,
  errorIds: readonly string[],
): Promise<ReadonlyMap<string, { number: string; customerId: string | null }>> {
  const rows = await tx.$queryRaw<{ id: string; number: string; customer_id: string | null }[]>`
    SELECT id, number, customer_id FROM matter WHERE id = ANY(${[...errorIds]}::uuid[])`
  return new Map(rows.map(({ id, number, customer_id }) => [id, { number, customerId: customer_id }]))
}

/** An order as evidence: its three records by time, and the tariff as it was ordered. */
export type OrderEvidence = {
  readonly id: string
  readonly number: string
  readonly unitId: string
  readonly state: string
  readonly requestedAt: Date
  readonly activatedAt: Date | null
  readonly cancelledAt: Date | null
  readonly windowEndsAt: Date | null
  readonly needsConfirmation: boolean
  readonly hasThreeRecords: boolean
  readonly isOwn: boolean
  readonly serviceName: LocalText
  readonly type: string
  readonly period: string
  readonly priceMinor: bigint
  readonly currency: string
  readonly trialDays: number | null
  readonly version: number
}

export async function orderEvidence(
  tx: Tx,
  orderId: string,
  chargeId: bigint,
): Promise<OrderEvidence | null> {
  const [row] = await tx.$queryRaw<OrderEvidence[]>`
    SELECT o.id, m.number, m.unit_id AS "unitId", o.state, o.requested_at AS "requestedAt", o.activated_at AS "activatedAt",
      o.cancelled_at AS "cancelledAt", o.window_ends_at AS "windowEndsAt", o.needs_confirmation AS "needsConfirmation",
      jn_has_three_records(o) AS "hasThreeRecords", p.phone_hash = o.phone_hash AS "isOwn", v.name AS "serviceName", v.type, v.period,
      v.price_minor AS "priceMinor", v.currency, v.trial_days AS "trialDays", v.version
    FROM subscription_order o JOIN matter m ON m.id = o.id JOIN service_version v ON v.id = o.service_version_id,
      charge c JOIN charged_party p ON p.id = c.party_id
    WHERE o.id = ${orderId}::uuid AND c.id = ${chargeId}`
  return row ?? null
}

export type RecordEvidence = {
  readonly kind: 'order' | 'question' | 'answer'
  readonly channel: string
  readonly text: string
  readonly verdict: string | null
  readonly occurredAt: Date
}

export const recordEvidence = (tx: Tx, orderId: string): Promise<RecordEvidence[]> =>
  tx.$queryRaw<RecordEvidence[]>`
    SELECT kind, channel, text, verdict, occurred_at AS "occurredAt" FROM consent_record WHERE order_id = ${orderId}::uuid ORDER BY seq`

/** Reference and time of a charge, for naming the one that came before. */
export async function chargeById(
  tx: Tx,
  id: bigint,
): Promise<{ chargeRef: string; chargedAt: Date; amountMinor: bigint; currency: string } | null> {
  return tx.charge.findUnique({
    where: { id },
    select: { chargeRef: true, chargedAt: true, amountMinor: true, currency: true },
  })
}
