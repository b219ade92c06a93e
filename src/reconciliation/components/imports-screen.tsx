import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import type { ImportRow } from '../queries/imports'
import { RefreshWhile } from './refresh-while'
import { RoomTabs } from './room-tabs'
import { StatusBadge } from './state'
import { UploadCharges } from './upload-charges'

type Props = {
  readonly list: { readonly rows: readonly ImportRow[]; readonly page: number; readonly hasNext: boolean }
  readonly upload: {
    readonly maxMegabytes: number
    readonly units: readonly { readonly value: string; readonly label: string }[]
  } | null
}

/** Files and calls with charges, and the form for another. */
export function ImportsScreen({ list, upload }: Props) {
  const t = useTranslations('reconciliation')
  const locale = useAppLocale()
  const count = (value: number) => formatCount(value, locale)
  const href = (page: number) => `/reconciliation/imports?page=${page}`
  return (
    <>
      <RefreshWhile
        isRunning={list.rows.some(({ status }) => status === 'waiting' || status === 'running')}
      />
      <PageHeader title={t('title')} description={t('imports.intro')} />
      <RoomTabs current="imports" />
      <div className="mt-3 flex flex-col gap-3">
        {upload ? (
          <Panel title={t('imports.new')}>
            <UploadCharges {...upload} />
            <p className="mt-2 text-muted text-sm">{t('imports.columns')}</p>
          </Panel>
        ) : null}
        <Panel
          flush
          footer={
            list.rows.length > 0 ? (
              <Pagination
                previousHref={list.page > 1 ? href(list.page - 1) : null}
                nextHref={list.hasNext ? href(list.page + 1) : null}
              />
            ) : undefined
          }
        >
          <DataTable
            caption={t('imports.caption')}
            empty={<EmptyState title={t('imports.empty')} />}
            columns={[
              { key: 'number', header: t('column.import'), cell: (row) => row.number },
              {
                key: 'file',
                header: t('column.file'),
                primary: true,
                clip: true,
                cell: (row) => row.fileName,
              },
              {
                key: 'status',
                header: t('column.status'),
                cell: (row) => <StatusBadge status={row.status} />,
              },
              {
                key: 'processed',
                header: t('column.rows'),
                align: 'end',
                cell: (row) => count(row.processed),
              },
              { key: 'added', header: t('column.added'), align: 'end', cell: (row) => count(row.added) },
              { key: 'known', header: t('column.known'), align: 'end', cell: (row) => count(row.known) },
              {
                key: 'rejected',
                header: t('column.rejected'),
                align: 'end',
                cell: (row) => count(row.rejected),
              },
              { key: 'unit', header: t('column.unit'), cell: (row) => row.unitName },
              {
                key: 'at',
                header: t('column.at'),
                cell: (row) => <LocalTime instant={row.createdAt} timeZone={row.timeZone} style="short" />,
              },
            ]}
            rows={list.rows}
            rowKey={({ id }) => id}
            rowHref={({ id }) => `/reconciliation/imports/${id}`}
          />
        </Panel>
      </div>
    </>
  )
}
