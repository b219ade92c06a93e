import { getTranslations } from 'next-intl/server'
import { openAccount } from '@/customers/account'
import { maskAccount } from '@/customers/rules/account'
import { maskPhone, maskSensitiveNumbers } from '@/customers/rules/identity'
import { maskOfSealed } from '@/customers/service/kept-masks'
import { plainAmount } from '@/kernel/money'
import { RefusedError } from '@/kernel/result'
import type { Permission } from '@/organisation/rules/permissions'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { type Ctx, may, reader } from '@/platform/context'
import { unseal } from '@/platform/crypto'
import { type TableFile, tableFile } from '@/platform/table-file'
import { errorClasses } from '@/refunds/store/classes'
import { formatInstant } from '@/ui/format'
import { dueSeconds } from '../rules/judge'
import type { FindingClass } from '../rules/lists'
import { importNumber, runNumber } from '../rules/number'
import {
  chargeById,
  type OrderEvidence,
  orderEvidence,
  type RecordEvidence,
  recordEvidence,
  serviceNames,
} from '../store/evidence'
import {
  type FindingFilter,
  findingsById,
  type ListedFinding,
  listFindings,
  type OpenFinding,
} from '../store/findings'
import { findImport } from '../store/imports'
import { findRun } from '../store/runs'
import { type TariffRow, tariffById } from '../store/tariffs'
import { type FindingAddress, findingQueryOf } from './list-address'

export const PAGE_ROWS = 50

/** A finding as a list shows it: account and number masked. */
export type FindingRow = Omit<ListedFinding, 'accountEnc' | 'phoneEnc'> & {
  readonly account: string
  readonly phone: string
  readonly unitName: string
  readonly timeZone: string
}
export type FindingPage = {
  readonly rows: readonly FindingRow[]
  readonly page: number
  readonly hasNext: boolean
}

export async function findingPage(ctx: Ctx, runId: string, address: FindingAddress): Promise<FindingPage> {
  const filter = await filterOf(ctx, runId, address, 'reconciliation.view')
  const page = address.page ?? 1
  const found = await listFindings(reader(ctx), filter, {
    order: address.sort ?? '-owed',
    limit: PAGE_ROWS + 1,
    offset: (page - 1) * PAGE_ROWS,
  })
  return { rows: await rowsOf(ctx, found.slice(0, PAGE_ROWS)), page, hasNext: found.length > PAGE_ROWS }
}

async function filterOf(
  ctx: Ctx,
  runId: string,
  address: FindingAddress,
  permission: Permission,
): Promise<FindingFilter> {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, permission)]
  const chosen = address.unit ? tree.byCode(address.unit) : undefined
  const subtree = chosen ? tree.subtreeIds(chosen.id) : null
  const allowed = scope === null ? null : new Set(scope)
  return {
    runId,
    unitIds: subtree ? subtree.filter((id) => allowed === null || allowed.has(id)) : scope,
    classCode: address.class ?? null,
    state: address.state ?? null,
    text: address.q?.toUpperCase() ?? null,
  }
}

async function rowsOf(ctx: Ctx, found: readonly ListedFinding[]): Promise<FindingRow[]> {
  const tree = await orgTree(ctx)
  return found.map(({ accountEnc, phoneEnc, ...row }) => {
    const unit = tree.unitById(row.unitId)
    return {
      ...row,
      account: maskAccount(openAccount(accountEnc)),
      phone: maskOfSealed('customer.phone', phoneEnc),
      unitName: unit.name[ctx.locale],
      timeZone: unit.timeZone,
    }
  })
}

/** Names of the classes in the reader's language. */
export async function classNames(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  return new Map((await errorClasses(reader(ctx))).map(({ code, name }) => [code, name[ctx.locale]]))
}

export type FindingView = Omit<OpenFinding, 'accountEnc' | 'phoneEnc' | 'id'> & {
  readonly id: string
  readonly account: string
  readonly phone: string
  readonly unitName: string
  readonly timeZone: string
  readonly runNumber: string
  readonly importNumber: string
  readonly importName: string
  readonly serviceName: string
  readonly order: OrderEvidence | null
  readonly records: readonly RecordEvidence[]
  readonly mayOpenOrder: boolean
  readonly tariff: TariffRow | null
  readonly dueSeconds: number | null
  readonly earlier: Awaited<ReturnType<typeof chargeById>>
  readonly decidedBy: string | null
  readonly canAccept: boolean
}

