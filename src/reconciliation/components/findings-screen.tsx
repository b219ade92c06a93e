import { useTranslations } from 'next-intl'
import { Money } from '@/refunds/components/money'
import { DataTable, type SortDirection } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { ExportMenu } from '@/ui/export-menu'
import { FilterBar, type FilterChip } from '@/ui/filter-bar'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { RowSelection } from '@/ui/row-selection'
import { Select } from '@/ui/select'
import { TextInput } from '@/ui/text-input'
import type { FindingPage, FindingRow } from '../queries/findings'
import { type FindingAddress, findingQueryOf, findingsHref } from '../queries/list-address'
import type { RunView } from '../queries/runs'
import { FINDING_CLASSES, FINDING_STATES } from '../rules/lists'
import type { FindingSort } from '../store/findings'
import { AcceptAll, FindingBulk, SELECTED } from './finding-actions'
import { FindingBadge } from './state'

type Option = { readonly value: string; readonly label: string }

/** Findings of a run with filters, decisions for many, and export. */
export function FindingsScreen({
  run,
  list,
  address,
  names,
  units,
}: {
  run: RunView
  list: FindingPage
  address: FindingAddress
  names: ReadonlyMap<string, string>
  units: readonly (Option & { readonly id: string })[]
}) {
  const t = useTranslations('reconciliation')
  const unitId = units.find(({ value }) => value === address.unit)?.id
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t('title'), href: '/reconciliation' },
          { label: run.number, href: `/reconciliation/runs/${run.id}` },
          { label: t('findings.title') },
        ]}
        title={`${t('findings.title')} ${run.month}`}
        description={run.unitName}
        actions={
          <span className="flex flex-wrap gap-2">
            <ExportMenu path={`/reconciliation/runs/${run.id}/export`} query={findingQueryOf(address)} />
            {run.canAccept && run.open > 0 && address.q === undefined ? (
              <AcceptAll
                input={{
                  runId: run.id,
                  ...(address.class ? { class: address.class } : {}),
                  ...(unitId ? { unit: unitId } : {}),
                }}
              />
            ) : null}
          </span>
        }
      />
      <Filters run={run} address={address} names={names} units={units} />
      {run.canAccept ? <RowSelection name={SELECTED} /> : null}
      <Panel
        flush
        footer={
          list.rows.length > 0 ? (
            <Pagination
              previousHref={list.page > 1 ? findingsHref(run.id, address, { page: list.page - 1 }) : null}
              nextHref={list.hasNext ? findingsHref(run.id, address, { page: list.page + 1 }) : null}
            />
          ) : undefined
        }
      >
        <Table run={run} rows={list.rows} address={address} names={names} />
      </Panel>
      {run.canAccept ? <FindingBulk /> : null}
    </>
  )
}

