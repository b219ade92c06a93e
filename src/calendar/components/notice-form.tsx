'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Button } from '@/ui/button'
import { ErrorSummary } from '@/ui/error-summary'
import { FileDrop } from '@/ui/file-drop'
import { formatDay } from '@/ui/format'
import { Notice } from '@/ui/notice'
import { notify } from '@/ui/notify'
import { Panel } from '@/ui/panel'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { importNoticeAction, previewNoticeAction } from '../actions'
import type { DayChange } from '../rules/apply-notice'

type Preview = { readonly year: number; readonly isNewYear: boolean; readonly changes: readonly DayChange[] }

/** Brings a year's official notice in: paste or upload, look at what changes, publish. */
export function NoticeForm({
  calendarId,
  version,
  running,
}: {
  calendarId: string
  version: number
  running: number
}) {
  const t = useTranslations('calendars')
  const router = useRouter()
  const [text, setText] = useState('')
  const [preview, setPreview] = useState<Preview | null>(null)
  const [error, setError] = useState<{ message: string; field?: string } | null>(null)
  const [isPending, startTransition] = useTransition()
  const change = (next: string) => {
    setText(next)
    setPreview(null)
  }
  const refused = (outcome: { message: string; fields: Readonly<Record<string, string>> }) =>
    setError({ message: outcome.message || t('saveFailed'), field: outcome.fields.text })
  const look = (event: FormEvent) => {
    event.preventDefault()
    startTransition(async () => {
      const outcome = outcomeOf(await previewNoticeAction({ calendarId, text }))
      if (!outcome.ok) return refused(outcome)
      setError(null)
      setPreview(outcome.value)
    })
  }
  const publish = () =>
    startTransition(async () => {
      const outcome = outcomeOf(await importNoticeAction({ calendarId, knownVersion: version, text }))
      if (!outcome.ok) return refused(outcome)
      notify({ title: t('noticePublished', { year: outcome.value.year }), tone: 'success' })
      router.push(`/calendars/${calendarId}?year=${outcome.value.year}` as Route)
    })
  return (
    <div className="flex flex-col gap-3">
      <form onSubmit={look} noValidate className="flex flex-col gap-3">
        <ErrorSummary
          errors={
            error ? [{ name: error.field ? 'text' : undefined, message: error.field ?? error.message }] : []
          }
        />
        <FileDrop
          name="file"
          label={t('noticeFile')}
          kinds="JSON"
          accept="application/json,.json"
          maxFiles={1}
          onFiles={async (files) => {
            const [file] = files
            if (file) change(await file.text())
          }}
        />
        <TextArea
          name="text"
          label={t('noticeText')}
          hint={t('noticeHint')}
          rows={8}
          spellCheck={false}
          className="font-mono"
          value={text}
          error={error?.field}
          onChange={(event) => change(event.target.value)}
        />
        <SubmitButton
          look={preview ? 'default' : 'primary'}
          pending={isPending && !preview}
          className="self-start"
        >
          {t('previewNotice')}
        </SubmitButton>
      </form>
      {preview ? (
        <Panel
          title={t('previewOf', { year: preview.year })}
          hint={t('changeCount', { count: preview.changes.length })}
        >
          <div className="flex flex-col gap-3">
            <Notice kind={preview.isNewYear ? 'info' : 'warning'} live>
              {t(preview.isNewYear ? 'yearIsNew' : 'yearIsKnown', { year: preview.year })}
            </Notice>
            <Changes changes={preview.changes} />
            <p className="text-muted">{t('recomputeHint', { count: running })}</p>
            <Button look="primary" disabled={isPending} onClick={publish} className="self-start">
              {t('publishVersion')}
            </Button>
          </div>
        </Panel>
      ) : null}
    </div>
  )
}

function Changes({ changes }: { changes: readonly DayChange[] }) {
  const t = useTranslations('calendars')
  const locale = useAppLocale()
  if (changes.length === 0) return <p className="text-muted">{t('noChanges')}</p>
  return (
    <ul className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
      {changes.map((change) => (
        <li key={change.date}>
          {formatDay(change.date, locale, 'longDate')} <span className="text-muted">{change.name}</span>{' '}
          {t('becomes', { before: t(`kind.${change.before}`), after: t(`kind.${change.after}`) })}
        </li>
      ))}
    </ul>
  )
}