/** A finding with everything it rests on. @throws RefusedError `not_found` */
export async function findingView(ctx: Ctx, id: string): Promise<FindingView> {
  const db = reader(ctx)
  const [found] = /^[0-9a-f-]{36}$/.test(id) ? await findingsById(db, [id], { lock: false }) : []
  const tree = await orgTree(ctx)
  const unit = found && tree.unitById(found.unitId)
  if (!found || !unit || !may(ctx, 'reconciliation.view', unit.path))
    throw new RefusedError({ code: 'not_found' })
  const [run, file, order, tariff, earlier, names, decider] = [
    await findRun(db, found.runId),
    await findImport(db, found.importId),
    found.orderId ? await orderEvidence(db, found.orderId, found.chargeId) : null,
    found.tariffId ? await tariffById(db, found.tariffId) : null,
    found.earlierChargeId === null ? null : await chargeById(db, found.earlierChargeId),
    await serviceNames(db, [found.serviceCode]),
    found.decidedById ? await db.staff.findUnique({ where: { id: found.decidedById } }) : null,
  ]
  const phone = unseal('customer.phone', found.phoneEnc)
  const { accountEnc, phoneEnc: _phone, ...rest } = found
  // Somebody else's order: that there is one is evidence, what stands in it is not this customer's.
  const records = order?.isOwn ? await recordEvidence(db, order.id) : []
  return {
    ...rest,
    account: maskAccount(openAccount(accountEnc)),
    phone: maskPhone(phone),
    unitName: unit.name[ctx.locale],
    timeZone: unit.timeZone,
    runNumber: run ? runNumber(run.seq) : '',
    importNumber: file ? importNumber(file.seq) : '',
    importName: file?.fileName ?? '',
    serviceName: names.get(found.serviceCode)?.[ctx.locale] ?? found.serviceCode,
    order,
    records: records.map((record) => ({ ...record, text: maskSensitiveNumbers(record.text, phone).text })),
    mayOpenOrder: order !== null && may(ctx, 'order.view', tree.find(order.unitId)?.path),
    tariff,
    dueSeconds: tariff && found.usedSeconds !== null ? dueSeconds(tariff, found.usedSeconds) : null,
    earlier,
    decidedBy: decider?.displayName ?? null,
    canAccept: may(ctx, 'reconciliation.accept', unit.path),
  }
}

const EXPORT_ROWS = 1_000
const COLUMNS = [
  'ref',
  'class',
  'why',
  'service',
  'account',
  'phone',
  'unit',
  'chargedAt',
  'currency',
  'charged',
  'correct',
  'owed',
  'state',
  'error',
] as const

/** The list of an address as a file. Leaves an audit row before the first byte goes out. */
export async function exportFindings(
  ctx: Ctx,
  runId: string,
  address: FindingAddress,
  format: 'csv' | 'xlsx',
): Promise<TableFile> {
  const run = await findRun(reader(ctx), runId)
  if (!run) throw new RefusedError({ code: 'not_found' })
  await audit(ctx, {
    action: 'reconciliation.export',
    subjectType: 'reconciliation_run',
    subjectId: runId,
    detail: { format, filters: findingQueryOf(address) },
  })
  const t = await getTranslations({ locale: ctx.locale, namespace: 'reconciliation' })
  const [filter, names] = [await filterOf(ctx, runId, address, 'reconciliation.view'), await classNames(ctx)]
  const nameOf = (code: FindingClass) => names.get(code) ?? code
  async function* pages() {
    for (let offset = 0; ; offset += EXPORT_ROWS) {
      const found = await listFindings(reader(ctx), filter, {
        order: address.sort ?? '-owed',
        limit: EXPORT_ROWS,
        offset,
      })
      const rows = await rowsOf(ctx, found)
      if (rows.length > 0)
        yield rows.map((row) => {
          const money = (minor: bigint | null) => (minor === null ? '' : plainAmount(minor, row.currency))
          return [
            row.chargeRef,
            [row.classCode, ...row.alsoClasses].map(nameOf).join('; '),
            t(`why.${row.why}`),
            row.serviceCode,
            row.account,
            row.phone,
            row.unitName,
            formatInstant(row.chargedAt, { locale: ctx.locale, timeZone: row.timeZone }),
            row.currency,
            money(row.chargedMinor),
            money(row.correctMinor),
            money(row.owedMinor),
            t(`findingState.${row.state}`),
            row.errorNumber ?? '',
          ]
        })
      if (rows.length < EXPORT_ROWS) return
    }
  }
  return tableFile(
    {
      name: `${t('export.file')}-${runNumber(run.seq)}`,
      sheet: t('findings.title'),
      heads: COLUMNS.map((column) => t(`export.${column}`)),
      pages: pages(),
    },
    format,
  )
}
