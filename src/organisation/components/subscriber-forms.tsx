'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useActionForm } from '@/identity/components/use-action-form'
import { buttonClass } from '@/ui/button'
import { ErrorSummary } from '@/ui/error-summary'
import { Notice } from '@/ui/notice'
import { notify } from '@/ui/notify'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { setSubscribersAction, takeSubscriberLinesAction } from '../actions'
import type { SubscribersTaken } from '../service/subscribers'

/** One month of one unit, in a row. */
export function SubscribersForm({
  unitId,
  months,
}: {
  unitId: string
  months: readonly { value: string; label: string }[]
}) {
  const t = useTranslations('organisation')
  const common = useTranslations('common')
  const router = useRouter()
  const form = useActionForm(setSubscribersAction, {
    fixed: { unitId },
    onDone: () => {
      notify({ title: t('subscribersSaved'), tone: 'success' })
      router.refresh()
    },
  })
  return (
    <form onSubmit={form.onSubmit} className="flex flex-wrap items-end gap-2" noValidate>
      <Select name="month" label={t('month')} options={months} error={form.errorOf('month')} required />
      <TextInput
        name="count"
        label={t('subscribers')}
        inputMode="numeric"
        error={form.errorOf('count')}
        className="w-36"
        required
      />
      <SubmitButton pending={form.isPending} look="default">
        {common('save')}
      </SubmitButton>
    </form>
  )
}

/** Many months and units at once, pasted from a spreadsheet or a file. */
export function SubscriberLinesForm() {
  const t = useTranslations('organisation')
  const router = useRouter()
  const [taken, setTaken] = useState<SubscribersTaken | null>(null)
  const [text, setText] = useState('')
  const form = useActionForm(takeSubscriberLinesAction, {
    onDone: (value) => {
      setTaken(value)
      // What was not taken stays, to be corrected and sent again.
      setText(value.rejected.map((line) => line.text).join('\n'))
      router.refresh()
    },
  })
  return (
    <form onSubmit={form.onSubmit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={form.errors} />
      {taken ? (
        <Notice kind={taken.rejected.length > 0 ? 'warning' : 'success'} live>
          <p>{t('linesTaken', { taken: taken.taken, rejected: taken.rejected.length })}</p>
          {taken.rejected.length > 0 ? (
            <ul className="mt-1 list-disc pl-5">
              {taken.rejected.slice(0, 20).map((line) => (
                <li key={line.line}>{t(`lineProblem.${line.code}`, { line: line.line, text: line.text })}</li>
              ))}
            </ul>
          ) : null}
        </Notice>
      ) : null}
      <p className="text-muted">{t('linesHint')}</p>
      <div>
        <label className={`${buttonClass({})} cursor-pointer focus-within:outline-2`}>
          {t('linesFile')}
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            className="sr-only"
            onChange={async (event) => {
              const file = event.target.files?.[0]
              if (file) setText(await file.text())
            }}
          />
        </label>
      </div>
      <TextArea
        name="text"
        label={t('lines')}
        rows={8}
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={'ZZ,2026-01,412300\nLH,2026-01,398120'}
        error={form.errorOf('text')}
        className="font-mono"
        required
      />
      <div className="flex justify-end">
        <SubmitButton pending={form.isPending}>{t('takeLines')}</SubmitButton>
      </div>
    </form>
  )
}
