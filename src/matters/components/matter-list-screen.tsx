import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { phrasesOf } from '@/commitments/rules/wording/phrases'
import { nameOf } from '@/commitments/rules/wording/words'
import { FIGURE_OUTCOMES } from '@/obligations/rules/outcome'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { type Column, DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { ExportMenu } from '@/ui/export-menu'
import { FilterBar, type FilterChip, SeldomFilters } from '@/ui/filter-bar'
import { formatCount, formatDay } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { StateBadge } from '@/ui/state-badge'
import { TextInput } from '@/ui/text-input'
import { TimeLeft } from '@/ui/time-left'
import { hrefOf, type ListAddress, queryOf, type Sort, withoutPage } from '../queries/list-address'
import type { MatterListPage, MatterRow } from '../queries/lists'
import { DUE_FILTERS, EXPORT_LIMIT, STATUS_FILTERS } from '../rules/list-filter'
import { matterHref } from '../rules/matter-types'
import { useStateName } from './matter-words'

type Props = { readonly path: string; readonly address: ListAddress; readonly page: MatterListPage }

/** All matters, or those behind a figure: filters in the address, any page can be kept and sent. */
export function MatterListScreen({ path, address, page }: Props) {
  const t = useTranslations('matters')
  const title = page.commitment
    ? t('list.figureTitle', { code: page.commitment.code })
    : address.type
      ? t(`type.${address.type as 'purchase'}`)
      : t('title')
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        title={title}
        description={page.commitment?.text}
        actions={
          <ExportMenu path="/matters/export" query={queryOf(withoutPage(address))} limit={EXPORT_LIMIT} />
        }
      />
      <Filters path={path} address={address} page={page} />
      <Panel flush footer={page.rows.length > 0 ? <PageFoot page={page} address={address} /> : undefined}>
        <MatterTable path={path} address={address} page={page} />
      </Panel>
    </>
  )
}

function Filters({ path, address, page }: Props) {
  const t = useTranslations('matters')
  const outcome = useTranslations('ui.state')
  const stateName = useStateName()
  const isFigure = address.commitment !== undefined
  return (
    <FilterBar
      // The fields are uncontrolled: another address shows its own values.
      key={queryOf(address)}
      action={path}
      keep={{
        sort: address.sort,
        commitment: address.commitment,
        version: address.version,
        rule: address.rule?.toString(),
        owner: address.owner,
        class: address.class,
      }}
      chips={useChips({ path, address, page })}
      clearHref={path}
    >
      <TextInput
        name="q"
        type="search"
        label={t('list.filter.q')}
        placeholder={t('list.filter.q')}
        hideLabel
        defaultValue={address.q}
        className="field--narrow"
      />
      <Select
        name="type"
        label={t('list.filter.type')}
        hideLabel
        className="field--narrow"
        blank={t('list.filter.anyType')}
        options={page.types.map((value) => ({ value, label: t(`type.${value}`) }))}
        defaultValue={address.type ?? ''}
      />
      <Select
        name="status"
        label={t('list.filter.status')}
        hideLabel
        className="field--narrow"
        options={STATUS_FILTERS.map((value) => ({ value, label: t(`list.status.${value}`) }))}
        defaultValue={address.status ?? 'all'}
      />
      <Select
        name="state"
        label={t('list.filter.state')}
        hideLabel
        className="field--narrow"
        blank={t('list.filter.state')}
        options={page.states.map((value) => ({ value, label: stateName(value) }))}
        defaultValue={address.state ?? ''}
      />
      <Select
        name="due"
        label={t('list.filter.due')}
        hideLabel
        className="field--narrow"
        blank={t('list.filter.anyDue')}
        options={DUE_FILTERS.map((value) => ({ value, label: t(`list.due.${value}`) }))}
        defaultValue={address.due ?? ''}
      />
      {isFigure ? (
        <Select
          name="outcome"
          label={t('list.filter.outcome')}
          hideLabel
          className="field--narrow"
          blank={t('list.filter.anyOutcome')}
          options={FIGURE_OUTCOMES.map((value) => ({ value, label: outcome(value) }))}
          defaultValue={address.outcome ?? ''}
        />
      ) : null}
      <SeldomFilters isSet={Boolean(address.unit || address.from || address.to)}>
        <Select
          name="unit"
          label={t('list.filter.unit')}
          hideLabel
          className="field--narrow"
          blank={t('list.filter.unit')}
          options={page.units.map(({ code, name }) => ({ value: code, label: name }))}
          defaultValue={address.unit ?? ''}
        />
        <TextInput
          name="from"
          type="date"
          label={t(isFigure ? 'list.filter.days' : 'list.filter.from')}
          defaultValue={address.from}
        />
        <TextInput name="to" type="date" label={t('list.filter.to')} defaultValue={address.to} />
      </SeldomFilters>
    </FilterBar>
  )
}

