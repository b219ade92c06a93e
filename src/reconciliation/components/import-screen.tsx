import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { DialogButton } from '@/ui/dialog'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { StatTile } from '@/ui/stat-tile'
import type { ImportView } from '../queries/imports'
import { CorrectRow } from './correct-row'
import { RefreshWhile } from './refresh-while'
import { StatusBadge } from './state'

/** How far an import has come, and the rows of it that could not be read. */
export function ImportScreen({ view, words }: { view: ImportView; words: (code: string) => string }) {
  const t = useTranslations('reconciliation')
  const locale = useAppLocale()
  const count = (value: number) => formatCount(value, locale)
  const isRunning = view.status === 'waiting' || view.status === 'running'
  const href = (page: number) => `/reconciliation/imports/${view.id}?page=${page}`
  return (
    <>
      <RefreshWhile isRunning={isRunning} />
      <PageHeader
        crumbs={[
          { label: t('title'), href: '/reconciliation' },
          { label: t('tab.imports'), href: '/reconciliation/imports' },
          { label: view.number },
        ]}
        title={view.fileName}
        badges={<StatusBadge status={view.status} />}
        description={`${view.number} · ${view.unitName}`}
      />
      {isRunning ? <Notice kind="info" title={t('run.mayLeave')} /> : null}
      {view.error ? <Notice kind="error" title={words(view.error)} /> : null}
      <div className="my-3 grid grid-cols-2 gap-2 md:grid-cols-4">
        <StatTile
          label={t('column.rows')}
          value={count(view.processed)}
          note={view.seconds === null ? undefined : t('imports.took', { seconds: view.seconds.toFixed(1) })}
        />
        <StatTile label={t('column.added')} value={count(view.added)} />
        <StatTile label={t('column.known')} value={count(view.known)} note={t('imports.knownHint')} />
        <StatTile
          label={t('column.rejected')}
          value={count(view.rejected)}
          kind={view.rejected > 0 ? 'due24h' : undefined}
        />
      </div>
      {view.waiting > 0 ? (
        <Panel
          title={t('imports.waiting', { count: view.waiting })}
          flush
          actions={
            view.canCorrect ? (
              <ButtonLink size="sm" href={`/reconciliation/imports/${view.id}/rows`} download>
                {t('imports.download')}
              </ButtonLink>
            ) : null
          }
          footer={
            <Pagination
              previousHref={view.page > 1 ? href(view.page - 1) : null}
              nextHref={view.hasNext ? href(view.page + 1) : null}
            />
          }
        >
          <DataTable
            caption={t('imports.waiting', { count: view.waiting })}
            empty={<EmptyState />}
            columns={[
              {
                key: 'line',
                header: t('column.line'),
                primary: true,
                cell: (row) => t('imports.line', { line: row.line }),
              },
              {
                key: 'ref',
                header: t('column.ref'),
                cell: (row) => row.raw.charge_ref ?? '',
              },
              {
                key: 'problem',
                header: t('column.problem'),
                cell: (row) => (
                  <span>
                    {words(row.problem.code)}
                    {row.problem.field ? (
                      <span className="block text-muted text-xs">{t(`field.${row.problem.field}`)}</span>
                    ) : null}
                  </span>
                ),
              },
              ...(view.canCorrect
                ? [
                    {
                      key: 'correct',
                      header: '',
                      cell: (row: ImportView['rows'][number]) => (
                        <DialogButton
                          label={t('imports.correct')}
                          title={t('imports.correctTitle', { line: row.line })}
                          buttonSize="sm"
                          size="lg"
                        >
                          <CorrectRow
                            importId={view.id}
                            line={row.line}
                            raw={row.raw}
                            problem={{ field: row.problem.field, message: words(row.problem.code) }}
                          />
                        </DialogButton>
                      ),
                    },
                  ]
                : []),
            ]}
            rows={view.rows}
            rowKey={({ line }) => String(line)}
          />
        </Panel>
      ) : null}
    </>
  )
}
