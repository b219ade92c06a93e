import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { formatCount, formatInstant } from '@/ui/format'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import type { CatalogueService } from '../queries/services'
import { priceLabel } from './order-words'
import { ServiceDialog } from './service-form'
import { WithdrawService } from './withdraw-service'

/** What customers can order: as it is offered now, with the versions orders were placed under. */
export function ServicesScreen({
  services,
  canChange,
  timeZone,
}: {
  services: readonly CatalogueService[]
  canChange: boolean
  timeZone: string
}) {
  const t = useTranslations('orders')
  const locale = useAppLocale()
  const day = (at: Date) => formatInstant(at, { locale, timeZone, style: 'date' })
  return (
    <>
      <PageHeader
        title={t('services.title')}
        description={t('services.description')}
        actions={
          <>
            <ButtonLink href="/services/confirmation">{t('setting.title')}</ButtonLink>
            {canChange ? <ServiceDialog service={null} /> : null}
          </>
        }
      />
      <Panel flush>
        <DataTable
          caption={t('services.title')}
          rows={services}
          rowKey={({ newest }) => newest.code}
          sticky="page"
          columns={[
            {
              key: 'name',
              header: t('services.name'),
              primary: true,
              cell: ({ newest }) => (
                <span>
                  {newest.name[locale]}
                  <span className="block font-normal text-muted text-xs">
                    {newest.code} · {newest.provider[locale]}
                  </span>
                </span>
              ),
            },
            {
              key: 'type',
              header: t('services.type'),
              cell: ({ newest }) => (
                <span>
                  {t(`type.${newest.type}`)}
                  <span className="block text-muted text-xs">
                    {newest.extraClasses.map((each) => t(`extra.${each}`)).join(' · ')}
                    {newest.trialDays ? t('services.trial', { days: newest.trialDays }) : null}
                  </span>
                </span>
              ),
            },
            {
              key: 'price',
              header: t('services.price'),
              cell: ({ newest, earlier }) => (
                <span>
                  {priceLabel(newest, locale)}
                  <span className="block text-muted text-xs">
                    {t('services.since', { version: newest.version, day: day(newest.validFrom) })}
                    {earlier[0]
                      ? ` · ${t('services.before', { price: priceLabel(earlier[0], locale) })}`
                      : null}
                  </span>
                </span>
              ),
            },
            {
              key: 'cancelHow',
              header: t('services.cancelHow'),
              cell: ({ newest }) => newest.cancelHow[locale],
            },
            {
              key: 'running',
              header: t('services.running'),
              align: 'end',
              cell: ({ newest, running }) => (
                <a data-soft="" className="ui-link" href={`/orders?q=${newest.code}&state=active`}>
                  {formatCount(running, locale)}
                </a>
              ),
            },
            {
              key: 'state',
              header: t('services.state'),
              cell: ({ newest }) => (
                <StateBadge
                  kind={newest.withdrawnAt ? 'retired' : 'active'}
                  label={t(newest.withdrawnAt ? 'services.withdrawn' : 'services.offered')}
                  plain
                />
              ),
            },
            ...(canChange
              ? [
                  {
                    key: 'change',
                    header: t('services.change'),
                    cell: ({ newest }: CatalogueService) => (
                      <span className="flex gap-1">
                        <ServiceDialog service={{ ...newest, priceMinor: newest.priceMinor.toString() }} />
                        <WithdrawService code={newest.code} isWithdrawn={newest.withdrawnAt !== null} />
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Panel>
    </>
  )
}
