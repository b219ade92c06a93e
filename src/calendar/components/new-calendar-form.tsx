'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { LOCALES } from '@/kernel/text'
import { RadioGroup } from '@/ui/choice-group'
import { Combobox } from '@/ui/combobox'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { createCalendarAction } from '../actions'
import type { HoursInterval, WorkingCalendar } from '../rules/calendar'
import { editableWeekly } from '../rules/weekly'
import { WeeklyEditor } from './weekly-editor'

const OFFICE: readonly HoursInterval[] = [['09:00', '18:00']]
const OFFICE_WEEK: WorkingCalendar['weekly'] = {
  mon: OFFICE,
  tue: OFFICE,
  wed: OFFICE,
  thu: OFFICE,
  fri: OFFICE,
}

/** A calendar with its name, zone, weekly hours and public holidays. */
export function NewCalendarForm({ zones }: { zones: readonly string[] }) {
  const t = useTranslations('calendars')
  const router = useRouter()
  const [weekly, setWeekly] = useState(OFFICE_WEEK)
  const [errors, setErrors] = useState<FormError[]>([])
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({})
  const [isPending, startTransition] = useTransition()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const said = (name: string) => String(form.get(name) ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(
        await createCalendarAction({
          code: said('code'),
          name: { 'zh-CN': said('name.zh-CN'), 'zh-TW': said('name.zh-TW'), en: said('name.en') },
          timeZone: said('timeZone'),
          weekly: editableWeekly(weekly),
          holidays: said('holidays') === 'none' ? 'none' : 'cn',
        }),
      )
      if (outcome.ok) return router.push(`/calendars/${outcome.value.calendarId}` as Route)
      setFields(outcome.fields)
      setErrors([
        { message: outcome.message || t('saveFailed') },
        ...Object.entries(outcome.fields).map(([name, message]) => ({ name, message })),
      ])
    })
  }
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
      <ErrorSummary errors={errors} />
      <div className="grid gap-3 md:grid-cols-3">
        {LOCALES.map((locale) => (
          <TextInput
            key={locale}
            name={`name.${locale}`}
            label={t(`name.${locale}`)}
            lang={locale}
            required
            error={fields[`name.${locale}`]}
          />
        ))}
        <TextInput name="code" label={t('code')} hint={t('codeHint')} required error={fields.code} />
        <Combobox
          name="timeZone"
          label={t('timeZone')}
          required
          error={fields.timeZone}
          options={zones.map((zone) => ({ value: zone, label: zone }))}
          defaultOption={{ value: 'Asia/Shanghai', label: 'Asia/Shanghai' }}
        />
        <RadioGroup
          name="holidays"
          label={t('holidays')}
          defaultValue="cn"
          choices={[
            { value: 'cn', label: t('holidaysCn') },
            { value: 'none', label: t('holidaysNone') },
          ]}
        />
      </div>
      <fieldset className="field">
        <legend className="field-label">{t('weeklyHours')}</legend>
        {fields.weekly ? <p className="field-error">{fields.weekly}</p> : null}
        <WeeklyEditor value={weekly} onChange={setWeekly} />
      </fieldset>
      <SubmitButton pending={isPending} className="self-start">
        {t('create')}
      </SubmitButton>
    </form>
  )
}
