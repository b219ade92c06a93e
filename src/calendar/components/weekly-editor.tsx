'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/ui/button'
import { type HoursInterval, WEEKDAYS, type Weekday, type WorkingCalendar } from '../rules/calendar'
import { useHoursWords } from './hours-words'

type Weekly = WorkingCalendar['weekly']

/** Weekly hours: any number of intervals a day, overnight shifts, round the clock. */
export function WeeklyEditor({ value, onChange }: { value: Weekly; onChange: (weekly: Weekly) => void }) {
  const t = useTranslations('calendars')
  const set = (weekday: Weekday, hours: readonly HoursInterval[]) => {
    const { [weekday]: _before, ...rest } = value
    onChange(hours.length > 0 ? { ...rest, [weekday]: hours } : rest)
  }
  return (
    <div className="flex flex-col divide-y divide-separator">
      {WEEKDAYS.map((weekday, index) => {
        const previous = WEEKDAYS[index - 1]
        return (
          <DayHours
            key={weekday}
            name={t(`weekday.${weekday}`)}
            path={`weekly.${weekday}`}
            hours={value[weekday] ?? []}
            onChange={(hours) => set(weekday, hours)}
            onCopy={previous ? () => set(weekday, value[previous] ?? []) : null}
          />
        )
      })}
    </div>
  )
}

const OFFICE: HoursInterval = ['09:00', '18:00']
const ROUND_THE_CLOCK: HoursInterval = ['00:00', '24:00']

function DayHours({
  name,
  path,
  hours,
  onChange,
  onCopy,
}: {
  name: string
  path: string
  hours: readonly HoursInterval[]
  onChange: (hours: readonly HoursInterval[]) => void
  /** Takes the hours of the day before; null for Monday. */
  onCopy: (() => void) | null
}) {
  const t = useTranslations('calendars')
  const hoursWords = useHoursWords()
  const replace = (index: number, interval: HoursInterval) =>
    onChange(hours.map((each, at) => (at === index ? interval : each)))
  return (
    <fieldset className="grid gap-x-4 gap-y-1.5 py-2.5 md:grid-cols-[5rem_minmax(0,1fr)_auto]">
      <legend className="float-left font-medium md:contents">
        <span className="md:pt-1.5">{name}</span>
      </legend>
      <div className="flex min-w-0 flex-col gap-1.5">
        {hours.map(([from, to], index) => (
          <div key={`${path}.${placeOf(index)}`} className="flex flex-wrap items-center gap-1.5">
            <TimeInput
              label={t('fromOf', { day: name, number: index + 1 })}
              id={`f-${path}.${index}.0`}
              value={from}
              onChange={(time) => replace(index, [time, to])}
            />
            <span aria-hidden="true">–</span>
            <TimeInput
              label={t('toOf', { day: name, number: index + 1 })}
              id={`f-${path}.${index}.1`}
              value={to}
              onChange={(time) => replace(index, [from, time])}
            />
            {to <= from ? <span className="text-muted text-xs">{t('endsNextDay')}</span> : null}
            <Button
              size="sm"
              look="quiet"
              aria-label={t('removeInterval', { day: name, number: index + 1 })}
              onClick={() => onChange(hours.filter((_, at) => at !== index))}
            >
              ×
            </Button>
          </div>
        ))}
        <p className="text-muted text-xs">{hoursWords(hours)}</p>
      </div>
      <div className="flex flex-wrap items-start gap-1.5">
        <Button size="sm" onClick={() => onChange([...hours, OFFICE])}>
          {t('addInterval')}
        </Button>
        <Button size="sm" onClick={() => onChange([ROUND_THE_CLOCK])}>
          {t('allDay')}
        </Button>
        <Button size="sm" onClick={() => onChange([])}>
          {t('closed')}
        </Button>
        {onCopy ? (
          <Button size="sm" onClick={onCopy}>
            {t('asDayBefore')}
          </Button>
        ) : null}
      </div>
    </fieldset>
  )
}

/** Intervals have no identity of their own: all fields are controlled, so their place is enough. */
const placeOf = (index: number): string => `interval-${index}`

function TimeInput({
  label,
  id,
  value,
  onChange,
}: {
  label: string
  id: string
  value: string
  onChange: (time: string) => void
}) {
  return (
    <input
      id={id}
      className="input"
      style={{ width: '5.5rem' }}
      aria-label={label}
      inputMode="numeric"
      placeholder="09:00"
      maxLength={5}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={(event) => onChange(tidyTime(event.target.value))}
    />
  )
}

/** `9`, `900`, `9:00` and `９：００` as `09:00`; anything else stays as typed and is refused when saving. */
function tidyTime(typed: string): string {
  const plain = typed.normalize('NFKC').trim()
  const match = /^(\d{1,2})(?::?(\d{2}))?$/.exec(plain)
  return match?.[1] ? `${match[1].padStart(2, '0')}:${match[2] ?? '00'}` : plain
}
