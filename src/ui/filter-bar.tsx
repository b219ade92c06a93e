import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AppLink } from './app-link'
import { Button } from './button'

export type FilterChip = { readonly label: string; readonly removeHref: string }

/**
 * Filters of a list as a GET form: the address is the state, so it can be bookmarked and sent.
 * `keep` are parameters that stay (sort, view); chips show what is set and take it off. On a phone the form waits behind
 * one button that says how many filters are set, so that the list comes first; it opens by style alone (controls.css).
 */
export function FilterBar({
  action,
  keep = {},
  chips = [],
  clearHref,
  children,
  extra,
}: {
  action: string
  keep?: Readonly<Record<string, string | undefined>>
  chips?: readonly FilterChip[]
  clearHref?: string
  children: ReactNode
  /** Beside the form, on a phone beside the button that opens it: another way to find something. */
  extra?: ReactNode
}) {
  const t = useTranslations('ui')
  const common = useTranslations('common')
  return (
    <div className="mb-2 flex flex-col gap-2">
      <div className="filters">
        <details className="filter-fold" key={chips.map(({ label }) => label).join()}>
          <summary className="btn">{t('filters', { count: chips.length })}</summary>
        </details>
        <search>
          <form method="get" action={action} data-soft="" className="filter-bar">
            {Object.entries(keep).map(([name, value]) =>
              value ? <input key={name} type="hidden" name={name} value={value} /> : null,
            )}
            {children}
            <Button type="submit">{t('applyFilters')}</Button>
          </form>
        </search>
        {extra}
      </div>
      {chips.length > 0 ? (
        <ul aria-label={t('activeFilters')} className="flex flex-wrap items-center gap-1.5">
          {chips.map(({ label, removeHref }) => (
            <li key={label} className="chip">
              {label}
              <a data-soft="" href={removeHref}>
                <span className="sr-only">{t('removeFilter', { label })}</span>
                <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
                  <path d="m2 2 6 6M8 2 2 8" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
                </svg>
              </a>
            </li>
          ))}
          {clearHref ? (
            <li>
              <AppLink href={clearHref}>{common('clearAll')}</AppLink>
            </li>
          ) : null}
        </ul>
      ) : null}
    </div>
  )
}

/** Filters of a `FilterBar` that are seldom set; open when one of them is. */
export function SeldomFilters({ isSet, children }: { isSet: boolean; children: ReactNode }) {
  const t = useTranslations('ui')
  return (
    <details className="filter-more" open={isSet}>
      <summary className="btn btn--quiet">{t('moreFilters')}</summary>
      <div className="filter-bar mt-2">{children}</div>
    </details>
  )
}
