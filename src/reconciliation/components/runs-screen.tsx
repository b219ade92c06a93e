import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import type { RunRow } from '../queries/runs'
import { RefreshWhile } from './refresh-while'
import { RoomTabs } from './room-tabs'
import { StartRun } from './start-run'
import { formatRate, StatusBadge } from './state'

/** All runs, and the form that begins another. */
export function RunsScreen({
  runs,
  start,
}: {
  runs: readonly RunRow[]
  start: {
    readonly month: string
    readonly units: readonly { readonly value: string; readonly label: string }[]
  } | null
}) {
  const t = useTranslations('reconciliation')
  const locale = useAppLocale()
  const count = (value: number) => formatCount(value, locale)
  return (
    <>
      <RefreshWhile isRunning={runs.some(({ status }) => status === 'waiting' || status === 'running')} />
      <PageHeader title={t('title')} description={t('intro')} />
      <RoomTabs current="runs" />
      <div className="mt-3 flex flex-col gap-3">
        {start ? (
          <Panel title={t('start.title')} hint={t('start.hint')}>
            <StartRun {...start} />
          </Panel>
        ) : null}
        <Panel flush>
          <DataTable
            caption={t('runs.caption')}
            empty={<EmptyState title={t('runs.empty')}>{t('runs.emptyBody')}</EmptyState>}
            columns={[
              { key: 'number', header: t('column.run'), primary: true, cell: (run) => run.number },
              { key: 'month', header: t('column.month'), cell: (run) => run.month },
              { key: 'unit', header: t('column.unit'), cell: (run) => run.unitName },
              {
                key: 'status',
                header: t('column.status'),
                cell: (run) => <StatusBadge status={run.status} />,
              },
              {
                key: 'charges',
                header: t('column.charges'),
                align: 'end',
                cell: (run) => count(run.charges),
              },
              {
                key: 'findings',
                header: t('column.findings'),
                align: 'end',
                cell: (run) => count(run.findings),
              },
              { key: 'open', header: t('column.open'), align: 'end', cell: (run) => count(run.open) },
              {
                key: 'rate',
                header: t('column.rate'),
                align: 'end',
                cell: (run) => formatRate(run.per10000, locale),
              },
              {
                key: 'at',
                header: t('column.at'),
                cell: (run) => <LocalTime instant={run.createdAt} timeZone={run.timeZone} style="short" />,
              },
            ]}
            rows={runs}
            rowKey={({ id }) => id}
            rowHref={({ id }) => `/reconciliation/runs/${id}`}
          />
        </Panel>
      </div>
    </>
  )
}
