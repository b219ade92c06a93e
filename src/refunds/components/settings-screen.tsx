import { useTranslations } from 'next-intl'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import type { SettingsView } from '../queries/settings'
import { Money } from './money'
import { type RefundTab, RefundTabs } from './refund-tabs'
import { ClassForm, ClassSwitch, LimitForm } from './settings-forms'

/** From which amount two people approve, and the classes of error. */
export function RefundSettingsScreen({ view, tabs }: { view: SettingsView; tabs: readonly RefundTab[] }) {
  const t = useTranslations('refunds')
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/refunds' }, { label: t('tab.settings') }]}
        title={t('tab.settings')}
      />
      <RefundTabs current="settings" open={tabs} />
      <div className="mt-3 flex flex-col gap-3">
        <Panel title={t('limit.title')} hint={t('limit.hint')}>
          <LimitForm units={view.units} />
        </Panel>
        <Panel title={t('limit.now')} flush>
          <DataTable
            caption={t('limit.now')}
            rows={view.limits}
            rowKey={(row) => row.id}
            columns={[
              { key: 'unit', header: t('column.unit'), primary: true, cell: (row) => row.label },
              {
                key: 'above',
                header: t('limit.above'),
                align: 'end',
                cell: (row) => <Money minor={row.secondAboveMinor} currency="CNY" />,
              },
            ]}
          />
        </Panel>
        <Panel title={t('limit.history')} flush>
          <DataTable
            caption={t('limit.history')}
            rows={view.history}
            rowKey={(row) => `${row.unitId}/${row.setAt.getTime()}`}
            empty={<EmptyState title={t('limit.never')} />}
            columns={[
              { key: 'unit', header: t('column.unit'), primary: true, cell: (row) => row.unitName },
              {
                key: 'above',
                header: t('limit.above'),
                align: 'end',
                cell: (row) => <Money minor={row.secondAboveMinor} currency={row.currency} />,
              },
              { key: 'by', header: t('limit.by'), cell: (row) => row.setBy ?? t('one.system') },
              {
                key: 'at',
                header: t('limit.at'),
                cell: (row) => <LocalTime instant={row.setAt} timeZone={row.timeZone} />,
              },
            ]}
          />
        </Panel>
        <Panel title={t('class.title')} hint={t('class.hint')} flush>
          <DataTable
            caption={t('class.title')}
            rows={view.classes}
            rowKey={(row) => row.code}
            columns={[
              { key: 'name', header: t('class.name'), primary: true, cell: (row) => row.name },
              { key: 'code', header: t('class.code'), cell: (row) => <code>{row.code}</code> },
              { key: 'also', header: t('class.also'), cell: (row) => row.alsoClasses.join(', ') || '—' },
              { key: 'origin', header: t('class.origin'), cell: (row) => t(`class.from.${row.origin}`) },
              {
                key: 'state',
                header: t('column.state'),
                cell: (row) => (
                  <span className="flex items-center gap-2">
                    <StateBadge
                      kind={row.isClosed ? 'retired' : 'active'}
                      label={t(row.isClosed ? 'class.closed' : 'class.open')}
                    />
                    {view.canConfigureClasses ? (
                      <ClassSwitch code={row.code} isClosed={row.isClosed} />
                    ) : null}
                  </span>
                ),
              },
            ]}
          />
        </Panel>
        {view.canConfigureClasses ? (
          <Panel title={t('class.add')}>
            <ClassForm />
          </Panel>
        ) : null}
      </div>
    </>
  )
}
