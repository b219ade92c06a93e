import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { BatchBadge } from '@/imports/components/batch-badge'
import { UploadForm } from '@/imports/components/upload-form'
import { listImports } from '@/imports/queries'
import { LARGEST_IMPORT_BYTES } from '@/imports/store/source-file'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  const t = await getTranslations('imports')
  return { title: t('title') }
}

export default page('complaint.import', async ({ ctx }) => {
  const t = await getTranslations('imports')
  const batches = await listImports(ctx)
  const count = (value: number) => formatCount(value, ctx.locale)
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} />
      <div className="flex flex-col gap-3">
        <Panel title={t('newTitle')}>
          <UploadForm maxMegabytes={LARGEST_IMPORT_BYTES / 1024 / 1024} />
        </Panel>
        <Panel flush>
          <DataTable
            caption={t('listCaption')}
            empty={<EmptyState title={t('empty')} />}
            columns={[
              { key: 'file', header: t('column.file'), primary: true, cell: (batch) => batch.fileName },
              {
                key: 'state',
                header: t('column.state'),
                cell: (batch) => <BatchBadge status={batch.status} />,
              },
              {
                key: 'rows',
                header: t('column.rows'),
                align: 'end',
                cell: (batch) =>
                  batch.processed === batch.total || batch.status === 'draft'
                    ? count(batch.total)
                    : t('progress.count', { processed: count(batch.processed), total: count(batch.total) }),
              },
              { key: 'added', header: t('column.added'), align: 'end', cell: (batch) => count(batch.added) },
              {
                key: 'duplicates',
                header: t('column.duplicates'),
                align: 'end',
                cell: (batch) => count(batch.duplicates),
              },
              {
                key: 'rejected',
                header: t('column.rejected'),
                align: 'end',
                cell: (batch) => count(batch.rejected),
              },
              { key: 'unit', header: t('column.unit'), cell: (batch) => batch.unitName },
              { key: 'by', header: t('column.by'), cell: (batch) => batch.by },
              {
                key: 'at',
                header: t('column.at'),
                cell: (batch) => <LocalTime instant={batch.createdAt} timeZone={batch.timeZone} />,
              },
            ]}
            rows={batches}
            rowKey={({ id }) => id}
            rowHref={({ id }) => `/imports/${id}`}
          />
        </Panel>
      </div>
    </>
  )
})
