import type { Tx } from '@/platform/context'
import type { ChargeKind } from '../rules/lists'

/** An account and number, sealed; found by both keyed hashes. */
export type SealedParty = {
  readonly accountHash: string
  readonly phoneHash: string
  readonly accountEnc: Uint8Array
  readonly phoneEnc: Uint8Array
}
type PartyKey = Pick<SealedParty, 'accountHash' | 'phoneHash'>

const nameOf = ({ accountHash, phoneHash }: PartyKey): string => `${accountHash}/${phoneHash}`

/** Ids of the parties that are known, by `account hash/phone hash`. */
export async function knownParties(tx: Tx, keys: readonly PartyKey[]): Promise<Map<string, bigint>> {
  const rows = await tx.$queryRaw<(PartyKey & { id: bigint })[]>`
    SELECT p.id, p.account_hash AS "accountHash", p.phone_hash AS "phoneHash"
    FROM unnest(${keys.map((key) => key.accountHash)}::text[], ${keys.map((key) => key.phoneHash)}::text[]) AS x(a, b)
    JOIN charged_party p ON p.account_hash = x.a AND p.phone_hash = x.b`
  return new Map(rows.map((row) => [nameOf(row), row.id]))
}

/** Puts parties on record that are not; in one order, so that two imports never wait for each other crosswise. */
export async function insertParties(tx: Tx, parties: readonly SealedParty[]): Promise<void> {
  const rows = [...parties].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  await tx.$executeRaw`
    INSERT INTO charged_party (account_hash, phone_hash, account_enc, phone_enc)
    SELECT a, b, decode(c, 'base64'), decode(d, 'base64')
    FROM unnest(${rows.map((row) => row.accountHash)}::text[], ${rows.map((row) => row.phoneHash)}::text[],
      ${rows.map((row) => base64(row.accountEnc))}::text[], ${rows.map((row) => base64(row.phoneEnc))}::text[]) AS x(a, b, c, d)
    ON CONFLICT (account_hash, phone_hash) DO NOTHING`
}
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

export type NewCharge = {
  readonly line: number
  readonly chargeRef: string
  readonly unitId: string
  readonly partyId: bigint
  readonly serviceCode: string
  readonly kind: ChargeKind
  readonly amountMinor: bigint
  readonly currency: string
  /** ISO instant. */
  readonly chargedAt: string
  readonly month: string
  readonly usedSeconds: number | null
  readonly billedSeconds: number | null
  readonly orderRef: string | null
}

/** Writes charges in one statement; those whose reference is known are passed over. @returns how many are new */
export function insertCharges(tx: Tx, importId: string, rows: readonly NewCharge[]): Promise<number> {
  const column = <T>(pick: (row: NewCharge) => T): T[] => rows.map(pick)
  return tx.$executeRaw`
    INSERT INTO charge (import_id, line, charge_ref, unit_id, party_id, service_code, kind, amount_minor, currency, charged_at, month,
      used_seconds, billed_seconds, order_ref)
    SELECT ${importId}::uuid, x.* FROM unnest(${column((row) => row.line)}::int[], ${column((row) => row.chargeRef)}::text[],
      ${column((row) => row.unitId)}::uuid[], ${column((row) => String(row.partyId))}::bigint[],
      ${column((row) => row.serviceCode)}::text[], ${column((row) => row.kind)}::text[],
      ${column((row) => String(row.amountMinor))}::bigint[], ${column((row) => row.currency)}::text[],
      ${column((row) => row.chargedAt)}::timestamptz[], ${column((row) => row.month)}::text[],
      ${column((row) => row.usedSeconds)}::int[], ${column((row) => row.billedSeconds)}::int[],
      ${column((row) => row.orderRef)}::text[]) AS x
    ON CONFLICT (charge_ref) DO NOTHING`
}
