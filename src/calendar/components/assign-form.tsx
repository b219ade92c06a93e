'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { Select, type SelectOption } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { assignCalendarAction } from '../actions'

/** Gives a unit this calendar, or takes it away so that the one of the unit above holds. */
export function AssignForm({
  calendarId,
  units,
  assigned,
}: {
  calendarId: string
  /** Units without this calendar of their own. */
  units: readonly SelectOption[]
  assigned: readonly SelectOption[]
}) {
  const t = useTranslations('calendars')
  const router = useRouter()
  const [error, setError] = useState<string | null>(null)
  const [isPending, startTransition] = useTransition()
  const assign = (unitId: string, to: string | null) =>
    startTransition(async () => {
      const outcome = outcomeOf(await assignCalendarAction({ unitId, calendarId: to }))
      if (!outcome.ok) return setError(outcome.message)
      setError(null)
      notify({ title: t('assigned'), tone: 'success' })
      router.refresh()
    })
  const submit = (to: string | null) => (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    assign(String(new FormData(event.currentTarget).get('unitId') ?? ''), to)
  }
  return (
    <div className="flex flex-col gap-2">
      <ErrorSummary errors={error ? [{ message: error }] : []} />
      <form onSubmit={submit(calendarId)} className="flex flex-wrap items-end gap-2">
        <Select name="unitId" id="f-assign" label={t('assignTo')} options={units} className="min-w-56" />
        <SubmitButton look="default" pending={isPending}>
          {t('assign')}
        </SubmitButton>
      </form>
      {assigned.length > 0 ? (
        <form onSubmit={submit(null)} className="flex flex-wrap items-end gap-2">
          <Select name="unitId" id="f-release" label={t('release')} options={assigned} className="min-w-56" />
          <SubmitButton look="default" pending={isPending}>
            {t('releaseNow')}
          </SubmitButton>
        </form>
      ) : null}
    </div>
  )
}
