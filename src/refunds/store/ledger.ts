import { idOfName, newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'

export const LEDGER_ACCOUNTS = ['refund_expense', 'owed_to_customer', 'paid_out', 'reversed'] as const
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number]
export type TransferKind = 'owed' | 'corrected' | 'raised' | 'paid' | 'reversed'

/** Money that moves from one account (credit) to another (debit) for one error. */
export type Transfer = {
  readonly kind: TransferKind
  /** Which one of its kind, where an error may have several: corrections, counted from 1. */
  readonly place?: number
  readonly errorId: string
  readonly customerId: string | null
  readonly accountHash: string
  readonly unitId: string
  readonly debit: LedgerAccount
  readonly credit: LedgerAccount
  readonly amountMinor: bigint
  readonly currency: string
}

/**
 * Puts transfers into the ledger, two legs each, in one statement. A transfer of one kind (and place) is made once for an
 * error: the second fails on its key, whatever happened between.
 */
export async function putTransfers(
  tx: Tx,
  transfers: readonly Transfer[],
  at: Date,
  byId: string | null,
): Promise<void> {
  if (transfers.length === 0) return
  const legs = transfers.flatMap(({ debit, credit, amountMinor, place, ...transfer }) => {
    const name = place === undefined ? transfer.kind : `${transfer.kind}/${place}`
    const transferId = idOfName(`ledger/${transfer.errorId}/${name}`)
    const leg = (number: 1 | 2, account: LedgerAccount, amount: bigint) => ({
      ...transfer,
      id: newId(at.getTime()),
      transferId,
      leg: number,
      account,
      amountMinor: String(amount),
    })
    return [leg(1, debit, amountMinor), leg(2, credit, -amountMinor)]
  })
  await tx.$executeRaw`
    INSERT INTO ledger_entry (id, transfer_id, leg, kind, error_id, customer_id, account_hash, unit_id, account, amount_minor, currency, at, by_id)
    SELECT id, "transferId", leg, kind, "errorId", "customerId", "accountHash", "unitId", account, "amountMinor", currency, ${at}, ${byId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(legs)}::jsonb) AS x(id uuid, "transferId" uuid, leg int, kind text, "errorId" uuid,
      "customerId" uuid, "accountHash" text, "unitId" uuid, account text, "amountMinor" bigint, currency text)`
}
