import { getTranslations } from 'next-intl/server'
import { AssignForm } from '@/calendar/components/assign-form'
import { WeeklyHours } from '@/calendar/components/hours-words'
import { YearGrid, YearLegend } from '@/calendar/components/year-grid'
import { readCalendar, unitsToAssign } from '@/calendar/queries'
import { holidaysOf, isProvisional, yearView } from '@/calendar/rules/year-view'
import { page } from '@/identity/guard'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { formatDay } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { announcedSpan } from '../years'

export async function generateMetadata() {
  const t = await getTranslations('calendars')
  return { title: t('calendar') }
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

export default page<'calendar.view', { id: string }>(
  'calendar.view',
  async ({ ctx, params, searchParams }) => {
    const t = await getTranslations('calendars')
    const asked = Number(one(searchParams.version))
    const found = await readCalendar(ctx, params.id, Number.isInteger(asked) && asked > 0 ? asked : undefined)
    const { calendar } = found
    const thisYear = ctx.clock().getUTCFullYear()
    const wanted = Number(one(searchParams.year))
    const year = wanted >= 1990 && wanted <= 2100 ? wanted : thisYear
    const holidays = holidaysOf(calendar, year)
    const provisional = isProvisional(calendar, year)
    const units = await unitsToAssign(ctx)
    const option = (unit: (typeof units)[number]) => ({
      value: unit.id,
      label: `${'　'.repeat(unit.path.split('.').length - 1)}${unit.name[ctx.locale]}`,
    })
    const days = (dates: readonly string[]) =>
      dates.map((date) => formatDay(date, ctx.locale, 'shortDate')).join(t('listComma'))
    const address = (to: number) =>
      `/calendars/${found.id}?year=${to}${found.shown === found.latest ? '' : `&version=${found.shown}`}`
    return (
      <>
        <PageHeader
          crumbs={[{ label: t('title'), href: '/calendars' }]}
          title={found.name[ctx.locale]}
          description={`${found.code} · ${found.timeZone} · ${t('versionNumber', { version: found.shown })}`}
          actions={
            found.mayManage ? (
              <>
                <ButtonLink href={`/calendars/${found.id}/hours`}>{t('editHours')}</ButtonLink>
                <ButtonLink look="primary" href={`/calendars/${found.id}/notice`}>
                  {t('importNotice')}
                </ButtonLink>
              </>
            ) : null
          }
        />
        <div className="flex flex-col gap-3">
          {found.shown === found.latest ? null : (
            <Notice kind="info">{t('olderVersion', { version: found.shown, latest: found.latest })}</Notice>
          )}
          {provisional ? (
            <Notice kind="warning" title={t('notAnnounced', { year })}>
              {t('provisionalHint', { year })}
            </Notice>
          ) : null}
          <Panel
            title={t('yearOf', { year })}
            actions={
              <>
                {provisional ? <StateBadge kind="provisional" /> : null}
                <ButtonLink size="sm" href={address(year - 1)}>{`← ${year - 1}`}</ButtonLink>
                <ButtonLink size="sm" href={address(year + 1)}>{`${year + 1} →`}</ButtonLink>
              </>
            }
            footer={<YearLegend />}
          >
            <YearGrid months={yearView(calendar, year)} year={year} />
          </Panel>
          <div className="grid gap-3 lg:grid-cols-2">
            <Panel title={t('holidaysIn', { year })}>
              {holidays.length === 0 ? (
                <p className="text-muted">{t(provisional ? 'plainWeekends' : 'noHolidays')}</p>
              ) : (
                <dl className="dl">
                  {holidays.map(({ name, off, worked }) => (
                    <div key={name} className="contents">
                      <dt>{name}</dt>
                      <dd>
                        {off.length > 0 ? t('offDays', { days: days(off), count: off.length }) : null}
                        {worked.length > 0 ? (
                          <span className="block text-muted">{t('workedDays', { days: days(worked) })}</span>
                        ) : null}
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
            </Panel>
            <Panel title={t('weeklyHours')}>
              <WeeklyHours weekly={calendar.weekly} />
            </Panel>
            <Panel title={t('announced')}>
              <p>{calendar.announcedYears ? announcedSpan(calendar.announcedYears) : t('needsNoNotices')}</p>
              <p className="mt-1 text-muted">{t('runningNow', { count: found.running })}</p>
            </Panel>
            <Panel title={t('units')}>
              <p className="mb-2">
                {found.units.map((unit) => unit.name[ctx.locale]).join(t('listComma')) || t('noUnits')}
              </p>
              {units.length > 0 ? (
                <AssignForm
                  calendarId={found.id}
                  units={units.filter(({ calendarId }) => calendarId !== found.id).map(option)}
                  assigned={units.filter(({ calendarId }) => calendarId === found.id).map(option)}
                />
              ) : null}
            </Panel>
          </div>
          <Panel title={t('versions')} flush>
            <DataTable
              caption={t('versions')}
              rows={found.versions}
              rowKey={({ id }) => id}
              rowHref={({ version }) => `/calendars/${found.id}?version=${version}&year=${year}`}
              columns={[
                {
                  key: 'version',
                  header: t('version'),
                  primary: true,
                  cell: ({ version }) => t('versionNumber', { version }),
                },
                {
                  key: 'at',
                  header: t('publishedAt'),
                  cell: ({ publishedAt }) => <LocalTime instant={publishedAt} timeZone={found.timeZone} />,
                },
                {
                  key: 'by',
                  header: t('publishedBy'),
                  cell: ({ publishedByName }) => publishedByName ?? '—',
                },
                { key: 'note', header: t('note'), cell: ({ note }) => note ?? '—' },
              ]}
            />
          </Panel>
        </div>
      </>
    )
  },
)
