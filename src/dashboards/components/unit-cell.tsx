import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount, formatPercent } from '@/ui/format'
import { Shape } from '@/ui/shape'
import { STATE_LOOKS } from '@/ui/state-kinds'
import type { Figure, Verdict } from '../rules/figures'
import { FigureLink } from './figure-link'
import { VERDICT_KINDS } from './verdict-kinds'

/** How one unit keeps one promise: share with its verdict's shape; the words and the sample are read out and shown on hover. */
export function UnitCell({
  figure,
  verdict,
  href,
  isCount = false,
}: {
  figure: Figure | null
  verdict: Verdict | null
  href: string
  /** Occurrences of what may never happen instead of a share. */
  isCount?: boolean
}) {
  const t = useTranslations('dashboards')
  const locale = useAppLocale()
  if (isCount) return <FigureLink count={figure?.decided ?? 0} href={href} tone="overdue" />
  if (!figure || figure.share === null || !verdict)
    return <span className="text-muted">{formatPercent(null, locale)}</span>
  const look = STATE_LOOKS[VERDICT_KINDS[verdict]]
  const words = t('cellWords', {
    verdict: t(`verdicts.${verdict}`),
    count: formatCount(figure.decided, locale),
  })
  return (
    <a
      data-soft=""
      href={href}
      title={words}
      className={
        verdict === 'off_target' ? 'ui-link font-semibold text-overdue tabular-nums' : 'ui-link tabular-nums'
      }
    >
      {verdict === 'on_target' ? null : (
        <span data-tone={look.tone} className="mr-0.5 inline-block align-[-1px] text-[0.7em]">
          <Shape name={look.shape} />
        </span>
      )}
      {figure.share === 1 ? '100%' : formatPercent(figure.share, locale)}
      <span className="sr-only">{words}</span>
    </a>
  )
}
