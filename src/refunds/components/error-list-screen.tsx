import { useTranslations } from 'next-intl'
import { formatMinor } from '@/kernel/money'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { ExportMenu } from '@/ui/export-menu'
import { FilterBar, type FilterChip } from '@/ui/filter-bar'
import { formatCount } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { StatTile } from '@/ui/stat-tile'
import { TextInput } from '@/ui/text-input'
import type { ErrorListPage } from '../queries/list'
import { type ErrorListAddress, errorHref, errorQueryOf, STATE_FILTERS } from '../queries/list-address'
import { ErrorTable } from './error-table'
import { FindBox } from './find-box'
import { type RefundTab, RefundTabs } from './refund-tabs'

type Option = { readonly value: string; readonly label: string }

/** The list of billing errors with its filters, sums and export. */
export function ErrorListScreen({
  address,
  list,
  classes,
  units,
  tabs,
  can,
}: {
  address: ErrorListAddress
  list: ErrorListPage
  classes: readonly Option[]
  units: readonly Option[]
  tabs: readonly RefundTab[]
  can: { readonly report: boolean; readonly export: boolean }
}) {
  const t = useTranslations('refunds')
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        title={t('title')}
        description={t('hint')}
        actions={
          can.report ? (
            <ButtonLink href="/refunds/new" look="primary">
              {t('new')}
            </ButtonLink>
          ) : null
        }
      />
      <RefundTabs current="errors" open={tabs} />
      <Sums address={address} list={list} />
      <div className="mb-2 flex flex-wrap items-end gap-3">
        <FindBox />
        {can.export ? (
          <span className="ml-auto">
            <ExportMenu path="/refunds/export" query={errorQueryOf(address)} />
          </span>
        ) : null}
      </div>
      <Filters address={address} classes={classes} units={units} />
      <Panel
        flush
        footer={
          list.rows.length > 0 ? (
            <Pagination
              previousHref={list.page > 1 ? errorHref(address, { page: list.page - 1 }) : null}
              nextHref={list.hasNext ? errorHref(address, { page: list.page + 1 }) : null}
            />
          ) : undefined
        }
      >
        <ErrorTable rows={list.rows} address={address} />
      </Panel>
    </>
  )
}

/** What everything the filter means comes to; each figure opens its errors. */
function Sums({ address, list }: { address: ErrorListAddress; list: ErrorListPage }) {
  const t = useTranslations('refunds')
  const locale = useAppLocale()
  const money = (pick: (total: ErrorListPage['totals'][number]) => bigint) =>
    list.totals.length === 0
      ? formatMinor(0n, 'CNY', locale)
      : list.totals.map((total) => formatMinor(pick(total), total.currency, locale)).join(' + ')
  const count = list.totals.reduce((sum, total) => sum + total.count, 0)
  const late = list.totals.reduce((sum, total) => sum + total.lateCount, 0)
  return (
    <div className="my-3 grid grid-cols-2 gap-2 md:grid-cols-3 xl:grid-cols-6">
      <StatTile label={t('sum.count')} value={formatCount(count, locale)} />
      <StatTile label={t('sum.overcharge')} value={money((total) => total.overchargeMinor)} />
      <StatTile
        label={t('sum.due')}
        value={money((total) => total.dueMinor)}
        href={errorHref(address, { state: 'unpaid' })}
      />
      <StatTile label={t('sum.approved')} value={money((total) => total.approvedMinor)} />
      <StatTile
        label={t('sum.paid')}
        value={money((total) => total.paidMinor)}
        href={errorHref(address, { state: 'paid' })}
      />
      <StatTile
        label={t('sum.late')}
        value={formatCount(late, locale)}
        note={late > 0 ? money((total) => total.lateMinor) : undefined}
        kind={late > 0 ? 'overdue' : undefined}
        href={errorHref(address, { state: 'late' })}
      />
    </div>
  )
}

function Filters({
  address,
  classes,
  units,
}: {
  address: ErrorListAddress
  classes: readonly Option[]
  units: readonly Option[]
}) {
  const t = useTranslations('refunds')
  const nameOf = (options: readonly Option[], value: string | undefined) =>
    options.find((option) => option.value === value)?.label ?? value ?? ''
  const chip = (key: keyof ErrorListAddress, value: string): FilterChip => ({
    label: t('chip', { name: t(`filter.${key}` as 'filter.state'), value }),
    removeHref: errorHref(address, { [key]: undefined }),
  })
  const chips: FilterChip[] = [
    ...(address.q ? [chip('q', address.q)] : []),
    ...(address.state ? [chip('state', t(`state.${address.state}`))] : []),
    ...(address.class ? [chip('class', nameOf(classes, address.class))] : []),
    ...(address.unit ? [chip('unit', nameOf(units, address.unit))] : []),
    ...(address.own ? [chip('own', t('filter.ownOnly'))] : []),
    ...(address.period ? [chip('period', address.period)] : []),
    ...(address.from ? [chip('from', address.from)] : []),
    ...(address.to ? [chip('to', address.to)] : []),
    ...(['batch', 'file', 'complaint', 'account', 'customer', 'promise'] as const).flatMap((key) =>
      address[key] ? [chip(key, t('filter.one'))] : [],
    ),
  ]
  return (
    <FilterBar
      // The fields are uncontrolled: another address shows its own values.
      key={errorQueryOf(address)}
      action="/refunds"
      keep={{
        sort: address.sort,
        own: address.own,
        batch: address.batch,
        file: address.file,
        complaint: address.complaint,
        account: address.account,
        customer: address.customer,
        promise: address.promise,
      }}
      chips={chips}
      clearHref="/refunds"
    >
      <TextInput name="q" label={t('filter.q')} defaultValue={address.q} maxLength={60} />
      <Select
        name="state"
        label={t('filter.state')}
        blank={t('filter.all')}
        defaultValue={address.state ?? ''}
        options={STATE_FILTERS.map((state) => ({ value: state, label: t(`state.${state}`) }))}
      />
      <Select
        name="class"
        label={t('filter.class')}
        blank={t('filter.all')}
        defaultValue={address.class ?? ''}
        options={classes}
      />
      <Select
        name="unit"
        label={t('filter.unit')}
        blank={t('filter.all')}
        defaultValue={address.unit ?? ''}
        options={units}
      />
      <TextInput
        name="period"
        inputMode="numeric"
        placeholder="2026-03"
        maxLength={7}
        label={t('filter.period')}
        defaultValue={address.period}
      />
    </FilterBar>
  )
}
