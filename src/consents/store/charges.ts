import type { Tx } from '@/platform/context'
import type { ChargeVerdict } from '../rules/lists'

export type ChargeRow = {
  readonly id: string
  readonly orderId: string
  readonly chargeRef: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly chargedAt: Date
  readonly recordedAt: Date
  readonly verdict: ChargeVerdict
}

/** The charge with that reference of the billing system; null: not known yet. */
export async function chargeByRef(tx: Tx, chargeRef: string): Promise<ChargeRow | null> {
  return (await tx.orderCharge.findUnique({ where: { chargeRef } })) as ChargeRow | null
}

/** Charges of an order in their order. */
export async function chargesOf(tx: Tx, orderId: string): Promise<ChargeRow[]> {
  return (await tx.orderCharge.findMany({
    where: { orderId },
    orderBy: [{ chargedAt: 'asc' }, { id: 'asc' }],
  })) as ChargeRow[]
}

export async function insertCharge(tx: Tx, row: ChargeRow): Promise<void> {
  await tx.orderCharge.create({ data: row })
}
