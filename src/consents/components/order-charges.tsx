import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { LocalTime } from '@/ui/local-time'
import { StateBadge } from '@/ui/state-badge'
import type { OrderPage } from '../queries/order'
import { amountWords } from '../rules/price'
import { chargeKind } from './order-words'

type Charge = OrderPage['charges'][number]

/** Address of the form for the refund of a wrong charge, filled in. */
export function refundHref({ order, service }: OrderPage, charge: Charge): string {
  // Above the price the price was right; every other wrong charge should not be there at all.
  const correct = charge.verdict === 'above_price' ? service.priceMinor : 0n
  const query = new URLSearchParams({
    order: order.id,
    charge: charge.chargeRef,
    charged: charge.amountMinor.toString(),
    correct: correct.toString(),
    currency: charge.currency,
    chargedAt: charge.chargedAt.toISOString(),
    service: service.code,
    class: service.extraClasses.length > 0 ? 'content_fee' : 'not_as_ordered',
  })
  return `/refunds/new?${query}`
}

/** What was charged on the order, what each charge is, and the refund one press away. */
export function OrderCharges({ view }: { view: OrderPage }) {
  const t = useTranslations('orders')
  const locale = useAppLocale()
  if (view.charges.length === 0) return <p className="text-muted">{t('charge.none')}</p>
  return (
    <DataTable
      caption={t('charge.title')}
      rows={view.charges}
      rowKey={({ id }) => id}
      columns={[
        { key: 'ref', header: t('charge.ref'), primary: true, cell: ({ chargeRef }) => chargeRef },
        {
          key: 'at',
          header: t('charge.at'),
          cell: ({ chargedAt }) => <LocalTime instant={chargedAt} timeZone={view.timeZone} />,
        },
        {
          key: 'amount',
          header: t('charge.amount'),
          align: 'end',
          cell: ({ amountMinor, currency }) => amountWords(amountMinor, currency, locale),
        },
        {
          key: 'verdict',
          header: t('charge.verdict'),
          cell: ({ verdict }) => (
            <StateBadge kind={chargeKind(verdict)} label={t(`chargeVerdict.${verdict}`)} plain />
          ),
        },
        {
          key: 'refund',
          header: t('charge.refund'),
          cell: (charge) =>
            charge.verdict === 'as_ordered' || !view.can.refund ? null : (
              <ButtonLink size="sm" href={refundHref(view, charge)}>
                {t('charge.propose')}
              </ButtonLink>
            ),
        },
      ]}
    />
  )
}
