import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount, formatPercent } from '@/ui/format'
import { figureHref } from '../links'
import type { Board } from '../queries'

/** Folded promises that meet their target, each with its figure: what is folded can still be read and opened. */
export function MetChips({ board, places }: { board: Board; places: readonly number[] }) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  return (
    <span className="fold-chips">
      {places.map((place) => {
        const promise = board.promises[place]!
        const { figure, before } = promise
        const cases = formatCount(figure.decided, locale)
        return (
          <a
            key={place}
            data-soft=""
            data-key={`${promise.commitmentId}/${promise.ruleIndex}`}
            className="ui-link"
            href={figureHref(promise, board.unit.code, board.month, 'decided')}
            title={t('fold.chip', {
              promise: promise.text[locale],
              count: figure.decided,
              before: formatPercent(before.share, locale),
            })}
          >
            {promise.code} {formatPercent(figure.share, locale)} <span className="text-muted">({cases})</span>
          </a>
        )
      })}
    </span>
  )
}
