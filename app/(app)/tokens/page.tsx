import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { NewTokenForm, RevokeToken } from '@/organisation/components/token-forms'
import { listTokens } from '@/organisation/queries/tokens'
import { ownTimeZone, unitOptions } from '@/organisation/queries/units'
import { orgTree } from '@/organisation/tree'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'

export async function generateMetadata() {
  return { title: (await getTranslations('tokens'))('title') }
}

export default page('token.manage', async ({ ctx }) => {
  const [t, tokens, units, tree, timeZone] = await Promise.all([
    getTranslations('tokens'),
    listTokens(ctx),
    unitOptions(ctx, 'token.manage'),
    orgTree(ctx),
    ownTimeZone(ctx),
  ])
  const time = (instant: Date | null) =>
    instant ? (
      <span className="whitespace-nowrap">
        <LocalTime instant={instant} timeZone={timeZone} />
      </span>
    ) : (
      '—'
    )
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <Panel title={t('newToken')} hint={t('newHint')}>
        <NewTokenForm units={units} />
      </Panel>
      <Panel title={t('existing')} flush className="mt-4">
        <DataTable
          caption={t('existing')}
          rows={tokens}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t('none')} />}
          columns={[
            { key: 'name', header: t('name'), primary: true, cell: (row) => row.name },
            {
              key: 'unit',
              header: t('unit'),
              clip: true,
              cell: (row) => tree.find(row.unitId)?.name[ctx.locale] ?? '—',
            },
            { key: 'created', header: t('created'), cell: (row) => time(row.createdAt) },
            {
              key: 'by',
              header: t('by'),
              hideOnPhone: true,
              cell: (row) => row.createdBy ?? t('commandLine'),
            },
            { key: 'used', header: t('lastUsed'), cell: (row) => time(row.lastUsedAt) },
            {
              key: 'state',
              header: t('state'),
              cell: (row) =>
                row.revokedAt ? (
                  <StateBadge kind="closed" label={t('revoked')} />
                ) : (
                  <StateBadge kind="active" label={t('active')} />
                ),
            },
            {
              key: 'actions',
              header: t('actions'),
              cell: (row) =>
                row.revokedAt ? time(row.revokedAt) : <RevokeToken id={row.id} name={row.name} />,
            },
          ]}
        />
      </Panel>
    </>
  )
})
