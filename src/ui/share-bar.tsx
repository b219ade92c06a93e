import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount, formatPercent } from './format'
import { STATE_LOOKS, type StateKind } from './state-kinds'

export type ShareKind = Extract<
  StateKind,
  'kept' | 'broken_fulfilled' | 'broken_open' | 'waived' | 'running' | 'paused'
>

export type SharePart = {
  readonly kind: ShareKind
  readonly count: number
  /** List of exactly these cases. */
  readonly href?: string
}

/** Parts of a whole as one bar, each with its own pattern, and a legend whose figures are links. */
export function ShareBar({ parts, legend = true }: { parts: readonly SharePart[]; legend?: boolean }) {
  const t = useTranslations('ui')
  const locale = useAppLocale()
  const total = parts.reduce((sum, part) => sum + part.count, 0)
  const described = parts.map((part) => {
    const percent = formatPercent(total > 0 ? part.count / total : null, locale)
    const text = t('shareOf', {
      label: t(`state.${part.kind}`),
      count: formatCount(part.count, locale),
      percent,
    })
    return { ...part, tone: STATE_LOOKS[part.kind].tone, text }
  })
  const spoken = total > 0 ? described.map(({ text }) => text).join(', ') : t('noCases')
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="share-bar" role="img" aria-label={spoken} title={spoken}>
        {described
          .filter(({ count }) => count > 0)
          .map(({ kind, count, tone }) => (
            <span
              key={kind}
              data-tone={tone}
              className={`share-pattern--${kind}`}
              style={{ flex: `${count} 0 0` }}
            />
          ))}
      </div>
      {legend ? (
        <ul className="share-legend">
          {described.map(({ kind, tone, text, href }) => (
            <li key={kind}>
              <span className={`share-swatch share-pattern--${kind}`} data-tone={tone} aria-hidden="true" />
              {href ? (
                <a data-soft="" className="ui-link" href={href}>
                  {text}
                </a>
              ) : (
                text
              )}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
