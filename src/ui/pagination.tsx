import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { ButtonLink } from './button'
import { formatCount } from './format'

/** Where we are in a list and the ways on. Works for keyset pages (no total) and numbered ones; nothing where there is no way on. */
export function Pagination({
  from,
  to,
  total,
  previousHref,
  nextHref,
}: {
  /** Number of the first and last row shown, counted from 1. */
  from?: number
  to?: number
  total?: number
  previousHref?: string | null
  nextHref?: string | null
}) {
  const t = useTranslations('ui')
  const locale = useAppLocale()
  const range =
    from !== undefined && to !== undefined
      ? { from: formatCount(from, locale), to: formatCount(to, locale) }
      : null
  if (!(range || previousHref || nextHref)) return null
  return (
    <nav aria-label={t('pagination')} className="pager">
      <span>
        {range && total !== undefined
          ? t('rangeOf', { ...range, total: formatCount(total, locale) })
          : range
            ? t('range', range)
            : null}
      </span>
      <span className="flex gap-2">
        {previousHref ? (
          <ButtonLink size="sm" href={previousHref} rel="prev">
            {t('previousPage')}
          </ButtonLink>
        ) : null}
        {nextHref ? (
          <ButtonLink size="sm" href={nextHref} rel="next">
            {t('nextPage')}
          </ButtonLink>
        ) : null}
      </span>
    </nav>
  )
}
