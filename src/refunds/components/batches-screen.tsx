import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import type { BatchesView, BatchView } from '../queries/batches'
import type { BatchColumn } from '../rules/batch-file'
import type { ErrorState } from '../rules/states'
import { BatchReject, BatchStepButton, BatchUpload, SampleTick } from './batch-forms'
import { ErrorStateBadge } from './error-state'
import { Money } from './money'
import { type RefundTab, RefundTabs } from './refund-tabs'

/** Batches: one cause, many customers. */
export function BatchesScreen({ view, tabs }: { view: BatchesView; tabs: readonly RefundTab[] }) {
  const t = useTranslations('refunds')
  const locale = useAppLocale()
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/refunds' }, { label: t('tab.batches') }]}
        title={t('tab.batches')}
        description={t('batch.hint')}
      />
      <RefundTabs current="batches" open={tabs} />
      <div className="mt-3 flex flex-col gap-3">
        {view.canOpen ? (
          <Panel title={t('batch.new')}>
            <BatchUpload units={view.units} />
          </Panel>
        ) : null}
        <Panel
          flush
          footer={
            <Pagination
              previousHref={view.page > 1 ? `/refunds/batches?page=${view.page - 1}` : null}
              nextHref={view.hasNext ? `/refunds/batches?page=${view.page + 1}` : null}
            />
          }
        >
          <DataTable
            caption={t('tab.batches')}
            rows={view.batches}
            rowKey={(row) => row.id}
            rowHref={(row) => `/refunds/batches/${row.id}`}
            empty={<EmptyState title={t('batch.none')} />}
            columns={[
              { key: 'number', header: t('column.number'), primary: true, cell: (row) => row.number },
              { key: 'cause', header: t('batch.cause'), clip: true, cell: (row) => row.cause },
              { key: 'unit', header: t('column.unit'), cell: (row) => row.unitName },
              {
                key: 'rows',
                header: t('batch.rows'),
                align: 'end',
                cell: (row) => formatCount(row.rowCount, locale),
              },
              {
                key: 'state',
                header: t('column.state'),
                cell: (row) =>
                  row.running ? (
                    <StateBadge kind="running" label={t(`batch.running.${row.running}`)} />
                  ) : (
                    <span className="flex flex-wrap gap-1">
                      {row.sums.map(({ state, currency, count }) => (
                        <span key={`${state}/${currency}`} className="whitespace-nowrap">
                          <ErrorStateBadge state={state} plain /> {formatCount(count, locale)}
                        </span>
                      ))}
                    </span>
                  ),
              },
              {
                key: 'at',
                header: t('column.reported'),
                cell: (row) => <LocalTime instant={row.createdAt} timeZone={row.timeZone} style="short" />,
              },
            ]}
          />
        </Panel>
      </div>
    </>
  )
}

/** One batch: where it stands, its sums, the sample, what was left out and why. */
export function BatchScreen({ view }: { view: BatchView }) {
  const t = useTranslations('refunds')
  const { batch } = view
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        crumbs={[
          { label: t('title'), href: '/refunds' },
          { label: t('tab.batches'), href: '/refunds/batches' },
          { label: batch.number },
        ]}
        title={batch.number}
        badges={
          batch.running ? <StateBadge kind="running" label={t(`batch.running.${batch.running}`)} /> : null
        }
        description={batch.cause}
        actions={<Steps view={view} />}
      />
      <div className="flex flex-col gap-3">
        <Panel title={t('batch.sums')} flush>
          <Sums view={view} />
        </Panel>
        <Panel title={t('batch.sample')} hint={t('batch.sampleRule')} flush>
          <Sample view={view} />
        </Panel>
        {view.problems.length > 0 ? (
          <Panel title={t('batch.problems')} flush>
            <DataTable
              caption={t('batch.problems')}
              rows={view.problems}
              rowKey={(row) => `${row.errorId}/${row.action}`}
              rowHref={(row) => `/refunds/${encodeURIComponent(row.number)}`}
              columns={[
                { key: 'number', header: t('column.number'), primary: true, cell: (row) => row.number },
                { key: 'line', header: t('batch.line'), align: 'end', cell: (row) => row.line ?? '—' },
                {
                  key: 'action',
                  header: t('batch.stepName'),
                  cell: (row) => t(`batch.step.${row.action as 'verify'}`),
                },
                { key: 'reason', header: t('field.reason'), cell: (row) => row.reason },
              ]}
            />
          </Panel>
        ) : null}
        {view.leftOut > 0 ? (
          <Panel
            title={t('batch.leftOut', { count: view.leftOut })}
            flush
            footer={
              <Pagination
                previousHref={view.page > 1 ? `/refunds/batches/${batch.id}?page=${view.page - 1}` : null}
                nextHref={view.hasNext ? `/refunds/batches/${batch.id}?page=${view.page + 1}` : null}
              />
            }
          >
            <DataTable
              caption={t('batch.leftOut', { count: view.leftOut })}
              rows={view.lines}
              rowKey={(row) => String(row.line)}
              columns={[
                { key: 'line', header: t('batch.line'), primary: true, cell: (row) => row.line },
                { key: 'field', header: t('batch.column'), cell: (row) => columnWords(t, row.field) },
                { key: 'reason', header: t('field.reason'), cell: (row) => row.reason },
              ]}
            />
          </Panel>
        ) : null}
        <Panel title={t('batch.details')}>
          <DescriptionList
            two
            items={[
              { term: t('batch.rows'), value: batch.rowCount },
              { term: t('column.unit'), value: view.unitName },
              { term: t('one.source'), value: t(`source.${batch.source}` as 'source.file') },
              ...(batch.fileName ? [{ term: t('batch.file'), value: batch.fileName }] : []),
              { term: t('pay.madeBy'), value: batch.createdBy ?? t('one.system') },
              {
                term: t('pay.madeAt'),
                value: <LocalTime instant={batch.createdAt} timeZone={view.timeZone} />,
              },
            ]}
          />
        </Panel>
      </div>
    </>
  )
}

