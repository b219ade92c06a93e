import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { ButtonLink } from '@/ui/button'
import { type Column, DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Tabs } from '@/ui/tabs'
import { type GroupPage, type GroupView, hrefOfGroups } from '../queries/groups'
import { GROUP_STATES } from '../rules/group-states'
import { GroupGrowth } from './group-growth'

/** Group complaints: many customers, one cause. What waits for the quality officer stands first. */
export function GroupList({ page }: { page: GroupPage }) {
  const t = useTranslations('groups')
  const locale = useAppLocale()
  const { state } = page
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={<ButtonLink href="/groups/thresholds">{t('thresholds')}</ButtonLink>}
      />
      <Tabs
        label={t('title')}
        tabs={GROUP_STATES.map((each) => ({
          href: hrefOfGroups(each),
          label: t(`state.${each}`),
          current: each === state,
          count: formatCount(page.counts[each], locale),
        }))}
      />
      <Panel
        flush
        className="mt-2"
        footer={
          page.isFirst && !page.nextHref ? undefined : (
            <Pagination previousHref={page.isFirst ? null : hrefOfGroups(state)} nextHref={page.nextHref} />
          )
        }
      >
        <DataTable
          caption={t('caption', { state: t(`state.${state}`) })}
          columns={columnsOf(t, (count) => formatCount(count, locale))}
          rows={page.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/groups/${row.id}`}
          empty={
            <EmptyState title={t(`empty.${state}`)}>
              {state === 'open' ? t('emptyOpenBody') : null}
            </EmptyState>
          }
          sticky="page"
        />
      </Panel>
    </>
  )
}

function columnsOf(
  t: ReturnType<typeof useTranslations<'groups'>>,
  count: (value: number) => string,
): Column<GroupView>[] {
  return [
    {
      key: 'class',
      header: t('column.class'),
      primary: true,
      cell: (row) => (
        <>
          {row.className}
          {row.parentClassName ? (
            <span className="ml-1 text-muted text-xs">{row.parentClassName}</span>
          ) : null}
        </>
      ),
    },
    { key: 'unit', header: t('column.unit'), cell: (row) => row.unitName },
    {
      key: 'cases',
      header: t('column.cases'),
      align: 'end',
      cell: (row) => (
        <AppLink href={row.casesHref} className="relative z-1">
          {count(row.cases)}
        </AppLink>
      ),
    },
    { key: 'unfinished', header: t('column.unfinished'), align: 'end', cell: (row) => count(row.unfinished) },
    { key: 'growth', header: t('column.growth'), width: '15rem', cell: (row) => <GroupGrowth group={row} /> },
    {
      key: 'since',
      header: t('column.since'),
      width: '8rem',
      cell: (row) => <LocalTime instant={row.openedAt} timeZone={row.timeZone} style="short" />,
    },
  ]
}
