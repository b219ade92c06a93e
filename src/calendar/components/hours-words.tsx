import { useTranslations } from 'next-intl'
import { type HoursInterval, WEEKDAYS, type WorkingCalendar } from '../rules/calendar'

/** Intervals of a day in words: closed, round the clock, `09:00–12:00`, overnight marked as next day. */
export function useHoursWords(): (hours: readonly HoursInterval[]) => string {
  const t = useTranslations('calendars')
  return (hours) => {
    if (hours.length === 0) return t('closed')
    return hours.map(([from, to]) => intervalWords(from, to, t)).join(t('listComma'))
  }
}

function intervalWords(
  from: string,
  to: string,
  t: (key: 'allDay' | 'nextDay', values?: { time: string }) => string,
) {
  if (from === '00:00' && to === '24:00') return t('allDay')
  return to > from ? `${from}–${to}` : `${from}–${t('nextDay', { time: to })}`
}

/** The week's hours, days with the same hours together. */
export function WeeklyHours({ weekly }: { weekly: WorkingCalendar['weekly'] }) {
  const t = useTranslations('calendars')
  const hoursWords = useHoursWords()
  return (
    <dl className="dl">
      {WEEKDAYS.map((weekday) => (
        <div key={weekday} className="contents">
          <dt>{t(`weekday.${weekday}`)}</dt>
          <dd>{hoursWords(weekly[weekday] ?? [])}</dd>
        </div>
      ))}
    </dl>
  )
}
