import { getTranslations } from 'next-intl/server'
import { listCalendars } from '@/calendar/queries'
import { page } from '@/identity/guard'
import { may } from '@/platform/context'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { announcedSpan } from './years'

export async function generateMetadata() {
  const t = await getTranslations('calendars')
  return { title: t('title') }
}

export default page('calendar.view', async ({ ctx }) => {
  const t = await getTranslations('calendars')
  const rows = await listCalendars(ctx)
  const nextYear = ctx.clock().getUTCFullYear() + 1
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('listHint')}
        actions={
          may(ctx, 'calendar.manage') ? (
            <ButtonLink look="primary" href="/calendars/new">
              {t('add')}
            </ButtonLink>
          ) : null
        }
      />
      <Panel flush>
        <DataTable
          caption={t('title')}
          rows={rows}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/calendars/${id}`}
          empty={<EmptyState title={t('none')}>{t('noneHint')}</EmptyState>}
          columns={[
            { key: 'name', header: t('nameHead'), primary: true, cell: ({ name }) => name[ctx.locale] },
            { key: 'code', header: t('code'), cell: ({ code }) => <span className="font-mono">{code}</span> },
            { key: 'zone', header: t('timeZone'), cell: ({ timeZone }) => timeZone },
            { key: 'version', header: t('version'), cell: ({ version }) => t('versionNumber', { version }) },
            {
              key: 'announced',
              header: t('announced'),
              cell: ({ calendar: { announcedYears } }) =>
                announcedYears ? (
                  <span className="flex flex-wrap items-center gap-2">
                    {announcedSpan(announcedYears)}
                    {announcedYears.includes(nextYear) ? null : (
                      <StateBadge kind="provisional" label={t('notAnnounced', { year: nextYear })} />
                    )}
                  </span>
                ) : (
                  t('needsNoNotices')
                ),
            },
            {
              key: 'units',
              header: t('units'),
              cell: ({ units }) => units.map((name) => name[ctx.locale]).join(t('listComma')) || '—',
            },
          ]}
        />
      </Panel>
    </>
  )
})
