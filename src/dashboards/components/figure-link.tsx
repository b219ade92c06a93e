import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { classNames } from '@/ui/class-names'
import { formatCount } from '@/ui/format'

const TONES = { overdue: 'text-overdue font-semibold', soon: 'text-soon font-semibold' } as const

/** A count that opens its list; nothing to open stays quiet. */
export function FigureLink({
  count,
  href,
  tone,
}: {
  count: number
  href: string
  tone?: keyof typeof TONES
}) {
  const locale = useAppLocale()
  if (count === 0) return <span className="text-muted">0</span>
  return (
    <a data-soft="" className={classNames('ui-link tabular-nums', tone && TONES[tone])} href={href}>
      {formatCount(count, locale)}
    </a>
  )
}
