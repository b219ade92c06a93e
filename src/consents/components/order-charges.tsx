import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { DataTable } from '@/ui/data-table'
import { LocalTime } from '@/ui/local-time'
import { StateBadge } from '@/ui/state-badge'
import type { OrderPage } from '../queries/order'
import { amountWords } from '../rules/price'
import { chargeKind } from './order-words'
import { type Propose, ProposeRefund } from './propose-refund'

/** Refunds on their way: number of the billing error by the charge's reference, and the way to report one more. */
export type RefundTools = {
  readonly reported: Readonly<Record<string, string>>
  readonly propose: Propose
}

/** What was charged on the order, what each charge is, and the refund one press away. */
export function OrderCharges({ view, refunds }: { view: OrderPage; refunds: RefundTools }) {
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
          cell: ({ chargeRef, verdict }) => {
            const number = refunds.reported[chargeRef]
            if (number) return <AppLink href={`/refunds/${encodeURIComponent(number)}`}>{number}</AppLink>
            return verdict === 'as_ordered' || !view.can.refund ? null : (
              <ProposeRefund
                orderId={view.order.id}
                chargeRef={chargeRef}
                propose={refunds.propose}
                label={t('charge.propose')}
              />
            )
          },
        },
      ]}
    />
  )
}
