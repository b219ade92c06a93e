'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { maskSensitiveNumbers, type SensitiveKind } from '@/customers/rules/identity'
import { outcomeOf } from '@/identity/outcome'
import { RadioGroup } from '@/ui/choice-group'
import { Combobox } from '@/ui/combobox'
import { DraftNotice } from '@/ui/draft-notice'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { Kbd } from '@/ui/kbd'
import { focusNextField } from '@/ui/next-field'
import { Notice } from '@/ui/notice'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { useDraft } from '@/ui/use-draft'
import { useHotkeys } from '@/ui/use-hotkeys'
import { logCase } from '../actions'
import { WANTS } from '../rules/lists'
import type { Receipt } from '../rules/receipt'
import { takeCarriedPhone } from './intake-carried'
import type { ClassOption } from './intake-classes'
import { IntakeMore, type IntakeUnit, MORE_FIELDS } from './intake-more'
import { IntakeOpenCases, useOpenCases } from './intake-open-cases'
import { intakePayload, newFormKey } from './intake-payload'
import { useRecentClasses } from './intake-recent'

export type IntakeFormProps = {
  readonly classes: readonly ClassOption[]
  readonly units: readonly IntakeUnit[]
  readonly unitId: string
  readonly channel: string
  readonly userKey: string
  readonly onLogged: (receipt: Receipt, files: readonly File[]) => void
}

/** What is never kept in the browser. */
const NOT_IN_DRAFT = ['phone', 'name', 'identity', 'unitId'] as const
const EMPTY: Readonly<Record<string, string>> = {}

/** The form of thirty seconds: number, class, wish, one sentence; everything by keyboard. */
export function IntakeForm({ classes, units, unitId, channel, userKey, onLogged }: IntakeFormProps) {
  const t = useTranslations('complaints')
  const { formRef, restoredAt, clear, discard } = useDraft({ form: 'intake', userKey, omit: NOT_IN_DRAFT })
  const { recent, remember } = useRecentClasses(userKey)
  const formKey = useRef('')
  const submitButton = useRef<HTMLDivElement>(null)
  const [carried] = useState(takeCarriedPhone)
  const [phone, setPhone] = useState(carried)
  const [unit, setUnit] = useState(unitId)
  const [linkedId, setLinkedId] = useState<string | null>(null)
  const [files, setFiles] = useState<readonly File[]>([])
  const [suspicious, setSuspicious] = useState<readonly SensitiveKind[]>([])
  const [errors, setErrors] = useState<{
    all: readonly FormError[]
    fields: Readonly<Record<string, string>>
  }>({
    all: [],
    fields: EMPTY,
  })
  const [isSending, setIsSending] = useState(false)
  const openCases = useOpenCases(phone) ?? []
  const linked = openCases.find(({ id }) => id === linkedId)
  const options = useMemo(() => recentFirst(classes, recent, t('recent')), [classes, recent, t])
  const timeZone = units.find(({ id }) => id === unit)?.timeZone ?? units[0]?.timeZone ?? 'Asia/Shanghai'

  useHotkeys([
    { key: 'mod+Enter', label: t('shortcutSubmit'), run: () => formRef.current?.requestSubmit() },
    ...(openCases[0] && !linked
      ? [{ key: 'mod+k', label: t('shortcutLink'), run: () => setLinkedId(openCases[0]?.id ?? null) }]
      : []),
  ])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isSending) return
    formKey.current ||= newFormKey()
    const data = new FormData(event.currentTarget)
    const payload = intakePayload(data, {
      idempotencyKey: formKey.current,
      repeatOfId: linked?.id ?? null,
      unitId: unit,
      timeZone,
    })
    setIsSending(true)
    try {
      const outcome = outcomeOf(await logCase(payload))
      if (!outcome.ok) {
        setErrors({ all: listed(outcome.message, outcome.fields), fields: outcome.fields })
        return
      }
      clear()
      remember(payload.classCode)
      onLogged(outcome.value, files)
    } catch {
      setErrors({ all: [{ message: t('connection') }], fields: EMPTY })
    } finally {
      setIsSending(false)
    }
  }

  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <form
        ref={formRef}
        noValidate
        onSubmit={submit}
        onKeyDown={moveOn}
        className="flex min-w-0 flex-col gap-3"
      >
        <DraftNotice restoredAt={restoredAt} timeZone={timeZone} onDiscard={discard} />
        <ErrorSummary errors={errors.all} />
        <TextInput
          name="phone"
          type="tel"
          inputMode="tel"
          label={t('phone')}
          hint={t('phoneHint')}
          error={errors.fields.phone}
          required
          autoFocus={carried === ''}
          maxLength={40}
          defaultValue={carried}
          onChange={(event) => setPhone(event.target.value)}
        />
        {linked ? (
          <Notice kind="info" live>
            {t('linked', { number: linked.number })}
          </Notice>
        ) : null}
        <Combobox
          name="classCode"
          label={t('class')}
          hint={t('classHint')}
          error={errors.fields.classCode}
          required
          autoFocus={carried !== ''}
          options={options}
        />
        <WantsField error={errors.fields.wants} />
        <TextArea
          name="words"
          rows={2}
          label={t('words')}
          hint={t('wordsHint')}
          error={errors.fields.words}
          required
          maxLength={4000}
          onChange={(event) => setSuspicious(sensitiveIn(event.target.value))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey) return
            if (event.nativeEvent.isComposing) return
            event.preventDefault()
            submitButton.current?.querySelector('button')?.focus()
          }}
        />
        {suspicious.length > 0 ? (
          <Notice kind="warning" live>
            {t('maskWarning', {
              what: suspicious.map((kind) => t(`maskedWhat.${kind}`)).join(t('listComma')),
            })}
          </Notice>
        ) : null}
        <IntakeMore
          units={units}
          unitId={unitId}
          channel={channel}
          errors={errors.fields}
          isOpen={MORE_FIELDS.some((name) => errors.fields[name])}
          onUnit={setUnit}
          onFiles={setFiles}
        />
        <div ref={submitButton} className="flex items-center gap-3">
          <SubmitButton size="lg" pending={isSending} pendingLabel={t('submitting')}>
            {t('submit')}
          </SubmitButton>
          <span className="text-muted text-xs">
            <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
          </span>
        </div>
      </form>
      <aside className="flex min-w-0 flex-col gap-4" aria-live="polite">
        <IntakeOpenCases cases={openCases} classes={classes} linkedId={linkedId} onLink={setLinkedId} />
        <Notice kind="info" title={t('noticeTitle')}>
          <p className="text-sm">{t('noticeText')}</p>
        </Notice>
      </aside>
    </div>
  )
}

