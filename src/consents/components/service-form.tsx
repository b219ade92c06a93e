'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { LOCALES, type LocalText } from '@/kernel/text'
import { Button } from '@/ui/button'
import { CheckboxGroup } from '@/ui/choice-group'
import { Dialog, useDialogClose } from '@/ui/dialog'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { keepService } from '../actions'
import {
  EXTRA_CLASSES,
  type ExtraClass,
  PERIODS,
  type Period,
  SERVICE_TYPES,
  type ServiceType,
} from '../rules/lists'

/** A service as the form starts from it; money as text, which a browser gets whole. */
export type EditedService = {
  readonly code: string
  readonly version: number
  readonly name: LocalText
  readonly provider: LocalText
  readonly cancelHow: LocalText
  readonly type: ServiceType
  readonly extraClasses: readonly ExtraClass[]
  readonly priceMinor: string
  readonly currency: string
  readonly period: Period
  readonly trialDays: number | null
}

/** A new service, or a new version of one; orders keep the version they were placed under. */
export function ServiceDialog({ service }: { service: EditedService | null }) {
  const t = useTranslations('orders.services')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        look={service ? 'quiet' : 'primary'}
        size={service ? 'sm' : 'md'}
        aria-haspopup="dialog"
        aria-label={service ? `${t('edit')} ${service.code}` : undefined}
        onClick={() => setIsOpen(true)}
      >
        {t(service ? 'edit' : 'add')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title={service ? t('editTitle', { code: service.code, version: service.version + 1 }) : t('add')}
        size="lg"
      >
        <ServiceForm service={service} />
      </Dialog>
    </>
  )
}

const price = ({ priceMinor }: EditedService): string =>
  `${priceMinor.padStart(3, '0').slice(0, -2)}.${priceMinor.padStart(3, '0').slice(-2)}`

function ServiceForm({ service }: { service: EditedService | null }) {
  const t = useTranslations('orders')
  const close = useDialogClose()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isSending, setIsSending] = useState(false)
  const [type, setType] = useState<ServiceType>(service?.type ?? 'monthly')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    const texts = (name: string): LocalText => ({
      'zh-CN': text(`${name}.zh-CN`),
      'zh-TW': text(`${name}.zh-TW`),
      en: text(`${name}.en`),
    })
    setIsSending(true)
    const outcome = outcomeOf(
      await keepService({
        code: service?.code ?? text('code').toUpperCase(),
        basedOn: service?.version ?? 0,
        name: texts('name'),
        provider: texts('provider'),
        cancelHow: texts('cancelHow'),
        type,
        extraClasses: data.getAll('extraClasses').map(String) as ExtraClass[],
        price: text('price'),
        currency: service?.currency ?? 'CNY',
        period: text('period') as Period,
        trialDays: type === 'free_trial' ? Number(text('trialDays')) || null : null,
      }),
    )
    setIsSending(false)
    if (outcome.ok) return close()
    const fields = Object.entries(outcome.fields)
    setErrors(
      fields.length > 0
        ? fields.map(([name, message]) => ({ name, message }))
        : [{ message: outcome.message }],
    )
  }
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <ErrorSummary errors={errors} />
      <div className="grid gap-3 sm:grid-cols-3">
        {service ? null : (
          <TextInput
            name="code"
            label={t('services.code')}
            hint={t('services.codeHint')}
            error={errorOf('code')}
            required
            maxLength={10}
            autoFocus
          />
        )}
        <Select
          name="type"
          label={t('services.type')}
          options={SERVICE_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
          value={type}
          onChange={(event) => setType(event.target.value as ServiceType)}
        />
        {type === 'free_trial' ? (
          <TextInput
            name="trialDays"
            type="number"
            label={t('services.trialDays')}
            error={errorOf('trialDays')}
            required
            min={1}
            max={366}
            defaultValue={service?.trialDays ?? 30}
          />
        ) : null}
        <TextInput
          name="price"
          inputMode="decimal"
          label={t('services.priceYuan')}
          error={errorOf('price')}
          required
          defaultValue={service ? price(service) : ''}
        />
        <Select
          name="period"
          label={t('services.period')}
          options={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
          defaultValue={service?.period ?? 'month'}
        />
      </div>
      {(['name', 'provider', 'cancelHow'] as const).map((name) => (
        <fieldset key={name} className="grid gap-2 sm:grid-cols-3">
          <legend className="sr-only">{t(`services.${name}`)}</legend>
          {LOCALES.map((locale) => (
            <TextInput
              key={locale}
              name={`${name}.${locale}`}
              label={`${t(`services.${name}`)} (${t(`language.${locale}`)})`}
              error={errorOf(`${name}.${locale}`)}
              required
              maxLength={200}
              defaultValue={service?.[name][locale]}
            />
          ))}
        </fieldset>
      ))}
      <CheckboxGroup
        name="extraClasses"
        label={t('services.extraClasses')}
        choices={EXTRA_CLASSES.map((value) => ({ value, label: t(`extra.${value}`) }))}
        defaultValues={service?.extraClasses ?? []}
      />
      <p className="text-muted text-sm">{t('services.versionNote')}</p>
      <div>
        <SubmitButton pending={isSending}>{t('services.save')}</SubmitButton>
      </div>
    </form>
  )
}
