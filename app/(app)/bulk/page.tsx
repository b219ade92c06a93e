import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { NewBulkTemplate } from '@/messaging/components/bulk-forms'
import { bulkPage } from '@/messaging/queries/bulk'
import { orgTree } from '@/organisation/tree'
import { may } from '@/platform/context'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { BULK_LOOKS } from './looks'

export async function generateMetadata() {
  return { title: (await getTranslations('bulk'))('title') }
}

export default page('template.view', async ({ ctx, searchParams }) => {
  const number = Math.min(1_000, Math.max(1, Math.trunc(Number(searchParams.page)) || 1))
  const [t, list, tree] = await Promise.all([getTranslations('bulk'), bulkPage(ctx, number), orgTree(ctx)])
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        actions={
          <>
            {may(ctx, 'template.draft') ? <NewBulkTemplate /> : null}
            {may(ctx, 'bulk.send') ? (
              <ButtonLink look="primary" href="/bulk/new">
                {t('new')}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <Panel
        flush
        footer={
          <Pagination
            previousHref={number > 1 ? `/bulk?page=${number - 1}` : null}
            nextHref={list.hasMore ? `/bulk?page=${number + 1}` : null}
          />
        }
      >
        <DataTable
          caption={t('title')}
          rows={list.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/bulk/${row.id}`}
          sticky="page"
          empty={<EmptyState title={t('none')} />}
          columns={[
            { key: 'number', header: t('number'), primary: true, width: '10rem', cell: (row) => row.number },
            { key: 'name', header: t('name'), clip: true, cell: (row) => row.name },
            {
              key: 'unit',
              header: t('unit'),
              clip: true,
              hideOnPhone: true,
              cell: (row) => tree.find(row.unitId)?.name[ctx.locale] ?? '—',
            },
            {
              key: 'size',
              header: t('recipients'),
              align: 'end',
              cell: (row) => formatCount(row.audienceSize, ctx.locale),
            },
            { key: 'by', header: t('requestedBy'), hideOnPhone: true, cell: (row) => row.requestedBy },
            {
              key: 'at',
              header: t('requestedAt'),
              cell: (row) => (
                <span className="whitespace-nowrap">
                  <LocalTime instant={row.requestedAt} timeZone={tree.unitById(row.unitId).timeZone} />
                </span>
              ),
            },
            {
              key: 'state',
              header: t('state'),
              cell: (row) => <StateBadge kind={BULK_LOOKS[row.state]} label={t(`states.${row.state}`)} />,
            },
          ]}
        />
      </Panel>
    </>
  )
})
