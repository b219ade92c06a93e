import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { ExportMenu } from '@/ui/export-menu'
import { FilterBar, type FilterChip, SeldomFilters } from '@/ui/filter-bar'
import { formatCount } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { StatTile } from '@/ui/stat-tile'
import { Tabs } from '@/ui/tabs'
import { TextInput } from '@/ui/text-input'
import type { EventListPage } from '../queries/list'
import { type EventAddress, eventListHref, eventQuery, STATE_FILTERS } from '../queries/list-address'
import { CUSTOMER_CLASSES, EVENT_KINDS, type EventKind, EXPORT_LIMIT, PROOFS } from '../rules/lists'
import type { EventFigure } from '../store/list'
import { EventTable, SELECTION } from './event-table'
import type { Translate } from './event-words'
import { HoldMany } from './hold-many'

type Props = {
  readonly page: EventListPage
  readonly address: EventAddress
  readonly figures: Readonly<Record<EventKind, EventFigure>>
  readonly units: readonly { readonly value: string; readonly label: string }[]
  readonly can: { readonly hold: boolean; readonly export: boolean }
}

/** What the billing system plans to do to customers, what has not been told them yet first (M-20). */
export function EventListScreen({ page, address, figures, units, can }: Props) {
  const t = useTranslations('notices') as unknown as Translate
  const locale = useAppLocale()
  const kind = address.kind ?? 'suspension'
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        title={t('title')}
        description={t(`hint.${kind}`)}
        actions={
          <>
            {can.export ? (
              <ExportMenu
                path="/notices/export"
                query={eventQuery({ ...address, at: undefined })}
                limit={EXPORT_LIMIT}
              />
            ) : null}
            <ButtonLink href="/notices/settings" look="quiet" size="sm">
              {t('settings.title')}
            </ButtonLink>
          </>
        }
      />
      <Tabs
        label={t('kinds')}
        tabs={EVENT_KINDS.map((each) => ({
          href: eventListHref({ kind: each, unit: address.unit }),
          label: t(`kind.${each}`),
          current: each === kind,
          count: formatCount(figures[each].open, locale),
        }))}
      />
      <Figures kind={kind} figure={figures[kind]} address={address} t={t} />
      <Filters address={address} units={units} t={t} />
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
        <EventTable page={page} address={address} canHold={can.hold} />
      </Panel>
      {can.hold && kind === 'suspension' ? <HoldMany {...SELECTION} /> : null}
    </>
  )
}

type Part = { readonly address: EventAddress; readonly t: Translate }

/** How many are open, without a proof and held; each figure opens its events. */
function Figures({ kind, figure, address, t }: Part & { kind: EventKind; figure: EventFigure }) {
  const locale = useAppLocale()
  const href = (change: Partial<EventAddress>) =>
    eventListHref({ kind: address.kind, unit: address.unit, ...change })
  return (
    <div className="mt-3 mb-3 grid grid-cols-2 gap-2 lg:grid-cols-4">
      <StatTile
        label={t('figure.tooLate')}
        value={formatCount(figure.tooLate, locale)}
        {...(figure.tooLate > 0 ? { kind: 'error' as const } : {})}
        href={href({ proof: 'too_late' })}
      />
      <StatTile
        label={t('figure.missing')}
        value={formatCount(figure.atRisk - figure.tooLate, locale)}
        {...(figure.atRisk > figure.tooLate ? { kind: 'warning' as const } : {})}
        href={href({ proof: 'missing' })}
      />
      {kind === 'suspension' ? (
        <>
          <StatTile
            label={t('figure.held')}
            value={formatCount(figure.held, locale)}
            href={href({ state: 'held' })}
          />
          <StatTile
            label={t('figure.breaches')}
            value={formatCount(figure.breaches, locale)}
            {...(figure.breaches > 0 ? { kind: 'error' as const } : {})}
            href={href({ mark: 'breach' })}
          />
        </>
      ) : null}
    </div>
  )
}

function Filters({ address, units, t }: Part & Pick<Props, 'units'>) {
  const chips: FilterChip[] = (
    ['q', 'state', 'proof', 'mark', 'customerClass', 'unit', 'from', 'to'] as const
  ).flatMap((key) => {
    const value = address[key]
    if (value === undefined) return []
    const word =
      key === 'unit'
        ? (units.find((unit) => unit.value === value)?.label ?? value)
        : t.has(`${key}.${value}`)
          ? t(`${key}.${value}`)
          : value
    return [
      { label: `${t(`filter.${key}`)}: ${word}`, removeHref: eventListHref(address, { [key]: undefined }) },
    ]
  })
  const choose = (name: 'state' | 'proof' | 'customerClass', values: readonly string[]) => (
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
      key={eventQuery(address)}
      action="/notices"
      keep={{ kind: address.kind, sort: address.sort, mark: address.mark }}
      chips={chips}
      clearHref={eventListHref({ kind: address.kind })}
    >
      <TextInput
        name="q"
        type="search"
        label={t('filter.q')}
        placeholder={t('filter.q')}
        hideLabel
        defaultValue={address.q}
        className="field--narrow"
      />
      {choose('proof', PROOFS)}
      {choose('state', STATE_FILTERS)}
      <SeldomFilters isSet={Boolean(address.customerClass || address.unit || address.from || address.to)}>
        {choose('customerClass', CUSTOMER_CLASSES)}
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