function WantsField({ error }: { error: string | undefined }) {
  const t = useTranslations('complaints')
  const words = useTranslations('cases')
  return (
    <RadioGroup
      name="wants"
      label={t('wants')}
      hint={t('wantsHint')}
      error={error}
      required
      buttons
      choices={WANTS.map((code, index) => ({
        value: code,
        label: `${index + 1} ${words(`code.wants.${code}`)}`,
      }))}
    />
  )
}

/**
 * Enter goes to the next field, unless the field took it itself; among the wishes it takes the one under the focus, and
 * so does a number key.
 */
function moveOn(event: KeyboardEvent<HTMLFormElement>) {
  if (event.defaultPrevented || event.nativeEvent.isComposing) return
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const { target } = event
  if (target instanceof HTMLInputElement && target.type === 'radio') return chooseByKey(event, target)
  if (event.key !== 'Enter' || !(target instanceof HTMLInputElement || target instanceof HTMLSelectElement))
    return
  if (['submit', 'button', 'file', 'checkbox'].includes(target.type)) return
  event.preventDefault()
  focusNextField(target)
}

function chooseByKey(event: KeyboardEvent<HTMLFormElement>, focused: HTMLInputElement) {
  const radios = [...event.currentTarget.querySelectorAll<HTMLInputElement>(`input[name="${focused.name}"]`)]
  const chosen = event.key === 'Enter' ? focused : radios[Number(event.key) - 1]
  const last = radios.at(-1)
  if (!chosen || !last) return
  event.preventDefault()
  if (!chosen.checked) chosen.click()
  focusNextField(last)
}

const sensitiveIn = (text: string): readonly SensitiveKind[] =>
  maskSensitiveNumbers(text).found.filter((kind) => kind !== 'own_phone')

function recentFirst(
  classes: readonly ClassOption[],
  recent: readonly string[],
  mark: string,
): ClassOption[] {
  const latest = recent.flatMap((code) => classes.find(({ value }) => value === code) ?? [])
  return [
    ...latest.map((option) => ({ ...option, detail: `${option.detail ?? ''} ${mark}`.trim() })),
    ...classes.filter(({ value }) => !recent.includes(value)),
  ]
}

const FIELD_ORDER: readonly string[] = ['phone', 'classCode', 'wants', 'words', ...MORE_FIELDS]

/** The fields' errors as links in the form's order, or the one message when no field is meant. */
function listed(message: string, fields: Readonly<Record<string, string>>): FormError[] {
  const entries = Object.entries(fields).sort(([a], [b]) => FIELD_ORDER.indexOf(a) - FIELD_ORDER.indexOf(b))
  return entries.length === 0 ? [{ message }] : entries.map(([name, text]) => ({ name, message: text }))
}
