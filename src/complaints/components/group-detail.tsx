import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { DescriptionList } from '@/ui/description-list'
import { formatCount } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import type { GroupDetail, GroupView } from '../queries/groups'
import { CaseTable } from './case-table'
import { GroupDecision } from './group-decision'
import { GroupGrowth } from './group-growth'
import { GroupStateBadge } from './group-state'

/** One group: what it is, how it grows, its cases, and the quality officer's decision. */
export function GroupDetailScreen({ detail }: { detail: GroupDetail }) {
  const t = useTranslations('groups')
  const locale = useAppLocale()
  const { group, cases, canManage } = detail
  return (
    <>
      <PageHeader
        title={`${group.className} · ${group.unitName}`}
        crumbs={[{ label: t('title'), href: '/groups' }]}
        badges={<GroupStateBadge state={group.state} />}
        actions={
          canManage && group.state === 'open' ? (
            <GroupDecision groupId={group.id} cases={group.cases} />
          ) : null
        }
      />
      <div className="mb-3 grid gap-3 lg:grid-cols-[1fr_auto]">
        <Panel title={t('about')}>
          <DescriptionList two items={facts(t, group, (count) => formatCount(count, locale))} />
        </Panel>
        <Panel title={t('column.growth')}>
          <GroupGrowth group={group} wide />
        </Panel>
      </div>
      <Panel
        flush
        title={t('linked')}
        footer={
          cases.previousHref || cases.nextHref ? (
            <Pagination previousHref={cases.previousHref} nextHref={cases.nextHref} />
          ) : undefined
        }
      >
        <CaseTable page={cases} selectable={false} />
      </Panel>
    </>
  )
}

function facts(
  t: ReturnType<typeof useTranslations<'groups'>>,
  group: GroupView,
  count: (value: number) => string,
) {
  const since = <LocalTime instant={group.openedAt} timeZone={group.timeZone} />
  const decided = group.closedAt ? <LocalTime instant={group.closedAt} timeZone={group.timeZone} /> : null
  return [
    {
      term: t('column.class'),
      value: group.parentClassName ? `${group.parentClassName} / ${group.className}` : group.className,
    },
    { term: t('column.unit'), value: group.unitName },
    {
      term: t('column.cases'),
      value: <AppLink href={group.casesHref}>{t('cases', { count: group.cases })}</AppLink>,
    },
    { term: t('column.unfinished'), value: count(group.unfinished) },
    { term: t('column.since'), value: since },
    { term: t('threshold'), value: t('thresholdWas', { count: group.threshold, hours: group.windowHours }) },
    ...(decided
      ? [
          {
            term: t(`decided.${group.state}`),
            value: (
              <>
                {decided} {group.closedBy}
              </>
            ),
          },
          { term: t('note'), value: group.note ?? '' },
        ]
      : []),
  ]
}
