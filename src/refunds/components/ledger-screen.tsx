import { useTranslations } from 'next-intl'
import { AppLink } from '@/ui/app-link'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterBar } from '@/ui/filter-bar'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { TextInput } from '@/ui/text-input'
import { type LedgerAddress, type LedgerView, ledgerHref } from '../queries/ledger'
import type { LedgerAccount } from '../store/ledger'
import { Money } from './money'
import { type RefundTab, RefundTabs } from './refund-tabs'

const ACCOUNTS: readonly LedgerAccount[] = ['refund_expense', 'owed_to_customer', 'paid_out', 'reversed']

/** What is owed, paid and taken back per branch; every figure opens its entries. */
export function LedgerScreen({
  view,
  address,
  tabs,
}: {
  view: LedgerView
  address: LedgerAddress
  tabs: readonly RefundTab[]
}) {
  const t = useTranslations('refunds')
  const isOff = view.units.some(({ sumMinor }) => sumMinor !== 0n)
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/refunds' }, { label: t('tab.ledger') }]}
        title={t('ledger.title')}
        description={t('ledger.hint')}
      />
      <RefundTabs current="ledger" open={tabs} />
      <div className="mt-3" />
      {isOff ? <Notice kind="error" title={t('ledger.off')} /> : null}
      <FilterBar
        action="/refunds/ledger"
        keep={{ account: address.account, unit: address.unit, currency: address.currency }}
        chips={[
          ...(address.unit
            ? [
                {
                  label: t('chip', { name: t('filter.unit'), value: view.chosen ?? address.unit }),
                  removeHref: ledgerHref(address, { unit: undefined }),
                },
              ]
            : []),
          ...(address.account
            ? [
                {
                  label: t('chip', { name: t('ledger.account'), value: t(`account.${address.account}`) }),
                  removeHref: ledgerHref(address, { account: undefined }),
                },
              ]
            : []),
        ]}
        clearHref="/refunds/ledger"
      >
        <TextInput name="from" type="date" label={t('filter.from')} defaultValue={address.from} />
        <TextInput name="to" type="date" label={t('filter.to')} defaultValue={address.to} />
      </FilterBar>
      <div className="flex flex-col gap-3">
        <Panel title={t('ledger.balances')} flush>
          <DataTable
            caption={t('ledger.balances')}
            rows={[...view.units, ...totalsOf(view.units, t('ledger.all'))]}
            rowKey={(row) => `${row.unitId}/${row.currency}`}
            empty={<EmptyState title={t('ledger.none')} />}
            columns={[
              {
                key: 'unit',
                header: t('column.unit'),
                primary: true,
                cell: (row) =>
                  row.unitId === EVERY_UNIT ? (
                    <strong>{row.unitName}</strong>
                  ) : (
                    <AppLink href={ledgerHref(address, { unit: row.unitCode })}>{row.unitName}</AppLink>
                  ),
              },
              ...ACCOUNTS.map((account) => ({
                key: account,
                header: t(`account.${account}`),
                align: 'end' as const,
                cell: (row: LedgerView['units'][number]) => (
                  <AppLink
                    href={`${ledgerHref(address, {
                      unit: row.unitId === EVERY_UNIT ? address.unit : row.unitCode,
                      account,
                      currency: row.currency,
                    })}#entries`}
                  >
                    <Money
                      minor={row.balances[account]}
                      currency={row.currency}
                      strong={row.unitId === EVERY_UNIT}
                    />
                  </AppLink>
                ),
              })),
              {
                key: 'sum',
                header: t('ledger.sum'),
                align: 'end',
                cell: (row) => <Money minor={row.sumMinor} currency={row.currency} strong />,
              },
            ]}
          />
        </Panel>
        <Panel
          title={t('ledger.entries')}
          id="entries"
          flush
          footer={
            <Pagination
              previousHref={view.page > 1 ? ledgerHref(address, { page: view.page - 1 }) : null}
              nextHref={view.hasNext ? ledgerHref(address, { page: view.page + 1 }) : null}
            />
          }
        >
          <DataTable
            caption={t('ledger.entries')}
            rows={view.entries}
            rowKey={(row) => row.id}
            empty={<EmptyState title={t('ledger.none')} />}
            columns={[
              {
                key: 'number',
                header: t('column.number'),
                primary: true,
                cell: (row) => (
                  <AppLink href={`/refunds/${encodeURIComponent(row.number)}#ledger`}>{row.number}</AppLink>
                ),
              },
              {
                key: 'at',
                header: t('ledger.at'),
                cell: (row) => <LocalTime instant={row.at} timeZone={row.timeZone} style="short" />,
              },
              { key: 'kind', header: t('ledger.kind'), cell: (row) => t(`kind.${row.kind}`) },
              { key: 'account', header: t('ledger.account'), cell: (row) => t(`account.${row.account}`) },
              {
                key: 'debit',
                header: t('ledger.debit'),
                align: 'end',
                cell: (row) => (
                  <Money minor={row.amountMinor > 0n ? row.amountMinor : null} currency={row.currency} />
                ),
              },
              {
                key: 'credit',
                header: t('ledger.credit'),
                align: 'end',
                cell: (row) => (
                  <Money minor={row.amountMinor < 0n ? -row.amountMinor : null} currency={row.currency} />
                ),
              },
              { key: 'unit', header: t('column.unit'), hideOnPhone: true, cell: (row) => row.unitName },
              {
                key: 'by',
                header: t('ledger.by'),
                hideOnPhone: true,
                cell: (row) => row.by ?? t('one.system'),
              },
            ]}
          />
        </Panel>
      </div>
    </>
  )
}

type UnitRow = LedgerView['units'][number]
const EVERY_UNIT = 'all'

/** One row per currency that adds up the units, where there is more than one. */
function totalsOf(units: readonly UnitRow[], unitName: string): UnitRow[] {
  return [...new Set(units.map(({ currency }) => currency))].flatMap((currency) => {
    const rows = units.filter((row) => row.currency === currency)
    const [first] = rows
    if (!first || rows.length === 1) return []
    const sum = (of: (row: UnitRow) => bigint) => rows.reduce((total, row) => total + of(row), 0n)
    return [
      {
        ...first,
        unitId: EVERY_UNIT,
        unitName,
        sumMinor: sum(({ sumMinor }) => sumMinor),
        balances: {
          refund_expense: sum(({ balances }) => balances.refund_expense),
          owed_to_customer: sum(({ balances }) => balances.owed_to_customer),
          paid_out: sum(({ balances }) => balances.paid_out),
          reversed: sum(({ balances }) => balances.reversed),
        },
      },
    ]
  })
}
