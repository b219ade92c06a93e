import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StatTile } from '@/ui/stat-tile'
import { findingsHref } from '../queries/list-address'
import type { RunView } from '../queries/runs'
import { RefreshWhile } from './refresh-while'
import { RunAgain } from './run-again'
import { Amounts, formatRate, StatusBadge } from './state'

type Names = ReadonlyMap<string, string>

/** The report of a run: how much was seen, what is wrong, where, what is owed, and how that compares. */
export function RunScreen({ run, names }: { run: RunView; names: Names }) {
  const t = useTranslations('reconciliation')
  const isRunning = run.status === 'waiting' || run.status === 'running'
  return (
    <>
      <RefreshWhile isRunning={isRunning} />
      <PageHeader
        crumbs={[{ label: t('title'), href: '/reconciliation' }, { label: run.number }]}
        title={`${run.number} · ${run.month}`}
        badges={<StatusBadge status={run.status} />}
        description={run.unitName}
        actions={
          run.status !== 'done' ? null : (
            <ButtonLink href={findingsHref(run.id, {})} look="primary">
              {t('run.findings')}
            </ButtonLink>
          )
        }
      />
      {isRunning ? (
        <Notice kind="info" title={t('run.running')}>
          {t('run.mayLeave')}
        </Notice>
      ) : run.problem !== null ? (
        <Notice kind="error" title={t('run.failed')}>
          <p>{run.problem}</p>
          {run.canRunAgain ? <RunAgain runId={run.id} /> : null}
        </Notice>
      ) : (
        <Report run={run} names={names} />
      )}
    </>
  )
}

function Report({ run, names }: { run: RunView; names: Names }) {
  const t = useTranslations('reconciliation')
  const locale = useAppLocale()
  const count = (value: number) => formatCount(value, locale)
  const isMissed = run.targetPer10000 !== null && run.per10000 !== null && run.per10000 > run.targetPer10000
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-2 md:grid-cols-3 xl:grid-cols-6">
        <StatTile
          label={t('sum.charges')}
          value={count(run.charges)}
          note={run.unjudged > 0 ? t('sum.unjudged', { count: run.unjudged }) : undefined}
        />
        <StatTile label={t('sum.findings')} value={count(run.findings)} href={findingsHref(run.id, {})} />
        <StatTile
          label={t('sum.rate')}
          value={formatRate(run.per10000, locale)}
          kind={isMissed ? 'overdue' : undefined}
          target={run.targetPer10000 === null ? undefined : formatRate(run.targetPer10000, locale)}
          note={run.targetPromise ?? t('sum.noTarget')}
        />
        <StatTile label={t('sum.over')} value={<Amounts amounts={run.over} />} />
        <StatTile label={t('sum.owed')} value={<Amounts amounts={run.owed} />} />
        <StatTile
          label={t('sum.open')}
          value={count(run.open)}
          href={findingsHref(run.id, { state: 'open' })}
          note={t('sum.decided', { accepted: run.accepted, dismissed: run.dismissed })}
        />
      </div>
      <Panel title={t('run.byClass')} flush>
        <DataTable
          caption={t('run.byClass')}
          empty={
            run.charges === 0 ? (
              <EmptyState title={t('run.noCharges')}>{t('run.noChargesBody')}</EmptyState>
            ) : (
              <EmptyState title={t('run.nothing')}>{t('run.nothingBody')}</EmptyState>
            )
          }
          columns={[
            {
              key: 'class',
              header: t('column.class'),
              primary: true,
              cell: (row) => names.get(row.classCode) ?? row.classCode,
            },
            { key: 'count', header: t('column.findings'), align: 'end', cell: (row) => count(row.count) },
            { key: 'open', header: t('findingState.open'), align: 'end', cell: (row) => count(row.open) },
            {
              key: 'accepted',
              header: t('findingState.accepted'),
              align: 'end',
              cell: (row) => count(row.accepted),
            },
            {
              key: 'dismissed',
              header: t('findingState.dismissed'),
              align: 'end',
              cell: (row) => count(row.dismissed),
            },
            {
              key: 'over',
              header: t('column.over'),
              align: 'end',
              cell: (row) => <Amounts amounts={row.over} />,
            },
            {
              key: 'owed',
              header: t('column.owed'),
              align: 'end',
              cell: (row) => <Amounts amounts={row.owed} />,
            },
          ]}
          rows={run.classes}
          rowKey={({ classCode }) => classCode}
          rowHref={({ classCode }) => findingsHref(run.id, { class: classCode })}
        />
      </Panel>
      <Panel title={t('run.byBranch')} flush>
        <DataTable
          caption={t('run.byBranch')}
          empty={<EmptyState title={t('run.noCharges')} />}
          columns={[
            { key: 'branch', header: t('column.branch'), primary: true, cell: (row) => row.name },
            { key: 'charges', header: t('column.charges'), align: 'end', cell: (row) => count(row.charges) },
            {
              key: 'rate',
              header: t('column.rate'),
              align: 'end',
              cell: (row) => formatRate(row.per10000, locale),
            },
            ...run.classes.map(({ classCode }) => ({
              key: classCode,
              header: names.get(classCode) ?? classCode,
              align: 'end' as const,
              hideOnPhone: true,
              cell: (row: RunView['branches'][number]) => count(row.byClass[classCode] ?? 0),
            })),
            {
              key: 'owed',
              header: t('column.owed'),
              align: 'end',
              cell: (row) => <Amounts amounts={row.owed} />,
            },
          ]}
          rows={run.branches}
          rowKey={({ id }) => id}
          rowHref={({ code }) => findingsHref(run.id, { unit: code })}
        />
      </Panel>
      {run.trend.length > 1 ? <Trend run={run} /> : null}
    </div>
  )
}

/** The rate of the months before, each a bar that opens its run. */
function Trend({ run }: { run: RunView }) {
  const t = useTranslations('reconciliation')
  const locale = useAppLocale()
  const most = Math.max(...run.trend.map(({ per10000 }) => per10000 ?? 0), run.targetPer10000 ?? 0, 0.01)
  return (
    <Panel title={t('run.trend')} hint={t('run.trendHint')}>
      <ol className="flex flex-col gap-1">
        {run.trend.map(({ id, month, per10000 }) => (
          <li key={id} className="grid grid-cols-[5rem_1fr_4rem] items-center gap-2">
            <a data-soft="" className="link tabular-nums" href={`/reconciliation/runs/${id}`}>
              {month}
            </a>
            <span
              className="block h-3 rounded-sm bg-accent"
              style={{ width: `${Math.max(0.5, ((per10000 ?? 0) / most) * 100)}%` }}
            />
            <span className="text-right tabular-nums">{formatRate(per10000, locale)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
