import { useTranslations } from 'next-intl'
import { EmptyState } from '@/ui/empty-state'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import type { SearchResult } from '../queries/search'
import { CaseTable } from './case-table'
import { CustomerMatters } from './customer-matters'
import { SearchBox } from './search-box'

/** Results of a search: cases of customers first when a number's end or a name was typed, then cases by their text. */
export function SearchScreen({ found }: { found: SearchResult }) {
  const t = useTranslations('cases')
  const { q, cases, ofCustomers, matters, isByCustomer, isSecret } = found
  const title = q ? t('search.results', { q }) : isByCustomer ? t('search.byCustomer') : t('searchTitle')
  const isEmpty =
    cases !== null && cases.rows.length === 0 && ofCustomers.length === 0 && matters.length === 0
  return (
    <>
      <PageHeader title={title} />
      <div className="mb-3 max-w-xl">
        <SearchBox initial={q ?? ''} hotkey={false} />
      </div>
      {isSecret ? (
        <Notice kind="warning" live>
          {t('search.long')}
        </Notice>
      ) : null}
      {cases === null && !isSecret ? <p className="text-muted">{t('search.help')}</p> : null}
      {isEmpty ? <EmptyState title={t('search.none')}>{t('search.noneBody')}</EmptyState> : null}
      <div className="flex flex-col gap-3">
        {ofCustomers.length > 0 && cases ? (
          <Panel title={t('search.customers')} flush>
            <CaseTable page={{ rows: ofCustomers, sort: '-received', now: cases.now }} selectable={false} />
          </Panel>
        ) : null}
        {cases && cases.rows.length > 0 ? (
          <Panel
            title={t('search.cases')}
            flush
            footer={
              cases.nextHref || cases.previousHref ? (
                <Pagination previousHref={cases.previousHref} nextHref={cases.nextHref} />
              ) : undefined
            }
          >
            <CaseTable page={cases} selectable={false} />
          </Panel>
        ) : null}
        {matters.length > 0 ? (
          <Panel title={t('case.matters')}>
            <CustomerMatters matters={matters} />
          </Panel>
        ) : null}
      </div>
    </>
  )
}