/** The column of a file in the words of the form. */
const COLUMN_WORDS = {
  account: 'form.account',
  phone: 'form.phone',
  name: 'form.name',
  period: 'form.period',
  service: 'form.service',
  classCode: 'form.errorClass',
  chargeRef: 'form.chargeRef',
  chargedAt: 'form.chargedAt',
  charged: 'one.charged',
  correct: 'one.correct',
  currency: 'pay.currency',
  unit: 'column.unit',
  customerClass: 'form.customerClass',
  words: 'form.words',
} as const satisfies Readonly<Record<BatchColumn, string>>

const columnWords = (t: ReturnType<typeof useTranslations<'refunds'>>, field: string | null): string =>
  field === null ? '—' : field in COLUMN_WORDS ? t(COLUMN_WORDS[field as BatchColumn]) : field

function Steps({ view }: { view: BatchView }) {
  const t = useTranslations('refunds')
  const has = (...states: ErrorState[]) => view.sums.some(({ state }) => states.includes(state))
  const { batch, can } = view
  return (
    <>
      <ButtonLink href={`/refunds?batch=${batch.id}`}>{t('batch.list')}</ButtonLink>
      {batch.running === null && can.check && has('reported', 'checked') ? (
        <>
          <BatchReject batchId={batch.id} />
          <BatchStepButton batchId={batch.id} step="verify" primary />
        </>
      ) : null}
      {batch.running === null && can.approve && has('verified') ? (
        <BatchStepButton batchId={batch.id} step="approve" primary={view.isSampleRight} />
      ) : null}
    </>
  )
}

function Sums({ view }: { view: BatchView }) {
  const t = useTranslations('refunds')
  const locale = useAppLocale()
  return (
    <DataTable
      caption={t('batch.sums')}
      rows={view.sums}
      rowKey={(row) => `${row.state}/${row.currency}`}
      empty={<EmptyState title={t('batch.noErrors')} />}
      columns={[
        {
          key: 'state',
          header: t('column.state'),
          primary: true,
          cell: (row) => (
            <AppLink href={`/refunds?batch=${view.batch.id}&state=${row.state}`}>
              <ErrorStateBadge state={row.state} />
            </AppLink>
          ),
        },
        { key: 'count', header: t('sum.count'), align: 'end', cell: (row) => formatCount(row.count, locale) },
        {
          key: 'overcharge',
          header: t('column.overcharge'),
          align: 'end',
          cell: (row) => <Money minor={row.overchargeMinor} currency={row.currency} />,
        },
        {
          key: 'refund',
          header: t('column.due'),
          align: 'end',
          cell: (row) => <Money minor={row.refundMinor} currency={row.currency} strong />,
        },
      ]}
    />
  )
}

function Sample({ view }: { view: BatchView }) {
  const t = useTranslations('refunds')
  return (
    <>
      {view.isSampleRight ? <Notice kind="success" title={t('batch.sampleDone')} /> : null}
      <DataTable
        caption={t('batch.sample')}
        rows={view.sample}
        rowKey={(row) => row.errorId}
        empty={<EmptyState title={t('batch.noSample')} />}
        columns={[
          {
            key: 'number',
            header: t('column.number'),
            primary: true,
            cell: (row) => (
              <AppLink href={`/refunds/${encodeURIComponent(row.number)}`}>{row.number}</AppLink>
            ),
          },
          { key: 'service', header: t('form.service'), cell: (row) => row.service },
          {
            key: 'charged',
            header: t('one.charged'),
            align: 'end',
            cell: (row) => <Money minor={row.chargedMinor} currency={row.currency} />,
          },
          {
            key: 'correct',
            header: t('one.correct'),
            align: 'end',
            cell: (row) => <Money minor={row.correctMinor} currency={row.currency} />,
          },
          {
            key: 'refund',
            header: t('column.due'),
            align: 'end',
            cell: (row) => <Money minor={row.refundMinor} currency={row.currency} />,
          },
          {
            key: 'tick',
            header: t('batch.looked'),
            cell: (row) =>
              row.isRight === null ? (
                view.can.check ? (
                  <SampleTick batchId={view.batch.id} errorId={row.errorId} number={row.number} />
                ) : (
                  t('batch.notLooked')
                )
              ) : (
                <span className="flex flex-wrap items-center gap-2">
                  <StateBadge
                    kind={row.isRight ? 'done' : 'failed'}
                    label={t(row.isRight ? 'batch.right' : 'batch.wrong')}
                  />
                  <span className="text-muted text-xs">{row.tickedBy}</span>
                </span>
              ),
          },
        ]}
      />
    </>
  )
}