/** Each filter that is set, in words, with the address without it. */
function useChips({ path, address, page }: Props): FilterChip[] {
  const t = useTranslations('matters')
  const outcome = useTranslations('ui.state')
  const stateName = useStateName()
  const locale = useAppLocale()
  const chips: FilterChip[] = []
  const add = (name: string, value: string, without: Parameters<typeof hrefOf>[2]) =>
    chips.push({
      label: t('list.filter.chip', { name: t(`list.filter.${name}` as 'list.filter.q'), value }),
      removeHref: hrefOf(path, address, without),
    })
  const day = (iso: string | undefined) => (iso ? formatDay(iso, locale) : t('list.filter.open'))
  if (address.commitment)
    add('commitment', page.commitment?.code ?? '?', {
      commitment: undefined,
      version: undefined,
      rule: undefined,
      outcome: undefined,
      from: undefined,
      to: undefined,
    })
  if (address.outcome) add('outcome', outcome(address.outcome), { outcome: undefined })
  if (address.q) add('q', address.q, { q: undefined })
  if (address.type) add('type', t(`type.${address.type as 'purchase'}`), { type: undefined })
  if (address.status && address.status !== 'all')
    add('status', t(`list.status.${address.status}`), { status: undefined })
  if (address.state) add('state', stateName(address.state), { state: undefined })
  if (address.due) add('due', t(`list.due.${address.due}`), { due: undefined })
  if (address.class)
    add('class', nameOf(address.class, phrasesOf(locale).words.classes), { class: undefined })
  if (address.unit)
    add('unit', page.units.find(({ code }) => code === address.unit)?.name ?? address.unit, {
      unit: undefined,
    })
  if (address.owner === 'me') add('owner', t('list.filter.me'), { owner: undefined })
  else if (address.owner) add('owner', page.rows[0]?.ownerName ?? address.owner, { owner: undefined })
  if (address.from || address.to)
    add(
      address.commitment ? 'days' : 'from',
      t('list.filter.range', { from: day(address.from), to: day(address.to) }),
      { from: undefined, to: undefined },
    )
  return chips
}

function MatterTable({ path, address, page }: Props) {
  const t = useTranslations('matters')
  const locale = useAppLocale()
  const stateName = useStateName()
  const key = page.sort.replace('-', '')
  const isFigure = address.commitment !== undefined
  const columns: Column<MatterRow>[] = [
    ...(isFigure
      ? [
          {
            key: 'outcome',
            header: t('list.column.outcome'),
            width: '8rem',
            cell: ({ figure, timeZone }: MatterRow) =>
              figure?.outcome ? (
                <>
                  <StateBadge kind={figure.outcome} />
                  {figure.at && figure.outcome !== 'running' ? (
                    <span className="block text-muted text-xs">
                      <LocalTime instant={figure.at} timeZone={timeZone} style="short" />
                    </span>
                  ) : null}
                </>
              ) : null,
          },
        ]
      : []),
    {
      key: 'number',
      header: t('list.column.number'),
      sortKey: 'number',
      primary: true,
      cell: (row) => row.number,
    },
    {
      key: 'type',
      header: t('list.column.type'),
      cell: (row) => (
        <TwoLines
          first={t(`type.${row.type}`)}
          second={nameOf(row.classCode, phrasesOf(locale).words.classes)}
        />
      ),
    },
    { key: 'state', header: t('list.column.state'), cell: (row) => stateName(row.state) },
    {
      key: 'due',
      header: t('list.column.due'),
      sortKey: 'due',
      width: '9.5rem',
      cell: (row) =>
        row.nextDueAt ? (
          <TimeLeft dueAt={row.nextDueAt} now={page.now} timeZone={row.timeZone} />
        ) : (
          <span className="text-muted">—</span>
        ),
    },
    {
      key: 'owner',
      header: t('list.column.owner'),
      cell: (row) => (
        <TwoLines
          first={row.ownerName ?? <span className="text-muted">{t('page.nobody')}</span>}
          second={row.unitName}
        />
      ),
    },
    {
      key: 'opened',
      header: t('list.column.opened'),
      sortKey: 'opened',
      cell: (row) => (
        <span className="whitespace-nowrap">
          <LocalTime instant={row.openedAt} timeZone={row.timeZone} style="short" />
        </span>
      ),
    },
  ]
  return (
    <DataTable
      caption={t('list.caption', { sort: t(`list.sortBy.${key as 'due'}`) })}
      columns={columns}
      rows={page.rows}
      rowKey={(row) => row.figure?.obligationId ?? row.id}
      rowHref={(row) => matterHref(row.type, row.id)}
      sort={isFigure ? undefined : { key, direction: page.sort.startsWith('-') ? 'desc' : 'asc' }}
      sortHref={
        isFigure
          ? undefined
          : (sortKey, direction) =>
              hrefOf(path, address, { sort: `${direction === 'desc' ? '-' : ''}${sortKey}` as Sort })
      }
      empty={<EmptyState title={t('list.emptyTitle')}>{t('list.emptyBody')}</EmptyState>}
      sticky="page"
    />
  )
}

/** What matters, and what belongs to it in small print below. */
function TwoLines({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      {first}
      <span className="block text-muted text-xs">{second}</span>
    </span>
  )
}

function PageFoot({ page, address }: Pick<Props, 'page' | 'address'>) {
  const t = useTranslations('matters.list')
  const locale = useAppLocale()
  const { total, offset, rows } = page
  const words = total.isMore
    ? t('totalMore', { count: formatCount(total.count, locale) })
    : t(address.commitment ? 'totalOwed' : 'total', { count: total.count })
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <span className="text-muted">
        {t('rangeOf', {
          from: formatCount(offset + 1, locale),
          to: formatCount(offset + rows.length, locale),
          total: words,
        })}
      </span>
      <Pagination previousHref={page.previousHref} nextHref={page.nextHref} />
    </div>
  )
}
