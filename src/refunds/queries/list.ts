import { DAY_MS } from '@/calendar/rules/days'
import { openAccount } from '@/customers/account'
import { maskAccount } from '@/customers/rules/account'
import { maskedCustomers } from '@/customers/service/find-or-add'
import { ownUnitIds } from '@/organisation/rules/board-parts'
import type { Permission } from '@/organisation/rules/permissions'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { actorId, type Ctx, reader } from '@/platform/context'
import { dayStart } from '../rules/local-moment'
import type { ErrorState } from '../rules/states'
import { errorClasses } from '../store/classes'
import {
  type ErrorFilter,
  type ErrorTotals,
  errorTotals,
  type ListedErrorRow,
  listErrors,
} from '../store/lists'
import type { ErrorListAddress, StateFilter } from './list-address'

export const PAGE_ROWS = 50

/** An error as a list shows it: nothing of the customer in clear. Amounts in minor units. */
export type ErrorRowView = {
  readonly id: string
  readonly number: string
  readonly state: ErrorState
  readonly className: string
  readonly customer: { readonly phone: string; readonly name: string | null } | null
  readonly account: string
  readonly unitName: string
  readonly timeZone: string
  readonly service: string
  readonly period: string
  readonly currency: string
  readonly overchargeMinor: bigint
  /** What is due; null: not verified yet. */
  readonly dueMinor: bigint | null
  readonly isApproved: boolean
  readonly isPaid: boolean
  readonly ownerName: string | null
  readonly reportedAt: Date
  readonly verifiedAt: Date | null
  /** Whole days since it was verified, up to the payment; null: not verified. */
  readonly daysSinceVerified: number | null
  readonly dueAt: Date | null
  /** The time to pay within is over and nothing has been paid. */
  readonly isLate: boolean
}

export type ErrorListPage = {
  readonly rows: readonly ErrorRowView[]
  readonly totals: readonly ErrorTotals[]
  readonly page: number
  readonly hasNext: boolean
  readonly now: Date
}

const STATES: Readonly<Partial<Record<StateFilter, readonly ErrorState[]>>> = {
  undecided: ['reported', 'checked'],
  unpaid: ['verified', 'approved', 'sent', 'failed'],
  late: ['verified', 'approved', 'sent', 'failed'],
  paid: ['credited', 'confirmed'],
  to_approve: ['verified'],
}

/** One page of the billing errors an address means, with the sums of all of them. */
export async function listBillingErrors(ctx: Ctx, address: ErrorListAddress): Promise<ErrorListPage> {
  const filter = await filterOf(ctx, address, 'refund.view')
  const page = address.page ?? 1
  const [rows, totals] = await Promise.all([
    listErrors(reader(ctx), filter, {
      order: address.sort ?? '-reported',
      limit: PAGE_ROWS + 1,
      offset: (page - 1) * PAGE_ROWS,
    }),
    errorTotals(reader(ctx), filter),
  ])
  return {
    rows: await viewsOf(ctx, rows.slice(0, PAGE_ROWS), filter.now),
    totals,
    page,
    hasNext: rows.length > PAGE_ROWS,
    now: filter.now,
  }
}

/** Everything an address means that the reader may take away, page by page. */
export async function* eachExportedError(
  ctx: Ctx,
  address: ErrorListAddress,
  pageRows: number,
): AsyncGenerator<ErrorRowView[]> {
  const filter = await filterOf(ctx, address, 'refund.export')
  for (let offset = 0; ; offset += pageRows) {
    const rows = await listErrors(reader(ctx), filter, {
      order: address.sort ?? '-reported',
      limit: pageRows,
      offset,
    })
    if (rows.length > 0) yield await viewsOf(ctx, rows, filter.now)
    if (rows.length < pageRows) return
  }
}

async function filterOf(ctx: Ctx, address: ErrorListAddress, permission: Permission): Promise<ErrorFilter> {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, permission)]
  const chosen = address.unit ? tree.byCode(address.unit) : undefined
  const subtree = chosen ? (address.own ? ownUnitIds(tree, chosen) : tree.subtreeIds(chosen.id)) : null
  const allowed = scope === null ? null : new Set(scope)
  const unitIds = subtree ? subtree.filter((id) => allowed === null || allowed.has(id)) : scope
  const timeZone = tree.root?.timeZone ?? 'Asia/Shanghai'
  return {
    unitIds,
    states: address.state ? (STATES[address.state] ?? [address.state as ErrorState]) : null,
    isLate: address.state === 'late',
    approverId: address.state === 'to_approve' ? actorId(ctx) : null,
    text: address.q?.toUpperCase() ?? null,
    classCode: address.class ?? null,
    period: address.period ?? null,
    fromAt: address.from ? dayStart(address.from, timeZone) : null,
    beforeAt: address.to ? dayStart(address.to, timeZone, 1) : null,
    batchId: address.batch ?? null,
    fileId: address.file ?? null,
    complaintId: address.complaint ?? null,
    accountHash: address.account ?? null,
    customerId: address.customer ?? null,
    versionId: address.promise ?? null,
    now: ctx.clock(),
  }
}

async function viewsOf(ctx: Ctx, rows: readonly ListedErrorRow[], now: Date): Promise<ErrorRowView[]> {
  const [tree, classes, customers] = await Promise.all([
    orgTree(ctx),
    errorClasses(reader(ctx)),
    maskedCustomers(
      ctx,
      rows.flatMap(({ customerId }) => customerId ?? []),
    ),
  ])
  const names = new Map(classes.map(({ code, name }) => [code, name[ctx.locale]]))
  return rows.map((row) => {
    const unit = tree.unitById(row.unitId)
    const isPaid = row.creditedAt !== null
    return {
      id: row.id,
      number: row.number,
      state: row.state,
      className: names.get(row.classCode) ?? row.classCode,
      customer: customers.get(row.customerId ?? '') ?? null,
      account: maskAccount(openAccount(row.accountEnc)),
      unitName: unit.name[ctx.locale],
      timeZone: unit.timeZone,
      service: row.service,
      period: row.period,
      currency: row.currency,
      overchargeMinor: row.overchargeMinor,
      dueMinor: row.refundMinor,
      isApproved: row.approvedAt !== null,
      isPaid,
      ownerName: row.ownerName,
      reportedAt: row.reportedAt,
      verifiedAt: row.verifiedAt,
      daysSinceVerified: row.verifiedAt
        ? Math.floor(((row.creditedAt ?? now).getTime() - row.verifiedAt.getTime()) / DAY_MS)
        : null,
      dueAt: row.dueAt,
      isLate: !isPaid && row.dueAt !== null && row.dueAt < now,
    }
  })
}
