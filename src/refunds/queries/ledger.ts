import { z } from 'zod'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import { maybe } from '@/platform/list-address'
import { dayStart } from '../rules/local-moment'
import { LEDGER_ACCOUNTS, type LedgerAccount } from '../store/ledger'
import { type LedgerEntryRow, ledgerEntries, ledgerSums } from '../store/ledger-read'

const addressSchema = z.object({
  account: maybe(z.enum(LEDGER_ACCOUNTS)),
  unit: maybe(z.string().regex(/^[A-Za-z0-9_-]{1,80}$/)),
  currency: maybe(z.string().regex(/^[A-Z]{3}$/)),
  from: maybe(z.iso.date()),
  to: maybe(z.iso.date()),
  page: maybe(z.coerce.number().int().min(1).max(10_000)),
})
export type LedgerAddress = z.output<typeof addressSchema>

export const readLedgerAddress = (
  params: Readonly<Record<string, string | string[] | undefined>>,
): LedgerAddress => addressSchema.parse(params)

export function ledgerHref(address: LedgerAddress, change: Partial<LedgerAddress> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...address, page: undefined, ...change }))
    if (value !== undefined) query.set(name, String(value))
  const text = query.toString()
  return text ? `/refunds/ledger?${text}` : '/refunds/ledger'
}

/** Balances of one unit in one currency, as people read them: what is owed and paid out is positive. */
export type UnitBalance = {
  readonly unitId: string
  readonly unitCode: string
  readonly unitName: string
  readonly currency: string
  readonly balances: Readonly<Record<LedgerAccount, bigint>>
  /** All accounts together; anything but 0 is a fault. */
  readonly sumMinor: bigint
}
export type LedgerEntryView = LedgerEntryRow & { readonly unitName: string; readonly timeZone: string }

export const ENTRIES_A_PAGE = 50

/** Balances per branch, and the entries behind the figure the address asks for. */
export async function ledgerView(ctx: Ctx, address: LedgerAddress) {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, 'refund.export')]
  const allowed = scope === null ? null : new Set(scope)
  const chosen = address.unit ? tree.byCode(address.unit) : undefined
  const unitIds = chosen
    ? tree.subtreeIds(chosen.id).filter((id) => allowed === null || allowed.has(id))
    : scope
  const timeZone = tree.root?.timeZone ?? 'Asia/Shanghai'
  const filter = {
    unitIds,
    account: address.account ?? null,
    errorId: null,
    currency: address.currency ?? null,
    fromAt: address.from ? dayStart(address.from, timeZone) : null,
    beforeAt: address.to ? dayStart(address.to, timeZone, 1) : null,
  }
  const page = address.page ?? 1
  const [sums, entries] = await Promise.all([
    ledgerSums(reader(ctx), { ...filter, account: null }),
    ledgerEntries(reader(ctx), filter, { limit: ENTRIES_A_PAGE + 1, offset: (page - 1) * ENTRIES_A_PAGE }),
  ])
  const byUnit = new Map<string, UnitBalance>()
  for (const { unitId, currency, account, sumMinor } of sums) {
    const unit = tree.unitById(unitId)
    const key = `${unitId}/${currency}`
    const known = byUnit.get(key) ?? {
      unitId,
      unitCode: unit.code,
      unitName: unit.name[ctx.locale],
      currency,
      balances: { refund_expense: 0n, owed_to_customer: 0n, paid_out: 0n, reversed: 0n },
      sumMinor: 0n,
    }
    const shown = account === 'refund_expense' ? sumMinor : -sumMinor
    byUnit.set(key, {
      ...known,
      balances: { ...known.balances, [account]: shown },
      sumMinor: known.sumMinor + sumMinor,
    })
  }
  return {
    units: [...byUnit.values()].sort((a, b) => (a.unitCode < b.unitCode ? -1 : 1)),
    entries: entries.slice(0, ENTRIES_A_PAGE).map(
      (entry): LedgerEntryView => ({
        ...entry,
        unitName: tree.unitById(entry.unitId).name[ctx.locale],
        timeZone: tree.unitById(entry.unitId).timeZone,
      }),
    ),
    hasNext: entries.length > ENTRIES_A_PAGE,
    page,
    chosen: chosen?.name[ctx.locale] ?? null,
  }
}
export type LedgerView = Awaited<ReturnType<typeof ledgerView>>
