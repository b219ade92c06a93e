'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { DateTimeField } from '@/ui/date-time-field'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { FileDrop } from '@/ui/file-drop'
import { notify } from '@/ui/notify'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { useHotkeys } from '@/ui/use-hotkeys'
import { report } from '../actions'
import { DueShown } from './due-preview'
import { sendEvidence } from './send-evidence'

type Option = { readonly value: string; readonly label: string }
export type ErrorFormProps = {
  readonly classes: readonly Option[]
  readonly units: readonly { readonly id: string; readonly label: string; readonly timeZone: string }[]
  readonly unitId: string
  /** Local time now at the unit, as the field takes it. */
  readonly latest: string
  readonly prefill: Readonly<Record<string, string>>
  /** The complaint it comes from. */
  readonly complaint: { readonly id: string; readonly number: string } | null
}

const CUSTOMER_CLASSES = ['postpaid', 'prepaid', 'personal', 'corporate'] as const

/** A billing error in half a minute: whose, which charge, what was charged and what is right; the refund shows itself. */
export function ErrorForm({ classes, units, unitId, latest, prefill, complaint }: ErrorFormProps) {
  const t = useTranslations('refunds.form')
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState({
    unitId,
    classCode: prefill.class ?? '',
    chargedAt: prefill.chargedAt ?? '',
    charged: prefill.charged ?? '',
    correct: prefill.correct ?? '',
    customerClass: '',
  })
  const [files, setFiles] = useState<readonly File[]>([])
  const [problem, setProblem] = useState<{ all: FormError[]; fields: Readonly<Record<string, string>> }>({
    all: [],
    fields: {},
  })
  const [isSending, setIsSending] = useState(false)
  const timeZone = units.find(({ id }) => id === typed.unitId)?.timeZone ?? 'Asia/Shanghai'
  const set = (name: keyof typeof typed) => (event: { target: { value: string } }) =>
    setTyped((before) => ({ ...before, [name]: event.target.value }))
  useHotkeys([{ key: 'mod+Enter', label: t('submit'), run: () => form.current?.requestSubmit() }])

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isSending) return
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    setIsSending(true)
    try {
      const outcome = outcomeOf(
        await report({
          unitId: typed.unitId,
          timeZone,
          phone: text('phone'),
          name: text('name'),
          account: text('account'),
          period: text('period'),
          service: text('service'),
          classCode: text('classCode'),
          chargeRef: text('chargeRef'),
          chargedAt: text('chargedAt'),
          currency: 'CNY',
          charged: text('charged'),
          correct: text('correct'),
          words: text('words'),
          customerClass: text('customerClass'),
          complaintId: complaint?.id ?? '',
          orderId: prefill.order ?? '',
        }),
      )
      if (!outcome.ok) {
        const fields = Object.entries(outcome.fields)
        setProblem({
          all: fields.length
            ? [
                ...fields.map(([name, message]) => ({ name, message })),
                ...(fields.length === 1 && outcome.message !== fields[0]![1]
                  ? [{ message: outcome.message }]
                  : []),
              ]
            : [{ message: outcome.message }],
          fields: outcome.fields,
        })
        return
      }
      const failed = await sendEvidence(outcome.value.id, files)
      for (const reason of failed) notify({ title: t('fileFailed'), description: reason, tone: 'warning' })
      notify({ title: t('done', { number: outcome.value.number }), tone: 'success' })
      router.push(`/refunds/${encodeURIComponent(outcome.value.number)}`)
    } catch {
      setProblem({ all: [{ message: t('connection') }], fields: {} })
    } finally {
      setIsSending(false)
    }
  }
  const error = (name: string) => problem.fields[name]
  return (
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <form
        ref={form}
        noValidate
        onSubmit={submit}
        className="contents lg:flex lg:min-w-0 lg:flex-col lg:gap-3"
      >
        <ErrorSummary errors={problem.all} />
        {complaint ? <p className="text-muted">{t('fromComplaint', { number: complaint.number })}</p> : null}
        <div className="grid gap-3 sm:grid-cols-2">
          <TextInput
            name="account"
            label={t('account')}
            hint={t('accountHint')}
            error={error('account')}
            required
            autoFocus
            maxLength={60}
            defaultValue={prefill.account}
          />
          <TextInput
            name="phone"
            type="tel"
            inputMode="tel"
            label={t('phone')}
            hint={complaint ? t('phoneOfComplaint') : undefined}
            error={error('phone')}
            maxLength={40}
          />
          <TextInput name="name" label={t('name')} error={error('name')} maxLength={100} />
          <Select
            name="customerClass"
            label={t('customerClass')}
            blank={t('unknown')}
            value={typed.customerClass}
            onChange={set('customerClass')}
            options={CUSTOMER_CLASSES.map((value) => ({ value, label: t(`class.${value}`) }))}
          />
          <Select
            name="classCode"
            label={t('errorClass')}
            error={error('classCode')}
            required
            blank={t('choose')}
            value={typed.classCode}
            onChange={set('classCode')}
            options={classes}
          />
          <TextInput
            name="service"
            label={t('service')}
            hint={t('serviceHint')}
            error={error('service')}
            required
            maxLength={100}
            defaultValue={prefill.service}
          />
          <DateTimeField
            name="chargedAt"
            label={t('chargedAt')}
            hint={t('chargedAtHint')}
            error={error('chargedAt')}
            required
            max={latest}
            defaultValue={prefill.chargedAt}
            onChange={(chargedAt) => setTyped((before) => ({ ...before, chargedAt }))}
          />
          <TextInput
            name="period"
            inputMode="numeric"
            placeholder="2026-03"
            maxLength={7}
            label={t('period')}
            hint={t('periodHint')}
            error={error('period')}
            defaultValue={prefill.period}
          />
          <TextInput
            name="chargeRef"
            label={t('chargeRef')}
            hint={t('chargeRefHint')}
            error={error('chargeRef')}
            maxLength={100}
            defaultValue={prefill.charge}
          />
          <Select
            name="unitId"
            label={t('unit')}
            error={error('unitId')}
            required
            value={typed.unitId}
            onChange={set('unitId')}
            options={units.map(({ id, label }) => ({ value: id, label }))}
          />
          <TextInput
            name="charged"
            inputMode="decimal"
            label={t('charged')}
            error={error('charged')}
            required
            maxLength={30}
            value={typed.charged}
            onChange={set('charged')}
          />
          <TextInput
            name="correct"
            inputMode="decimal"
            label={t('correct')}
            error={error('correct')}
            required
            maxLength={30}
            value={typed.correct}
            onChange={set('correct')}
          />
        </div>
        <TextArea
          className="order-2 lg:order-none"
          name="words"
          label={t('words')}
          hint={t('wordsHint')}
          rows={3}
          maxLength={2000}
        />
        <FileDrop
          className="order-2 lg:order-none"
          name="files"
          label={t('files')}
          accept="image/*,application/pdf"
          kinds="JPG, PNG, WebP, HEIC, PDF"
          maxFiles={10}
          onFiles={setFiles}
        />
        <div className="order-2 lg:order-none">
          <SubmitButton pending={isSending}>{t('submit')}</SubmitButton>
        </div>
      </form>
      {/* Under the amounts on a phone, so that it is seen while they are typed; beside the form elsewhere. */}
      <div className="order-1 min-w-0 lg:order-none">
        <DueShown question={{ ...typed, timeZone, currency: 'CNY' }} />
      </div>
    </div>
  )
}
