'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { useActionForm } from '@/identity/components/use-action-form'
import { LOCALES, type Locale, type LocalText } from '@/kernel/text'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { saveTemplateAction } from '../actions'
import { smsLength } from '../rules/sms-parts'
import { fillTemplate, type Placeholder, sampleParams, templateProblems } from '../rules/template'

const LANGUAGES: LocalText = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

/** The words in three languages, each with what the customer would read and how many SMS it takes, as one types. */
export function TemplateEditor({
  code,
  texts: saved,
  placeholders,
  isSms,
}: {
  code: string
  texts: LocalText
  placeholders: readonly Placeholder[]
  isSms: boolean
}) {
  const t = useTranslations('templates')
  const router = useRouter()
  const [texts, setTexts] = useState(saved)
  const form = useActionForm(saveTemplateAction, {
    fixed: { code },
    onDone: () => {
      notify({ title: t('saved'), tone: 'success' })
      router.refresh()
    },
  })
  const problems = templateProblems(texts, placeholders)
  const problemOf = (locale: Locale) => {
    const found = problems.find((each) => each.locale === locale)
    return found && t(`problem.${found.code}`, { name: 'name' in found ? found.name : '' })
  }
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <ErrorSummary errors={form.errors} />
      <p className="text-sm text-muted">
        {t('placeholders')}{' '}
        {placeholders.map(({ name }) => (
          <code key={name} className="mr-2 font-mono">
            {`{${name}}`}
          </code>
        ))}
      </p>
      {LOCALES.map((locale) => (
        <div key={locale} className="grid gap-3 lg:grid-cols-2">
          <TextArea
            name={`texts.${locale}`}
            label={LANGUAGES[locale]}
            lang={locale}
            rows={5}
            value={texts[locale]}
            onChange={(event) => setTexts({ ...texts, [locale]: event.target.value })}
            error={form.errorOf(`texts.${locale}`) ?? problemOf(locale)}
            required
          />
          <Preview locale={locale} text={texts[locale]} placeholders={placeholders} isSms={isSms} />
        </div>
      ))}
      <TextInput name="note" label={t('note')} hint={t('noteHint')} maxLength={300} />
      <div>
        <SubmitButton pending={form.isPending}>{t('save')}</SubmitButton>
      </div>
    </form>
  )
}

/** What the customer reads, with sample values. */
export function Preview({
  locale,
  text,
  placeholders,
  isSms,
}: {
  locale: Locale
  text: string
  placeholders: readonly Placeholder[]
  isSms: boolean
}) {
  const t = useTranslations('templates')
  const labelId = useId()
  const filled = fillTemplate(text, sampleParams(placeholders), locale)
  const words = 'text' in filled ? filled.text : text
  const { units, encoding, parts, left } = smsLength(words)
  return (
    <section aria-labelledby={labelId}>
      <p id={labelId} className="mb-1 text-sm font-medium">
        {t('preview')} · <span lang={locale}>{LANGUAGES[locale]}</span>
      </p>
      <p
        lang={locale}
        className="rounded-2xl rounded-bl-sm bg-surface-tertiary px-3.5 py-2 break-words whitespace-pre-wrap"
      >
        {words || '…'}
      </p>
      {isSms ? (
        <p className="mt-1 text-sm text-muted">
          {t('length', { units, left, parts, encoding: t(`encoding.${encoding}`) })}
        </p>
      ) : null}
    </section>
  )
}
