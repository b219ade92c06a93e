import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { DataTable } from '@/ui/data-table'
import { DescriptionList } from '@/ui/description-list'
import { formatCount, formatDay } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { Panel } from '@/ui/panel'
import type { UnitDetail } from '../queries/units'
import { SubscribersForm } from './subscriber-forms'

/** What a unit is: place, zone, calendar, people by role. */
export function UnitFacts({ detail, staffCount }: { detail: UnitDetail; staffCount: number }) {
  const t = useTranslations('organisation')
  const nav = useTranslations('nav')
  const locale = useAppLocale()
  const { unit, calendar, roleCounts } = detail
  const calendarText = calendar
    ? calendar.from
      ? t('calendarFrom', { name: calendar.name[locale], unit: calendar.from.name[locale] })
      : calendar.name[locale]
    : t('calendarNone')
  const items = [
    { term: t('unitKind'), value: t(`kind.${unit.kind}`) },
    { term: t('code'), value: <code>{unit.code}</code> },
    { term: t('timeZone'), value: unit.timeZone },
    { term: t('calendar'), value: calendarText },
    { term: t('phone'), value: unit.phone ?? '—' },
    {
      term: t('activeStaff'),
      value: <AppLink href={`/staff?unit=${unit.id}`}>{formatCount(staffCount, locale)}</AppLink>,
    },
    ...(unit.isNetworkTeam ? [{ term: t('networkTeam'), value: t('networkTeamHint') }] : []),
    ...roleCounts.map(({ role, count }) => ({
      term: nav(`role.${role}`),
      value: <AppLink href={`/staff?unit=${unit.id}&role=${role}`}>{formatCount(count, locale)}</AppLink>,
    })),
  ]
  return (
    <Panel title={t('facts')}>
      <DescriptionList items={items} two />
    </Panel>
  )
}

/** Where the unit stood, from when to when. */
export function PlacementHistory({ detail }: { detail: UnitDetail }) {
  const t = useTranslations('organisation')
  const locale = useAppLocale()
  const { timeZone } = detail.unit
  return (
    <Panel title={t('placements')} flush>
      <DataTable
        caption={t('placements')}
        rows={detail.placements}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'parent',
            header: t('parent'),
            primary: true,
            cell: (row) => row.parent?.name[locale] ?? t('top'),
          },
          {
            key: 'from',
            header: t('from'),
            cell: (row) => <LocalTime instant={row.from} timeZone={timeZone} style="date" />,
          },
          {
            key: 'to',
            header: t('to'),
            cell: (row) =>
              row.to ? <LocalTime instant={row.to} timeZone={timeZone} style="date" /> : t('now'),
          },
          {
            key: 'reason',
            header: t('reason'),
            cell: (row) => [row.reason, row.by].filter(Boolean).join(' · ') || '—',
          },
        ]}
      />
    </Panel>
  )
}

/** Customers per month: the denominator of complaints per 10,000 users. */
export function SubscriberMonths({ detail, now }: { detail: UnitDetail; now: Date }) {
  const t = useTranslations('organisation')
  const locale = useAppLocale()
  const months = monthsBefore(now).map((value) => ({
    value,
    label: formatDay(`${value}-01`, locale, 'month'),
  }))
  return (
    <Panel
      title={t('subscribers')}
      hint={t('subscribersHint')}
      flush
      footer={detail.mayManage ? <SubscribersForm unitId={detail.unit.id} months={months} /> : undefined}
    >
      <DataTable
        caption={t('subscribers')}
        rows={detail.subscribers}
        rowKey={(row) => row.month}
        cards={false}
        columns={[
          {
            key: 'month',
            header: t('month'),
            primary: true,
            cell: (row) => formatDay(`${row.month}-01`, locale, 'month'),
          },
          {
            key: 'own',
            header: t('ownSubscribers'),
            align: 'end',
            cell: (row) => (row.own === null ? '—' : formatCount(row.own, locale)),
          },
          {
            key: 'below',
            header: t('belowSubscribers'),
            align: 'end',
            cell: (row) => (row.below === 0 ? '—' : formatCount(row.below, locale)),
          },
        ]}
      />
    </Panel>
  )
}

/** This month and the 24 before it, newest first, as `2026-01`. */
function monthsBefore(now: Date): string[] {
  return Array.from({ length: 25 }, (_, index) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - index, 1)).toISOString().slice(0, 7),
  )
}
