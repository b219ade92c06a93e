import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { DescriptionList } from '@/ui/description-list'
import { EmptyState } from '@/ui/empty-state'
import { formatCount } from '@/ui/format'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { Tabs } from '@/ui/tabs'
import type { PaymentFileView, PaymentsView } from '../queries/payments'
import { Money } from './money'
import { AnswerUpload, MakeFileForm } from './payment-forms'
import { type RefundTab, RefundTabs } from './refund-tabs'

/** What waits to be paid, the files for billing and their answers. */
export function PaymentsScreen({ view, tabs }: { view: PaymentsView; tabs: readonly RefundTab[] }) {
  const t = useTranslations('refunds')
  const locale = useAppLocale()
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/refunds' }, { label: t('tab.payments') }]}
        title={t('tab.payments')}
        description={t('pay.hint')}
      />
      <RefundTabs current="payments" open={tabs} />
      <div className="mt-3 flex flex-col gap-3">
        <Panel title={t('pay.waiting')}>
          <ul className="mb-3 flex flex-wrap gap-4">
            {view.waiting.length === 0 ? <li className="text-muted">{t('pay.nothing')}</li> : null}
            {view.waiting.map(({ currency, count, totalMinor }) => (
              <li key={currency}>
                <span className="text-lg">
                  <Money minor={totalMinor} currency={currency} strong />
                </span>
                <span className="ml-2 text-muted">
                  {t('pay.count', { count: formatCount(count, locale) })}
                </span>
              </li>
            ))}
          </ul>
          {view.canPay && view.waiting.length > 0 ? (
            <MakeFileForm units={view.units} currencies={view.waiting.map(({ currency }) => currency)} />
          ) : null}
        </Panel>
        {view.canPay ? (
          <Panel title={t('pay.answersTitle')}>
            <AnswerUpload />
          </Panel>
        ) : null}
        <Panel
          title={t('pay.files')}
          flush
          footer={
            <Pagination
              previousHref={view.page > 1 ? `/refunds/payments?page=${view.page - 1}` : null}
              nextHref={view.hasNext ? `/refunds/payments?page=${view.page + 1}` : null}
            />
          }
        >
          <DataTable
            caption={t('pay.files')}
            rows={view.files}
            rowKey={(row) => row.id}
            rowHref={(row) => `/refunds/payments/${row.id}`}
            empty={<EmptyState title={t('pay.noFiles')} />}
            columns={[
              { key: 'number', header: t('pay.file'), primary: true, cell: (row) => row.number },
              {
                key: 'at',
                header: t('pay.madeAt'),
                cell: (row) => <LocalTime instant={row.createdAt} timeZone={row.timeZone} style="short" />,
              },
              { key: 'by', header: t('pay.madeBy'), cell: (row) => row.createdBy ?? t('one.system') },
              { key: 'unit', header: t('column.unit'), cell: (row) => row.unitName },
              {
                key: 'count',
                header: t('pay.rows'),
                align: 'end',
                cell: (row) => formatCount(row.rowCount, locale),
              },
              {
                key: 'total',
                header: t('pay.total'),
                align: 'end',
                cell: (row) => <Money minor={row.totalMinor} currency={row.currency} strong />,
              },
              {
                key: 'answered',
                header: t('pay.state'),
                cell: (row) => <FileState {...row} />,
              },
            ]}
          />
        </Panel>
      </div>
    </>
  )
}

function FileState({ rowCount, paid, failed }: { rowCount: number; paid: number; failed: number }) {
  const t = useTranslations('refunds')
  const waiting = rowCount - paid - failed
  return (
    <span className="flex flex-wrap gap-1">
      {waiting > 0 ? <StateBadge kind="running" label={t('pay.stateWaiting', { count: waiting })} /> : null}
      {paid > 0 ? <StateBadge kind="done" label={t('pay.statePaid', { count: paid })} /> : null}
      {failed > 0 ? <StateBadge kind="failed" label={t('pay.stateFailed', { count: failed })} /> : null}
    </span>
  )
}

const PAYMENT_LOOK = { sent: 'running', paid: 'done', failed: 'failed' } as const
const STATES = [null, 'sent', 'paid', 'failed'] as const

/** One file: what it holds, its checksum, and how each line was answered. */
export function PaymentFileScreen({ view }: { view: PaymentFileView }) {
  const t = useTranslations('refunds')
  const { file } = view
  const href = (state: string | null, page?: number) => {
    const query = new URLSearchParams({
      ...(state ? { state } : {}),
      ...(page ? { page: String(page) } : {}),
    })
    return `/refunds/payments/${file.id}${query.size > 0 ? `?${query}` : ''}`
  }
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t('title'), href: '/refunds' },
          { label: t('tab.payments'), href: '/refunds/payments' },
          { label: file.number },
        ]}
        title={file.number}
        actions={
          view.canPay ? (
            <ButtonLink look="primary" href={`/refunds/payments/${file.id}/file`} download>
              {t('pay.download')}
            </ButtonLink>
          ) : null
        }
      />
      <div className="flex flex-col gap-3">
        <Panel>
          <DescriptionList
            two
            items={[
              {
                term: t('pay.total'),
                value: <Money minor={file.totalMinor} currency={file.currency} strong />,
              },
              { term: t('pay.rows'), value: file.rowCount },
              {
                term: t('pay.madeAt'),
                value: <LocalTime instant={file.createdAt} timeZone={view.timeZone} />,
              },
              { term: t('pay.madeBy'), value: file.createdBy ?? t('one.system') },
              { term: t('column.unit'), value: view.unitName },
              { term: 'SHA-256', value: <code className="wrap-anywhere text-xs">{file.sha256}</code> },
            ]}
          />
        </Panel>
        <Tabs
          label={t('pay.state')}
          tabs={STATES.map((state) => ({
            href: href(state),
            label: state === null ? t('filter.all') : t(`payment.${state}`),
            current: state === view.state,
          }))}
        />
        <Panel
          flush
          footer={
            <Pagination
              previousHref={view.page > 1 ? href(view.state, view.page - 1) : null}
              nextHref={view.hasNext ? href(view.state, view.page + 1) : null}
            />
          }
        >
          <DataTable
            caption={file.number}
            rows={view.lines}
            rowKey={(row) => row.id}
            rowHref={(row) => `/refunds/${encodeURIComponent(row.number)}`}
            columns={[
              { key: 'number', header: t('column.number'), primary: true, cell: (row) => row.number },
              {
                key: 'amount',
                header: t('field.amount'),
                align: 'end',
                cell: (row) => <Money minor={row.amountMinor} currency={file.currency} />,
              },
              {
                key: 'state',
                header: t('pay.state'),
                cell: (row) => (
                  <StateBadge kind={PAYMENT_LOOK[row.state]} label={t(`payment.${row.state}`)} />
                ),
              },
              { key: 'ref', header: t('pay.ref'), cell: (row) => row.billingRef ?? '—' },
              { key: 'reason', header: t('field.reason'), cell: (row) => row.failReason ?? '—' },
              { key: 'unit', header: t('column.unit'), hideOnPhone: true, cell: (row) => row.unitName },
            ]}
          />
        </Panel>
      </div>
    </>
  )
}
