import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { ExportMenu } from '@/ui/export-menu'
import { FilterBar, type FilterChip, SeldomFilters } from '@/ui/filter-bar'
import { formatCount, formatPercent } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { StatTile } from '@/ui/stat-tile'
import { TextInput } from '@/ui/text-input'
import { ORDER_MARKS, type OrderAddress, orderListHref, orderQuery } from '../queries/list-address'
import type { OrderListPage } from '../queries/orders'
import { CONSENT_CHANNELS, EXPORT_LIMIT, ORDER_STATES, SERVICE_TYPES } from '../rules/lists'
import type { OrderFigures } from '../store/order-list'
import { CustomerOfOrders } from './customer-of-orders'
import { OrderTable } from './order-table'
import type { Translate } from './order-words'

type Props = {
  readonly page: OrderListPage
  readonly address: OrderAddress
  readonly figures: OrderFigures
  readonly units: readonly { readonly value: string; readonly label: string }[]
  readonly can: { readonly place: boolean }
}

/** Every order of the reader's units, with how questions end and what was charged without consent. */
export function OrderListScreen({ page, address, figures, units, can }: Props) {
  const t = useTranslations('orders')
  const locale = useAppLocale()
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        title={t('title')}
        actions={
          <>
            <ExportMenu
              path="/orders/export"
              query={orderQuery({ ...address, at: undefined })}
              limit={EXPORT_LIMIT}
            />
            {can.place ? (
              <ButtonLink href="/orders/new" look="primary">
                {t('new')}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <Figures figures={figures} />
      <Filters address={address} units={units} />
      <Panel
        flush
        footer={
          page.rows.length > 0 ? (
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="text-muted">
                {t('range', {
                  from: formatCount(page.from, locale),
                  to: formatCount(page.from + page.rows.length - 1, locale),
                  total: `${formatCount(page.total, locale)}${page.isMore ? '+' : ''}`,
                })}
              </span>
              <Pagination previousHref={page.previousHref} nextHref={page.nextHref} />
            </div>
          ) : undefined
        }
      >
        <OrderTable page={page} address={address} />
      </Panel>
    </>
  )
}

/** How the questions of thirty days ended; each figure opens its orders. */
function Figures({ figures }: { figures: OrderFigures }) {
  const t = useTranslations('orders.figure')
  const locale = useAppLocale()
  const share = (part: number) => formatPercent(figures.asked === 0 ? null : part / figures.asked, locale)
  return (
    <div className="mb-3 grid grid-cols-2 gap-2 lg:grid-cols-4">
      <StatTile
        label={t('confirmed')}
        value={share(figures.confirmed)}
        note={t('ofAsked', { count: figures.confirmed, asked: figures.asked })}
        href="/orders?mark=confirmed_30d"
      />
      <StatTile
        label={t('silent')}
        value={share(figures.silent)}
        note={t('ofAsked', { count: figures.silent, asked: figures.asked })}
        href="/orders?mark=silent_30d"
      />
      <StatTile
        label={t('withoutConsent')}
        value={formatCount(figures.chargedWithoutConsent, locale)}
        kind={figures.chargedWithoutConsent > 0 ? 'error' : 'on_target'}
        note={t('thirtyDays')}
        href="/orders?mark=without_consent_30d"
      />
      <StatTile
        label={t('reminders')}
        value={formatCount(figures.remindersDue - figures.remindersSent, locale)}
        kind={figures.remindersSent < figures.remindersDue ? 'warning' : 'on_target'}
        note={t('ofDue', { due: figures.remindersDue, sent: figures.remindersSent })}
        href="/orders?mark=unreminded"
      />
    </div>
  )
}

function Filters({ address, units }: Pick<Props, 'address' | 'units'>) {
  const t = useTranslations('orders') as unknown as Translate
  const chips: FilterChip[] = (
    [
      'q',
      'state',
      'type',
      'channel',
      'mark',
      'unit',
      'own',
      'customer',
      'service',
      'provider',
      'from',
      'to',
      'chargedFrom',
      'chargedTo',
    ] as const
  ).flatMap((key) => {
    const value = address[key]
    if (value === undefined) return []
    const word =
      key === 'unit'
        ? (units.find((unit) => unit.value === value)?.label ?? value)
        : key === 'customer'
          ? t('filter.oneCustomer')
          : key === 'own'
            ? t('filter.ownOnly')
            : t.has(`${key}.${value}`)
              ? t(`${key}.${value}`)
              : value
    return [
      { label: `${t(`filter.${key}`)}: ${word}`, removeHref: orderListHref(address, { [key]: undefined }) },
    ]
  })
  const choose = (name: 'state' | 'type' | 'channel' | 'mark', values: readonly string[]) => (
    <Select
      name={name}
      label={t(`filter.${name}`)}
      hideLabel
      className="field--narrow"
      options={values.map((value) => ({ value, label: t(`${name}.${value}`) }))}
      blank={t(`filter.any_${name}`)}
      defaultValue={address[name] ?? ''}
    />
  )
  return (
    <FilterBar
      key={orderQuery(address)}
      action="/orders"
      keep={{
        sort: address.sort,
        own: address.own,
        customer: address.customer,
        service: address.service,
        provider: address.provider,
        chargedFrom: address.chargedFrom,
        chargedTo: address.chargedTo,
      }}
      chips={chips}
      clearHref="/orders"
      extra={<CustomerOfOrders />}
    >
      <TextInput
        name="q"
        type="search"
        label={t('filter.q')}
        placeholder={t('filter.q')}
        title={t('filter.qHint')}
        hideLabel
        defaultValue={address.q}
        className="field--narrow"
      />
      {choose('state', ORDER_STATES)}
      {choose('type', SERVICE_TYPES)}
      {choose('mark', ORDER_MARKS)}
      <SeldomFilters isSet={Boolean(address.channel || address.unit || address.from || address.to)}>
        {choose('channel', CONSENT_CHANNELS)}
        <Select
          name="unit"
          label={t('filter.unit')}
          hideLabel
          className="field--narrow"
          options={units}
          blank={t('filter.any_unit')}
          defaultValue={address.unit ?? ''}
        />
        <TextInput name="from" type="date" label={t('filter.from')} defaultValue={address.from} />
        <TextInput name="to" type="date" label={t('filter.to')} defaultValue={address.to} />
      </SeldomFilters>
    </FilterBar>
  )
}
