import { getTranslations } from 'next-intl/server'
import { audit } from '@/platform/audit'
import type { Ctx } from '@/platform/context'
import { type TableFile, type TableFormat, tableFile } from '@/platform/table-file'
import { formatInstant } from '@/ui/format'
import type { Translate } from '../components/order-words'
import { EXPORT_LIMIT } from '../rules/lists'
import { amountWords, periodText } from '../rules/price'
import { type OrderAddress, orderQuery } from './list-address'
import { eachOrder, type ListedOrder } from './orders'

const COLUMNS = [
  'number',
  'state',
  'service',
  'code',
  'type',
  'price',
  'customer',
  'channel',
  'unit',
  'owner',
  'requested',
  'windowEnds',
  'activated',
  'cancelled',
  'wrongCharges',
  'withoutConsent',
] as const

/** The list of an address as a file, customers masked; leaves an audit row before the first byte goes out. */
export async function exportOrders(ctx: Ctx, address: OrderAddress, format: TableFormat): Promise<TableFile> {
  await audit(ctx, {
    action: 'order.export',
    subjectType: 'order_list',
    subjectId: null,
    detail: { format, filters: orderQuery({ ...address, at: undefined }) },
  })
  const t = (await getTranslations({ locale: ctx.locale, namespace: 'orders' })) as unknown as Translate
  async function* pages() {
    for await (const rows of eachOrder(ctx, address, EXPORT_LIMIT))
      yield rows.map((row) => cells(row, t, ctx))
  }
  return tableFile(
    {
      name: `${t('export.file')}-${ctx.clock().toISOString().slice(0, 10)}`,
      sheet: t('title'),
      heads: COLUMNS.map((column) => t(`export.${column}`)),
      pages: pages(),
    },
    format,
  )
}

function cells(row: ListedOrder, t: Translate, { locale }: Ctx): string[] {
  const at = (instant: Date | null) =>
    instant ? formatInstant(instant, { locale, timeZone: row.timeZone, style: 'long' }) : ''
  const values: Record<(typeof COLUMNS)[number], string> = {
    number: row.number,
    state: t(`state.${row.state}`),
    service: row.service[locale],
    code: row.code,
    type: t(`type.${row.type}`),
    price: `${amountWords(row.priceMinor, row.currency, locale)} ${periodText(row.period)[locale]}`,
    customer: row.customer?.phone ?? '',
    channel: t(`channel.${row.channel}`),
    unit: row.unitName,
    owner: row.ownerName ?? '',
    requested: at(row.requestedAt),
    windowEnds: at(row.windowEndsAt),
    activated: at(row.activatedAt),
    cancelled: at(row.cancelledAt),
    wrongCharges: String(row.wrongCharges),
    withoutConsent: String(row.withoutConsent),
  }
  return COLUMNS.map((column) => values[column])
}
