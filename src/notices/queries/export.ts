import { getTranslations } from 'next-intl/server'
import { plainAmount } from '@/kernel/money'
import { audit } from '@/platform/audit'
import type { Ctx } from '@/platform/context'
import { type TableFile, type TableFormat, tableFile } from '@/platform/table-file'
import { formatInstant } from '@/ui/format'
import type { Translate } from '../components/event-words'
import { EXPORT_LIMIT } from '../rules/lists'
import { eachEvent, type ListedEvent } from './list'
import { type EventAddress, eventQuery } from './list-address'

const COLUMNS = [
  'number',
  'ref',
  'kind',
  'state',
  'proof',
  'latestAt',
  'eventAt',
  'amount',
  'balance',
  'currency',
  'customer',
  'account',
  'customerClass',
  'unit',
  'lastNotice',
  'deliveredAt',
  'hold',
  'heldBy',
  'plannedAt',
  'doneAt',
  'breach',
] as const

/** The list of an address as a file, customers masked; leaves an audit row before the first byte goes out. */
export async function exportEvents(ctx: Ctx, address: EventAddress, format: TableFormat): Promise<TableFile> {
  await audit(ctx, {
    action: 'notice.export',
    subjectType: 'planned_event_list',
    subjectId: null,
    detail: { format, filters: eventQuery({ ...address, at: undefined }) },
  })
  const t = (await getTranslations({ locale: ctx.locale, namespace: 'notices' })) as unknown as Translate
  async function* pages() {
    for await (const rows of eachEvent(ctx, address, EXPORT_LIMIT))
      yield rows.map((row) => cells(row, t, ctx))
  }
  return tableFile(
    {
      name: `${t('export.file')}-${ctx.clock().toISOString().slice(0, 10)}`,
      sheet: t(`kind.${address.kind ?? 'suspension'}`),
      heads: COLUMNS.map((column) => t(`export.${column}`)),
      pages: pages(),
    },
    format,
  )
}

function cells(row: ListedEvent, t: Translate, { locale }: Ctx): string[] {
  const at = (instant: Date | null) =>
    instant ? formatInstant(instant, { locale, timeZone: row.timeZone, style: 'dateTime' }) : ''
  const money = (minor: bigint | null) => (minor === null ? '' : plainAmount(minor, row.currency))
  const values: Record<(typeof COLUMNS)[number], string> = {
    number: row.number,
    ref: row.externalRef,
    kind: t(`kind.${row.kind}`),
    state: t(`state.${row.state}`),
    proof: t(`proof.${row.proof}`),
    latestAt: at(row.latestNoticeAt),
    eventAt: at(row.eventAt),
    amount: money(row.newPriceMinor ?? row.amountMinor),
    balance: money(row.balanceMinor),
    currency: row.currency,
    customer: row.customer?.phone ?? '',
    account: row.account,
    customerClass: t(`customerClass.${row.customerClass}`),
    unit: row.unitName,
    lastNotice: row.lastChannel ? `${t(`channel.${row.lastChannel}`)} ${t(`notice.${row.lastState}`)}` : '',
    deliveredAt: at(row.lastDeliveredAt),
    hold: row.holdReason ?? '',
    heldBy: row.holdBy ?? '',
    plannedAt: at(row.plannedAt),
    doneAt: at(row.doneAt),
    breach: row.breachReason ?? '',
  }
  return COLUMNS.map((column) => values[column])
}
