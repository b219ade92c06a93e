import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatInstant, type InstantStyle } from './format'

/** An instant in the branch's zone, machine-readable for scripts and with the full form as its title. */
export function LocalTime({
  instant,
  timeZone,
  style = 'dateTime',
}: {
  instant: Date
  timeZone: string
  style?: InstantStyle
}) {
  const locale = useAppLocale()
  return (
    <time
      dateTime={instant.toISOString()}
      title={`${formatInstant(instant, { locale, timeZone, style: 'long' })} (${timeZone})`}
    >
      {formatInstant(instant, { locale, timeZone, style })}
    </time>
  )
}
