import { formatMinor } from '@/kernel/money'
import { useAppLocale } from '@/platform/i18n/use-app-locale'

/** An amount with its currency, digits in line; nothing known: a dash. */
export function Money({
  minor,
  currency,
  strong = false,
}: {
  minor: bigint | null
  currency: string
  strong?: boolean
}) {
  const locale = useAppLocale()
  if (minor === null) return <span className="text-muted">—</span>
  return (
    <span
      className={strong ? 'whitespace-nowrap font-semibold tabular-nums' : 'whitespace-nowrap tabular-nums'}
    >
      {formatMinor(minor, currency, locale)}
    </span>
  )
}
