'use client'

import { Calendar } from '@heroui/react/calendar'
import { DateField } from '@heroui/react/date-field'
import { DatePicker } from '@heroui/react/date-picker'
import { I18nProvider } from '@heroui/react/rac'
import { parseDate, parseDateTime } from '@internationalized/date'
import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import type { DateTimeFieldProps } from './date-time-props'
import { FieldNotes, fieldId, RequiredMark } from './field'

const parse = (text: string | undefined, granularity: 'day' | 'minute') =>
  text ? (granularity === 'day' ? parseDate(text) : parseDateTime(text)) : undefined

/** The control behind `DateTimeField`; drawn in the browser only, where the language's own digits and order are known. */
export function DateTimePicker({
  name,
  label,
  hint,
  error,
  required,
  id,
  hideLabel,
  className,
  granularity = 'minute',
  defaultValue,
  min,
  max,
  onChange,
}: DateTimeFieldProps) {
  const t = useTranslations('ui')
  const locale = useAppLocale()
  const base = fieldId(name, id)
  // Day before month in English, as everywhere in the product.
  return (
    <I18nProvider locale={locale === 'en' ? 'en-GB' : locale}>
      <DatePicker
        id={base}
        name={name}
        granularity={granularity}
        hourCycle={24}
        shouldForceLeadingZeros
        hideTimeZone
        isRequired={required}
        isInvalid={error ? true : undefined}
        defaultValue={parse(defaultValue, granularity)}
        minValue={parse(min, granularity)}
        maxValue={parse(max, granularity)}
        onChange={(value) => onChange?.(value ? value.toString() : '')}
        aria-labelledby={`${base}-label`}
        className={className ? `field ${className}` : 'field'}
      >
        <span className={hideLabel ? 'sr-only' : 'field-label'} id={`${base}-label`}>
          {label}
          {required ? <RequiredMark /> : null}
        </span>
        <DateField.Group className="input date-input">
          <DateField.Input className="date-segments">
            {(segment) => <DateField.Segment segment={segment} />}
          </DateField.Input>
          <DateField.Suffix>
            <DatePicker.Trigger aria-label={t('openCalendar')}>
              <DatePicker.TriggerIndicator />
            </DatePicker.Trigger>
          </DateField.Suffix>
        </DateField.Group>
        <FieldNotes base={base} hint={hint} error={error} />
        <DatePicker.Popover>
          <Calendar aria-label={typeof label === 'string' ? label : t('date')}>
            <Calendar.Header>
              <Calendar.Heading />
              <Calendar.NavButton slot="previous" />
              <Calendar.NavButton slot="next" />
            </Calendar.Header>
            <Calendar.Grid>
              <Calendar.GridHeader>
                {(day) => <Calendar.HeaderCell>{day}</Calendar.HeaderCell>}
              </Calendar.GridHeader>
              <Calendar.GridBody>{(date) => <Calendar.Cell date={date} />}</Calendar.GridBody>
            </Calendar.Grid>
          </Calendar>
        </DatePicker.Popover>
      </DatePicker>
    </I18nProvider>
  )
}
