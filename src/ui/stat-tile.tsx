import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount } from './format'
import { Shape } from './shape'
import { STATE_LOOKS, type StateKind } from './state-kinds'

/**
 * A big figure that opens the list behind it. `kind` gives shape and colour; the label is the word.
 * A count of 0 of something bad is calm: pass no `kind` then.
 */
export function StatTile({
  label,
  value,
  unit,
  href,
  kind,
  target,
  previous,
  change,
  sampleSize,
  note,
}: {
  label: string
  /** Already formatted, e.g. by `formatPercent`. */
  value: ReactNode
  unit?: string
  href?: string
  kind?: StateKind
  target?: string
  /** Last month's figure, formatted. */
  previous?: string
  /** Change against last month, by `formatDelta`. */
  change?: string
  sampleSize?: number
  note?: ReactNode
}) {
  const t = useTranslations('ui')
  const locale = useAppLocale()
  const look = kind ? STATE_LOOKS[kind] : undefined
  const body = (
    <>
      <span className="tile-label">
        {look ? <Shape name={look.shape} /> : null}
        {label}
      </span>
      <span className="tile-figure">
        {value}
        {unit ? <small>{unit}</small> : null}
      </span>
      <span className="tile-notes">
        {target ? <span>{`${t('target')} ${target}`}</span> : null}
        {previous ? <span>{`${t('lastMonth')} ${previous}`}</span> : null}
        {change ? <span>{`${t('change')} ${change}`}</span> : null}
        {sampleSize !== undefined ? (
          <span>{t('sample', { count: formatCount(sampleSize, locale) })}</span>
        ) : null}
        {note ? <span>{note}</span> : null}
      </span>
    </>
  )
  return href ? (
    <a data-soft="" className="tile" data-tone={look?.tone} href={href}>
      {body}
    </a>
  ) : (
    <div className="tile" data-tone={look?.tone}>
      {body}
    </div>
  )
}
