'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { changeWeeklyHoursAction } from '../actions'
import type { WorkingCalendar } from '../rules/calendar'
import { editableWeekly } from '../rules/weekly'
import { WeeklyEditor } from './weekly-editor'

/** Changes the weekly hours: a new version, and open obligations are computed again. */
export function HoursForm({
  calendarId,
  version,
  weekly,
  running,
}: {
  calendarId: string
  version: number
  weekly: WorkingCalendar['weekly']
  /** Running obligations that will be computed again. */
  running: number
}) {
  const t = useTranslations('calendars')
  const router = useRouter()
  const [hours, setHours] = useState(weekly)
  const [note, setNote] = useState('')
  const [errors, setErrors] = useState<{ name?: string; message: string }[]>([])
  const [isPending, startTransition] = useTransition()
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    startTransition(async () => {
      const outcome = outcomeOf(
        await changeWeeklyHoursAction({
          calendarId,
          knownVersion: version,
          weekly: editableWeekly(hours),
          note,
        }),
      )
      if (!outcome.ok) {
        const fields = Object.entries(outcome.fields).map(([name, message]) => ({ name, message }))
        setErrors([{ message: outcome.message || t('saveFailed') }, ...fields])
        return
      }
      notify({ title: t('versionPublished', { version: outcome.value.version }), tone: 'success' })
      router.push(`/calendars/${calendarId}` as Route)
    })
  }
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
      <ErrorSummary errors={errors} />
      <WeeklyEditor value={hours} onChange={setHours} />
      <TextInput
        name="note"
        label={t('note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className="text-muted">{t('recomputeHint', { count: running })}</p>
      <SubmitButton pending={isPending} className="self-start">
        {t('publishVersion')}
      </SubmitButton>
    </form>
  )
}
