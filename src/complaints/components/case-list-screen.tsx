import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ExportMenu } from '@/ui/export-menu'
import { formatCount } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { Markup } from '@/ui/markup'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import type { FilterNames } from '../queries/filter-names'
import { hrefOf, type ListAddress, MARKS, queryOf, type Sort, withoutPage } from '../queries/list-address'
import type { CaseListPage } from '../queries/lists'
import { EXPORT_LIMIT } from '../rules/list-filter'
import { brandOptions } from './brand-options'
import { BulkActions } from './bulk-actions'
import { CaseFilters, type FilterState } from './case-filters'
import type { Translate } from './case-labels'
import { CaseTable, SELECTION } from './case-table'
import { classLabel } from './class-label'
import { filterChips } from './filter-chips'
import { ListViews } from './list-views'
import { SavedViewTools } from './saved-view-tools'

export type ListRights = Readonly<Record<'log' | 'export' | 'reassign' | 'chase', boolean>>

/** The work list with its views, filters, export and bulk actions. */
export function CaseListScreen({
  path,
  address,
  cases,
  names,
  views,
  unlisted,
  isFiltered,
  can,
}: {
  path: string
  address: ListAddress
  cases: CaseListPage
  names: FilterNames
  views: readonly { readonly id: string; readonly name: string; readonly query: string }[]
  /** Classes the picklist does not know. */
  unlisted: readonly string[]
  isFiltered: boolean
  can: ListRights
}) {
  const t = useTranslations('cases')
  const title = names.commitment ? t('figureTitle', { code: names.commitment.code }) : t('title')
  const isSelectable = (can.reassign || can.chase) && cases.rows.length > 0
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        title={title}
        description={names.commitment?.text}
        actions={
          can.log ? (
            <ButtonLink href="/complaints/new" look="primary">
              {t('new')}
            </ButtonLink>
          ) : null
        }
      />
      <div className="mb-2 flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1">
          <Markup>
            <ListViews path={path} address={address} saved={views} />
          </Markup>
        </div>
        <SavedViewTools query={queryOf(withoutPage(address))} views={views} />
        {can.export ? (
          <ExportMenu path="/complaints/export" query={queryOf(withoutPage(address))} limit={EXPORT_LIMIT} />
        ) : null}
      </div>
      <Filters path={path} address={address} names={names} unlisted={unlisted} />
      <Panel
        flush
        footer={
          cases.rows.length > 0 ? (
            <Markup>
              <PageFoot cases={cases} isFigure={address.commitment !== undefined} />
            </Markup>
          ) : undefined
        }
      >
        {cases.rows.length === 0 && !isFiltered ? (
          <EmptyState title={t('emptyQueue')}>{t('emptyQueueBody')}</EmptyState>
        ) : (
          <CaseTable
            page={cases}
            sortHref={
              address.commitment
                ? undefined
                : (key, direction) =>
                    hrefOf(path, address, { sort: `${direction === 'desc' ? '-' : ''}${key}` as Sort })
            }
            selectable={isSelectable}
          />
        )}
      </Panel>
      {isSelectable ? <BulkActions {...SELECTION} can={can} /> : null}
    </>
  )
}

function Filters({
  path,
  address,
  names,
  unlisted,
}: {
  path: string
  address: ListAddress
  names: FilterNames
  unlisted: readonly string[]
}) {
  const t = useTranslations('cases') as unknown as Translate
  const outcome = useTranslations('ui.state')
  const locale = useAppLocale()
  const { mark, at: _at, after: _after, before: _before, rule, ...texts } = address
  const fixedOwner =
    address.owner === 'me' || address.owner === 'first' || address.owner === 'nobody' ? address.owner : null
  const state: FilterState = {
    action: path,
    values: { ...texts, mark: mark[0] },
    keep: {
      sort: address.sort,
      commitment: address.commitment,
      version: address.version,
      rule: rule?.toString(),
      group: address.group,
      customer: address.customer,
    },
    unit: names.unit,
    owner: fixedOwner ? { value: fixedOwner, label: t(`filter.${fixedOwner}`) } : names.owner,
    chosenClass: address.class ? { value: address.class, label: classLabel(address.class, locale) } : null,
    unlistedClasses: unlisted,
    brands: brandOptions(locale),
    marks: MARKS,
    chips: filterChips({ path, address, names, t, outcomeWord: (code) => outcome(code as 'kept'), locale }),
    clearHref: path,
    showMore: Boolean(
      address.kind ||
        address.channel ||
        address.brand ||
        address.area ||
        mark.length ||
        (!address.commitment && (address.from || address.to)),
    ),
  }
  return <CaseFilters state={state} />
}

function PageFoot({ cases, isFigure }: { cases: CaseListPage; isFigure: boolean }) {
  const t = useTranslations('cases')
  const locale = useAppLocale()
  const { total, offset, rows } = cases
  const count = total ? formatCount(total.count, locale) : ''
  const words = total ? totalWords(t, total, isFigure, count) : ''
  const range = t('rangeOf', {
    from: formatCount(offset + 1, locale),
    to: formatCount(offset + rows.length, locale),
    total: words,
  })
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <span className="text-muted">{range.replace(/[，,]\s*$/, '')}</span>
      <Pagination previousHref={cases.previousHref} nextHref={cases.nextHref} />
    </div>
  )
}

function totalWords(
  t: ReturnType<typeof useTranslations<'cases'>>,
  total: NonNullable<CaseListPage['total']>,
  isFigure: boolean,
  count: string,
): string {
  if (total.isMore) return t('totalMore', { count })
  return isFigure ? t('totalOwed', { count: total.count }) : t('total', { count: total.count })
}
