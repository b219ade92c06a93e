'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useActionForm } from '@/identity/components/use-action-form'
import { outcomeOf } from '@/identity/outcome'
import type { Locale, LocalText } from '@/kernel/text'
import { useFinish } from '@/organisation/components/use-finish'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Combobox } from '@/ui/combobox'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DialogButton } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { FileDrop } from '@/ui/file-drop'
import { formatCount } from '@/ui/format'
import { notify } from '@/ui/notify'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { decideBulkAction, newBulkTemplateAction, requestBulkAction, sendBulkAction } from '../actions'
import { readAudience } from '../rules/audience'
import { smsLength } from '../rules/sms-parts'

type Option = { readonly value: string; readonly label: string }
const LANGUAGES: readonly Option[] = [
  { value: 'zh-CN', label: '简体中文' },
  { value: 'zh-TW', label: '繁體中文' },
  { value: 'en', label: 'English' },
]

/** Asks for a bulk sending: approved words, a list of numbers typed or out of a file, a reason. */
export function BulkRequestForm({
  units,
  templates,
}: {
  units: readonly Option[]
  /** Words as each language's reader gets them. */
  templates: readonly (Option & { readonly texts: LocalText })[]
}) {
  const t = useTranslations('bulk')
  const router = useRouter()
  const [audience, setAudience] = useState('')
  const [template, setTemplate] = useState('')
  const [language, setLanguage] = useState<Locale>('zh-CN')
  const locale = useAppLocale()
  const form = useActionForm(requestBulkAction, {
    onDone: ({ id }) => router.push(`/bulk/${id}` as Parameters<typeof router.push>[0]),
  })
  const read = readAudience(audience)
  const text = templates.find(({ value }) => value === template)?.texts[language]
  const { parts } = smsLength(text ?? '')
  return (
    <form noValidate className="flex max-w-3xl flex-col gap-3" onSubmit={form.onSubmit}>
      <ErrorSummary errors={form.errors} />
      <TextInput name="name" label={t('name')} maxLength={80} error={form.errorOf('name')} required />
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          name="templateCode"
          label={t('template')}
          hint={t('templateHint')}
          blank={t('choose')}
          options={templates}
          value={template}
          onChange={(event) => setTemplate(event.target.value)}
          error={form.errorOf('templateCode')}
          required
        />
        <Select
          name="locale"
          label={t('language')}
          options={LANGUAGES}
          value={language}
          onChange={(event) => setLanguage(event.target.value as Locale)}
        />
      </div>
      {text ? (
        <div aria-live="polite">
          <p lang={language} className="rounded-2xl rounded-bl-sm bg-surface-tertiary px-3.5 py-2">
            {text}
          </p>
          <p className="mt-1 text-muted text-sm">
            {t('smsCount', { parts, total: formatCount(parts * read.phones.length, locale) })}
          </p>
        </div>
      ) : null}
      <Combobox name="unitId" label={t('unit')} options={units} error={form.errorOf('unitId')} required />
      <TextInput name="reason" label={t('reason')} maxLength={300} error={form.errorOf('reason')} required />
      <FileDrop
        name="file"
        label={t('file')}
        accept=".txt,.csv,text/plain,text/csv"
        kinds="TXT, CSV"
        onFiles={async ([file]) => {
          if (file) setAudience(await file.text())
        }}
      />
      <TextArea
        name="audience"
        label={t('audience')}
        hint={t('audienceHint')}
        rows={8}
        value={audience}
        onChange={(event) => setAudience(event.target.value)}
        error={form.errorOf('audience')}
        required
      />
      <p className="text-sm text-muted" aria-live="polite">
        {t('counted', { count: read.phones.length, duplicates: read.duplicates, wrong: read.wrong })}
        {read.wrong > 0 ? ` ${t('wrongLines', { lines: read.wrongLines.slice(0, 10).join(', ') })}` : ''}
      </p>
      <div>
        <SubmitButton pending={form.isPending}>{t('request')}</SubmitButton>
      </div>
    </form>
  )
}

/** Approve or reject somebody else's request. */
export function DecideBulk({ bulkId, count }: { bulkId: string; count: number }) {
  const t = useTranslations('bulk')
  return (
    <>
      <DialogButton label={t('approve')} title={t('approve')} look="primary">
        <DecisionForm bulkId={bulkId} decision="approved" text={t('approveText', { count })} />
      </DialogButton>
      <DialogButton label={t('reject')} title={t('reject')}>
        <DecisionForm bulkId={bulkId} decision="rejected" text={t('rejectText')} />
      </DialogButton>
    </>
  )
}

function DecisionForm({
  bulkId,
  decision,
  text,
}: {
  bulkId: string
  decision: 'approved' | 'rejected'
  text: string
}) {
  const t = useTranslations('bulk')
  const finish = useFinish()
  const form = useActionForm(decideBulkAction, {
    fixed: { bulkId, decision },
    onDone: () => finish(t(`done.${decision}`)),
  })
  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={form.onSubmit}>
      <ErrorSummary errors={form.errors} />
      <p className="text-muted">{text}</p>
      <TextArea
        name="note"
        label={t('note')}
        error={form.errorOf('note')}
        required={decision === 'rejected'}
        autoFocus
      />
      <div className="flex justify-end">
        <SubmitButton pending={form.isPending}>
          {t(decision === 'approved' ? 'approve' : 'reject')}
        </SubmitButton>
      </div>
    </form>
  )
}

export function SendBulk({ bulkId, count }: { bulkId: string; count: number }) {
  const t = useTranslations('bulk')
  const router = useRouter()
  return (
    <ConfirmDialog
      label={t('send')}
      title={t('sendTitle', { count })}
      confirmLabel={t('send')}
      look="primary"
      onConfirm={async () => {
        const outcome = outcomeOf(await sendBulkAction({ bulkId }))
        notify(
          outcome.ok
            ? { title: t('sentNow', { count: outcome.value }), tone: 'success' }
            : { title: outcome.message, tone: 'danger' },
        )
        router.refresh()
      }}
    >
      {t('sendText')}
    </ConfirmDialog>
  )
}

/** New words for bulk sending; they go through approval like all others. */
export function NewBulkTemplate() {
  const t = useTranslations('bulk')
  return (
    <DialogButton label={t('newTemplate')} title={t('newTemplate')} size="lg">
      <NewBulkTemplateForm />
    </DialogButton>
  )
}

function NewBulkTemplateForm() {
  const t = useTranslations('bulk')
  const finish = useFinish()
  const form = useActionForm(newBulkTemplateAction, {
    onDone: ({ code }) => finish(t('templateMade'), `/templates/${code}`),
  })
  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={form.onSubmit}>
      <ErrorSummary errors={form.errors} />
      <TextInput
        name="code"
        label={t('code')}
        hint={t('codeHint')}
        defaultValue="bulk."
        error={form.errorOf('code')}
        required
      />
      {LANGUAGES.map(({ value, label }) => (
        <div key={value} className="grid gap-2 sm:grid-cols-[14rem_1fr]">
          <TextInput
            name={`name.${value}`}
            label={t('nameIn', { language: label })}
            error={form.errorOf(`name.${value}`)}
            required
          />
          <TextArea
            name={`texts.${value}`}
            label={t('textIn', { language: label })}
            defaultValue="{carrier}"
            rows={2}
            error={form.errorOf(`texts.${value}`)}
            required
          />
        </div>
      ))}
      <div className="flex justify-end">
        <SubmitButton pending={form.isPending}>{t('create')}</SubmitButton>
      </div>
    </form>
  )
}
