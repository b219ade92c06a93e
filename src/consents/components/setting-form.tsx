'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Checkbox } from '@/ui/checkbox'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { keepConsentSetting } from '../actions'
import { readAnswer } from '../rules/answer-words'

export type EditedSetting = {
  readonly version: number
  readonly windowMinutes: number
  readonly confirmsOnDemand: boolean
  readonly words: {
    readonly yes: readonly string[]
    readonly no: readonly string[]
    readonly cancel: readonly string[]
  }
}

const LISTS = ['yes', 'no', 'cancel'] as const
const wordsIn = (text: string): string[] => text.split(/[\s,，、;；]+/).filter(Boolean)

/** Words that count and the time for an answer, with a box to try a text in. */
export function SettingForm({ setting, canChange }: { setting: EditedSetting; canChange: boolean }) {
  const t = useTranslations('orders.setting')
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isSending, setIsSending] = useState(false)
  const [words, setWords] = useState({
    yes: setting.words.yes.join('、'),
    no: setting.words.no.join('、'),
    cancel: setting.words.cancel.join('、'),
  })
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setIsSending(true)
    const outcome = outcomeOf(
      await keepConsentSetting({
        basedOn: setting.version,
        windowMinutes: Math.round(Number(data.get('windowHours')) * 60),
        confirmsOnDemand: data.get('confirmsOnDemand') !== null,
        yes: wordsIn(words.yes),
        no: wordsIn(words.no),
        cancel: wordsIn(words.cancel),
      }),
    )
    setIsSending(false)
    if (outcome.ok) {
      setErrors([])
      notify({ title: t('saved', { version: outcome.value.version }), tone: 'success' })
      return
    }
    const fields = Object.entries(outcome.fields)
    setErrors(
      fields.length > 0
        ? fields.map(([name, message]) => ({
            // Asked for in hours, kept in minutes.
            name: name === 'windowMinutes' ? 'windowHours' : name,
            message,
          }))
        : [{ message: outcome.message }],
    )
  }
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <ErrorSummary errors={errors} />
      <fieldset disabled={!canChange} className="flex flex-col gap-3">
        <TextInput
          name="windowHours"
          type="number"
          label={t('windowHours')}
          hint={t('windowHint')}
          error={errorOf('windowMinutes')}
          required
          min={0.1}
          max={168}
          step={0.5}
          defaultValue={setting.windowMinutes / 60}
          className="field--narrow"
        />
        <Checkbox
          name="confirmsOnDemand"
          label={t('onDemand')}
          hint={t('onDemandHint')}
          defaultChecked={setting.confirmsOnDemand}
        />
        {LISTS.map((list) => (
          <TextArea
            key={list}
            name={list}
            rows={2}
            label={t(list)}
            hint={t('wordsHint')}
            error={errorOf(list)}
            value={words[list]}
            onChange={(event) => setWords({ ...words, [list]: event.target.value })}
          />
        ))}
      </fieldset>
      <Trial words={words} />
      {canChange ? (
        <div>
          <SubmitButton pending={isSending}>{t('save', { version: setting.version + 1 })}</SubmitButton>
        </div>
      ) : null}
    </form>
  )
}

/** What a text would be held to be under the words as they stand in the form. */
function Trial({ words }: { words: Readonly<Record<(typeof LISTS)[number], string>> }) {
  const t = useTranslations('orders.setting')
  const [text, setText] = useState('')
  const lists = { yes: wordsIn(words.yes), no: wordsIn(words.no), cancel: wordsIn(words.cancel) }
  return (
    <div className="flex flex-wrap items-end gap-3">
      <TextInput
        name="trial"
        label={t('try')}
        placeholder={t('tryHint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="field--narrow"
      />
      <output className="pb-2 font-semibold" aria-live="polite">
        {text === '' ? null : t(`reading.${readAnswer(text, lists, []).reading}`)}
      </output>
    </div>
  )
}