function Table({
  run,
  rows,
  address,
  names,
}: {
  run: RunView
  rows: readonly FindingRow[]
  address: FindingAddress
  names: ReadonlyMap<string, string>
}) {
  const t = useTranslations('reconciliation')
  const ui = useTranslations('ui')
  const sort = address.sort ?? '-owed'
  return (
    <DataTable
      caption={t('findings.title')}
      empty={<EmptyState title={t('findings.empty')}>{t('findings.emptyBody')}</EmptyState>}
      columns={[
        ...(run.canAccept
          ? [
              {
                key: 'check',
                width: '2.25rem',
                header: (
                  <input
                    type="checkbox"
                    className="check check-all"
                    data-all={SELECTED}
                    aria-label={ui('selectAll')}
                  />
                ),
                cell: (row: FindingRow) =>
                  row.state === 'open' ? (
                    <input
                      type="checkbox"
                      className="check"
                      name={SELECTED}
                      value={row.id}
                      aria-label={t('findings.choose', { ref: row.chargeRef })}
                    />
                  ) : null,
              },
            ]
          : []),
        { key: 'ref', header: t('column.ref'), primary: true, cell: (row) => row.chargeRef },
        { key: 'state', header: t('column.state'), cell: (row) => <FindingBadge state={row.state} /> },
        {
          key: 'class',
          header: t('column.class'),
          cell: (row) => (
            <span>
              {names.get(row.classCode) ?? row.classCode}
              <span className="block text-muted text-xs">{t(`why.${row.why}`)}</span>
            </span>
          ),
        },
        {
          key: 'service',
          header: t('column.service'),
          cell: (row) => (
            <span>
              {row.serviceCode}
              <span className="block text-muted text-xs">{t(`kind.${row.kind}`)}</span>
            </span>
          ),
        },
        {
          key: 'customer',
          header: t('column.customer'),
          cell: (row) => (
            <span className="whitespace-nowrap">
              {row.phone}
              <span className="block text-muted text-xs">{row.account}</span>
            </span>
          ),
        },
        {
          key: 'charged',
          header: t('column.charged'),
          align: 'end',
          cell: (row) => <Money minor={row.chargedMinor} currency={row.currency} />,
        },
        {
          key: 'correct',
          hideOnTablet: true,
          header: t('column.correct'),
          align: 'end',
          cell: (row) => <Money minor={row.correctMinor} currency={row.currency} />,
        },
        {
          key: 'owed',
          header: t('column.owed'),
          align: 'end',
          sortKey: 'owed',
          cell: (row) => <Money minor={row.owedMinor} currency={row.currency} strong />,
        },
        {
          key: 'unit',
          hideOnTablet: true,
          header: t('column.unit'),
          hideOnPhone: true,
          cell: (row) => row.unitName,
        },
        {
          key: 'at',
          header: t('column.chargedAt'),
          sortKey: 'charged',
          cell: (row) => <LocalTime instant={row.chargedAt} timeZone={row.timeZone} style="short" />,
        },
      ]}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/reconciliation/findings/${id}`}
      sort={{ key: sort.replace('-', ''), direction: sort.startsWith('-') ? 'desc' : 'asc' }}
      sortHref={(key, direction) => findingsHref(run.id, address, { sort: sortOf(key, direction) })}
      sticky="page"
    />
  )
}

const sortOf = (key: string, direction: SortDirection): FindingSort =>
  `${direction === 'desc' ? '-' : ''}${key}` as FindingSort

function Filters({
  run,
  address,
  names,
  units,
}: {
  run: RunView
  address: FindingAddress
  names: ReadonlyMap<string, string>
  units: readonly Option[]
}) {
  const t = useTranslations('reconciliation')
  const classes = FINDING_CLASSES.map((value) => ({ value, label: names.get(value) ?? value }))
  const states = FINDING_STATES.map((value) => ({ value, label: t(`findingState.${value}`) }))
  const labelOf = (options: readonly Option[], value: string) =>
    options.find((option) => option.value === value)?.label ?? value
  const chip = (key: 'q' | 'class' | 'state' | 'unit', value: string): FilterChip => ({
    label: `${t(`filter.${key}`)}: ${value}`,
    removeHref: findingsHref(run.id, address, { [key]: undefined }),
  })
  return (
    <FilterBar
      // The fields are uncontrolled: another address shows its own values.
      key={findingQueryOf(address)}
      action={findingsHref(run.id, {})}
      keep={{ sort: address.sort }}
      chips={[
        ...(address.q ? [chip('q', address.q)] : []),
        ...(address.class ? [chip('class', labelOf(classes, address.class))] : []),
        ...(address.state ? [chip('state', labelOf(states, address.state))] : []),
        ...(address.unit ? [chip('unit', labelOf(units, address.unit))] : []),
      ]}
      clearHref={findingsHref(run.id, {})}
    >
      <TextInput name="q" label={t('filter.q')} defaultValue={address.q} maxLength={80} />
      <Select
        name="class"
        label={t('filter.class')}
        blank={t('filter.all')}
        defaultValue={address.class ?? ''}
        options={classes}
      />
      <Select
        name="state"
        label={t('filter.state')}
        blank={t('filter.all')}
        defaultValue={address.state ?? ''}
        options={states}
      />
      <Select
        name="unit"
        label={t('filter.unit')}
        blank={t('filter.all')}
        defaultValue={address.unit ?? ''}
        options={units}
      />
    </FilterBar>
  )
}
