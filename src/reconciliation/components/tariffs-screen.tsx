import { useTranslations } from 'next-intl'
import { formatMinor } from '@/kernel/money'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import type { TariffRow } from '../store/tariffs'
import { RoomTabs } from './room-tabs'
import { TariffForm } from './tariff-form'

/** What calls and prompts cost, every version; what services cost stands with the services. */
export function TariffsScreen({
  tariffs,
  canAdd,
  timeZone,
}: {
  tariffs: readonly TariffRow[]
  canAdd: boolean
  timeZone: string
}) {
  const t = useTranslations('reconciliation')
  const locale = useAppLocale()
  return (
    <>
      <PageHeader title={t('title')} description={t('tariffs.intro')} />
      <RoomTabs current="tariffs" />
      <div className="mt-3 flex flex-col gap-3">
        {canAdd ? (
          <Panel title={t('tariffs.new')}>
            <TariffForm timeZone={timeZone} />
          </Panel>
        ) : null}
        <Panel flush>
          <DataTable
            caption={t('tariffs.caption')}
            empty={<EmptyState title={t('tariffs.empty')}>{t('tariffs.emptyBody')}</EmptyState>}
            columns={[
              { key: 'service', header: t('column.service'), primary: true, cell: (row) => row.serviceCode },
              { key: 'kind', header: t('one.kind'), cell: (row) => t(`kind.${row.kind}`) },
              {
                key: 'price',
                header: t('tariffs.price'),
                align: 'end',
                cell: (row) => formatMinor(row.priceMinor, row.currency, locale),
              },
              {
                key: 'step',
                header: t('tariffs.step'),
                align: 'end',
                cell: (row) => t('seconds', { count: row.stepSeconds }),
              },
              {
                key: 'free',
                header: t('tariffs.freeBelow'),
                align: 'end',
                cell: (row) => t('seconds', { count: row.freeBelowSeconds }),
              },
              {
                key: 'from',
                header: t('tariffs.validFrom'),
                cell: (row) => <LocalTime instant={row.validFrom} timeZone={timeZone} style="short" />,
              },
            ]}
            rows={tariffs}
            rowKey={({ id }) => id}
          />
        </Panel>
      </div>
    </>
  )
}
