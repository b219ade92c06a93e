import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDay } from '@/ui/format'
import { Shape } from '@/ui/shape'
import { WEEKDAYS } from '../rules/calendar'
import type { DayView, MonthView } from '../rules/year-view'
import { useHoursWords } from './hours-words'

/** Looks of a day: colour and a mark, so that nobody depends on colour alone. */
const LOOKS: Readonly<Record<DayView['kind'], string>> = {
  off: 'bg-overdue-wash text-overdue font-semibold',
  worked: 'bg-later-wash text-later font-semibold',
  open: '',
  closed: 'text-muted bg-surface-secondary',
}

/** Twelve months with holidays and make-up days marked. */
export function YearGrid({ months, year }: { months: readonly MonthView[]; year: number }) {
  const t = useTranslations('calendars')
  const locale = useAppLocale()
  const hoursWords = useHoursWords()
  const titleOf = ({ date, kind, name, hours }: DayView) =>
    [formatDay(date, locale, 'longDate'), name, t(`day.${kind}`), hoursWords(hours)]
      .filter(Boolean)
      .join(' · ')
  return (
    <div className="grid items-start gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      {months.map(({ month, blanks, days }) => (
        <table
          key={month}
          className="w-full table-fixed border-separate border-spacing-0.5 text-center text-xs"
        >
          <caption className="mb-1 text-left font-semibold">
            {formatDay(`${year}-${String(month).padStart(2, '0')}-01`, locale, 'month')}
          </caption>
          <thead>
            <tr className="text-muted">
              {WEEKDAYS.map((weekday) => (
                <th key={weekday} scope="col" className="font-normal">
                  <abbr title={t(`weekday.${weekday}`)} className="no-underline">
                    {t(`weekdayShort.${weekday}`)}
                  </abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(blanks, days).map((week) => (
              <tr key={week.find((day) => day !== null)?.date}>
                {week.map((day, index) =>
                  day ? (
                    <td
                      key={day.date}
                      title={titleOf(day)}
                      className={`relative h-7 rounded-sm ${LOOKS[day.kind]}`}
                    >
                      {day.day}
                      {day.kind === 'off' || day.kind === 'worked' ? (
                        <>
                          <span
                            aria-hidden="true"
                            className="absolute top-0 right-0.5 text-[0.5625rem] leading-3"
                          >
                            {t(`mark.${day.kind}`)}
                          </span>
                          <span className="sr-only">{`${t(`day.${day.kind}`)} ${day.name ?? ''}`}</span>
                        </>
                      ) : null}
                    </td>
                  ) : (
                    <td key={WEEKDAYS[index]} />
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

function weeksOf(blanks: number, days: readonly DayView[]): (DayView | null)[][] {
  const places: (DayView | null)[] = [...Array.from({ length: blanks }, () => null), ...days]
  while (places.length % 7 !== 0) places.push(null)
  return Array.from({ length: places.length / 7 }, (_, week) => places.slice(week * 7, week * 7 + 7))
}

/** What the colours and marks mean. */
export function YearLegend() {
  const t = useTranslations('calendars')
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
      {(['off', 'worked', 'closed'] as const).map((kind) => (
        <li key={kind} className="flex items-center gap-1.5">
          <span
            className={`inline-grid h-5 w-6 place-items-center rounded-sm text-[0.625rem] ${LOOKS[kind]}`}
          >
            {kind === 'closed' ? <Shape name="dash" /> : t(`mark.${kind}`)}
          </span>
          {t(`day.${kind}`)}
        </li>
      ))}
    </ul>
  )
}
