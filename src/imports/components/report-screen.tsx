import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { DescriptionList } from '@/ui/description-list'
import { formatCount, formatInstant, formatPercent } from '@/ui/format'
import { Notice } from '@/ui/notice'
import { Panel } from '@/ui/panel'
import { StatTile } from '@/ui/stat-tile'
import type { ReportView } from '../queries'
import type { Found } from '../rules/report'

/** What came of an import: counts, branches, classes, what was decided and what is left to correct. */
export function ReportScreen({ view, error }: { view: ReportView; error: string | null }) {
  const t = useTranslations('imports')
  const locale = useAppLocale()
  const { batch, mayList } = view
  const { report, processed, added, duplicates, rejected } = batch
  const count = (value: number) => formatCount(value, locale)
  const casesHref = (query = '') =>
    mayList ? `/complaints?status=all&import=${batch.id}${query}` : undefined
  const rowsHref = `/imports/${batch.id}/rows`
  return (
    <div className="flex flex-col gap-3">
      {batch.status === 'failed' ? (
        <Notice kind="error" title={t('report.failed')}>
          {error}
        </Notice>
      ) : null}
      {batch.status === 'stopped' ? (
        <Notice kind="warning">{t('report.stopped', { left: count(batch.total - processed) })}</Notice>
      ) : null}
      {view.looksSwapped ? (
        <Notice kind="warning" title={t('map.looksSwapped', { column: view.looksSwapped.column })}>
          {t('map.looksSwappedWhy', { count: count(view.looksSwapped.count) })}
        </Notice>
      ) : null}
      <div className="grid grid-cols-2 gap-2 md:grid-cols-4">
        <StatTile
          label={t('report.total')}
          value={count(processed)}
          note={`${t('report.lost')} ${count(processed - added - duplicates - rejected)}`}
        />
        <StatTile label={t('column.added')} value={count(added)} href={casesHref()} kind="success" />
        <StatTile label={t('column.duplicates')} value={count(duplicates)} />
        <StatTile
          label={t('column.rejected')}
          value={count(rejected)}
          href={rejected > 0 ? rowsHref : undefined}
          kind={rejected > 0 ? 'warning' : undefined}
        />
      </div>
      {rejected > 0 ? (
        <Panel
          title={t('report.problems')}
          flush
          actions={
            <>
              <ButtonLink href={rowsHref} look="primary" size="sm">
                {t('report.correct', { count: rejected })}
              </ButtonLink>
              <a className="btn btn--sm" href={`/api/v1/imports/${batch.id}/rows`} download>
                {t('report.download')}
              </a>
            </>
          }
        >
          <FoundTable
            caption={t('report.problems')}
            found={Object.entries(view.problems)}
            words={(code) => t(`problem.${code}`, { value: '…', limit: '…', line: '…', reference: '…' })}
          />
        </Panel>
      ) : null}
      <div className="grid gap-3 lg:grid-cols-2">
        <Panel title={t('report.branches')} flush>
          <DataTable
            caption={t('report.branches')}
            columns={[
              {
                key: 'name',
                header: t('column.branch'),
                primary: true,
                cell: ({ name }) => name,
              },
              { key: 'added', header: t('column.added'), align: 'end', cell: (row) => count(row.added) },
              { key: 'open', header: t('column.open'), align: 'end', cell: (row) => count(row.open) },
              { key: 'closed', header: t('column.closed'), align: 'end', cell: (row) => count(row.closed) },
              { key: 'zone', header: t('column.zone'), cell: ({ timeZone }) => timeZone },
            ]}
            rows={view.branches}
            rowKey={({ id }) => id}
            rowHref={mayList ? ({ code }) => casesHref(`&unit=${code}`) ?? '' : undefined}
          />
        </Panel>
        <Panel title={t('report.classes')} flush>
          <DataTable
            caption={t('report.classes')}
            columns={[
              { key: 'name', header: t('column.class'), primary: true, cell: ({ name }) => name },
              { key: 'count', header: t('column.count'), align: 'end', cell: (row) => count(row.count) },
              {
                key: 'share',
                header: t('column.share'),
                align: 'end',
                cell: (row) => formatPercent(added > 0 ? row.count / added : null, locale),
              },
            ]}
            rows={view.classes}
            rowKey={({ code }) => code}
            rowHref={mayList ? ({ code }) => casesHref(`&class=${code}`) ?? '' : undefined}
          />
        </Panel>
      </div>
      {Object.keys(report.notes).length > 0 ? (
        <Panel title={t('report.notes')} flush>
          <FoundTable
            caption={t('report.notes')}
            found={Object.entries(report.notes)}
            words={(code) => t(`note.${code}`)}
          />
        </Panel>
      ) : null}
      <Panel title={t('report.choices')}>
        <DescriptionList two items={choicesOf(view, t, locale, count)} />
        <p className="mt-3">
          {report.obligations === 0
            ? t('report.owedNone')
            : `${t('report.owed', { obligations: count(report.obligations), owing: count(report.owing) })} ${t('report.owedSome', { owing: count(report.owing), free: count(added - report.owing) })}`}
        </p>
      </Panel>
    </div>
  )
}

type T = ReturnType<typeof useTranslations>

function choicesOf(
  { batch, unit, by, ownerName }: ReportView,
  t: T,
  locale: ReturnType<typeof useAppLocale>,
  count: (value: number) => string,
) {
  const { mapping, report, startedAt, finishedAt } = batch
  const at = (iso: string) => formatInstant(new Date(iso), { locale, timeZone: unit.timeZone })
  const seconds = startedAt && finishedAt ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : null
  return [
    { term: t('column.unit'), value: unit.name[locale] },
    { term: t('map.origin'), value: mapping.origin },
    { term: t('column.by'), value: by },
    { term: t('map.owner'), value: ownerName ?? t(`map.who.${mapping.owner.who}`) },
    { term: t('map.dateOrder'), value: t(`map.order.${mapping.dateOrder}`) },
    ...(mapping.columns.otherDate
      ? [{ term: t('map.dateWins'), value: t(`map.wins.${mapping.dateWins}`) }]
      : []),
    ...(report.from && report.to
      ? [
          {
            term: t('report.received'),
            value: t('report.range', { from: at(report.from), to: at(report.to) }),
          },
        ]
      : []),
    {
      term: t('column.state'),
      value: t('report.states', { open: count(report.open), closed: count(report.closed) }),
    },
    ...(seconds === null
      ? []
      : [
          {
            term: t('report.duration'),
            value: t('report.speed', {
              seconds: seconds.toFixed(1),
              perSecond: count(Math.round(batch.processed / Math.max(seconds, 0.1))),
            }),
          },
        ]),
  ]
}

function FoundTable({
  caption,
  found,
  words,
}: {
  caption: string
  found: readonly (readonly [string, Found | undefined])[]
  words: (code: string) => string
}) {
  const t = useTranslations('imports')
  const locale = useAppLocale()
  const lines = ({ lines: first, count }: Found) =>
    count > first.length ? t('report.manyLines', { lines: first.join(', ') }) : first.join(', ')
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: 'reason', header: t('column.reason'), primary: true, cell: ([code]) => words(code) },
        {
          key: 'count',
          header: t('column.count'),
          align: 'end',
          cell: ([, each]) => formatCount(each?.count ?? 0, locale),
        },
        { key: 'lines', header: t('column.lines'), cell: ([, each]) => (each ? lines(each) : '') },
      ]}
      rows={[...found].sort((a, b) => (b[1]?.count ?? 0) - (a[1]?.count ?? 0))}
      rowKey={([code]) => code}
    />
  )
}
