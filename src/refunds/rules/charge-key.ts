import { createHash } from 'node:crypto'

/** What names one charge. */
export type ChargeName = {
  readonly accountHash: string
  /** Billing's own reference, where it is known. */
  readonly chargeRef: string | null
  readonly period: string
  readonly service: string
  readonly chargedAt: Date
  readonly chargedMinor: bigint
}

/** One spelling of a reference: half width, no blanks, upper case; null when nothing is left. */
export function normaliseChargeRef(typed: string | null): string | null {
  const ref = (typed ?? '').normalize('NFKC').replace(/\s/g, '').toUpperCase()
  return ref === '' ? null : ref
}

/**
 * The same charge gives the same key, whoever reports it: by billing's reference, else by account, period, service,
 * moment and amount.
 */
export function chargeKeyOf(charge: ChargeName): string {
  const ref = normaliseChargeRef(charge.chargeRef)
  const name =
    ref !== null
      ? `ref:${ref}`
      : `charge:${charge.accountHash}:${charge.period}:${charge.service.normalize('NFKC').trim().toLowerCase()}:${charge.chargedAt.toISOString()}:${charge.chargedMinor}`
  return createHash('sha256').update(name).digest('base64url')
}
