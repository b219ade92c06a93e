'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/ui/checkbox'
import { Combobox } from '@/ui/combobox'
import { DateTimeField } from '@/ui/date-time-field'
import { FileDrop } from '@/ui/file-drop'
import { Select } from '@/ui/select'
import { TextInput } from '@/ui/text-input'
import { CASE_KINDS, CHANNELS, CUSTOMER_CLASSES, PROMISE_AREAS, URGENCIES } from '../rules/lists'

export type IntakeUnit = {
  readonly id: string
  readonly label: string
  readonly detail: string
  readonly timeZone: string
}

/** Fields that are nice to have; closed at first, opened by an error in one of them. */
export function IntakeMore({
  units,
  unitId,
  channel,
  errors,
  isOpen,
  onUnit,
  onFiles,
}: {
  units: readonly IntakeUnit[]
  unitId: string
  channel: string
  errors: Readonly<Record<string, string>>
  isOpen: boolean
  onUnit: (unitId: string) => void
  onFiles: (files: readonly File[]) => void
}) {
  const t = useTranslations('complaints')
  const words = useTranslations('cases')
  const choices = (list: string, codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: words(`code.${list}.${code}`) }))
  const unitOptions = units.map(({ id, label, detail }) => ({ value: id, label, detail }))
  const own = unitOptions.find(({ value }) => value === unitId) ?? null
  return (
    <details className="rounded-md border border-border p-3" open={isOpen}>
      <summary className="cursor-pointer font-semibold">{t('moreTitle')}</summary>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        <Checkbox name="anonymous" label={t('anonymous')} error={errors.anonymous} />
        <Checkbox name="needsHelp" label={t('needsHelp')} error={errors.needsHelp} />
        <TextInput name="name" label={t('name')} error={errors.name} maxLength={200} />
        <TextInput
          name="identity"
          label={t('identity')}
          hint={t('identityHint')}
          error={errors.identity}
          maxLength={40}
        />
        <Select
          name="kind"
          label={t('kind')}
          blank={t('choose')}
          options={choices('kind', CASE_KINDS)}
          error={errors.kind}
        />
        <Select
          name="channel"
          label={t('channel')}
          options={choices('channel', CHANNELS)}
          defaultValue={channel}
          error={errors.channel}
        />
        {units.length > 1 ? (
          <Combobox
            name="unitId"
            label={t('unit')}
            options={unitOptions}
            defaultOption={own}
            onChoose={(option) => onUnit(option?.value ?? unitId)}
            error={errors.unitId}
          />
        ) : null}
        <TextInput name="brand" label={t('brand')} error={errors.brand} maxLength={200} />
        <Select
          name="customerClass"
          label={t('customerClass')}
          blank={t('choose')}
          options={choices('customerClass', CUSTOMER_CLASSES)}
          error={errors.customerClass}
        />
        <Select
          name="area"
          label={t('area')}
          blank={t('choose')}
          options={choices('area', PROMISE_AREAS)}
          error={errors.area}
        />
        <TextInput name="place" label={t('place')} error={errors.place} maxLength={200} />
        <Select
          name="urgency"
          label={t('urgency')}
          blank={t('choose')}
          options={choices('urgency', URGENCIES)}
          error={errors.urgency}
        />
        <DateTimeField
          name="receivedAt"
          label={t('receivedAt')}
          hint={t('receivedAtHint')}
          error={errors.receivedAt}
        />
        <TextInput
          name="backdateReason"
          label={t('backdateReason')}
          error={errors.backdateReason}
          maxLength={200}
        />
        <FileDrop
          name="files"
          label={t('files')}
          kinds={t('fileKinds')}
          accept="image/jpeg,image/png,image/webp,image/heic,application/pdf"
          maxFiles={5}
          maxMegabytes={10}
          onFiles={onFiles}
          className="sm:col-span-2"
        />
      </div>
    </details>
  )
}

/** Names of the fields inside; an error in one of them opens the part. */
export const MORE_FIELDS = [
  'name',
  'identity',
  'kind',
  'channel',
  'unitId',
  'brand',
  'customerClass',
  'area',
  'place',
  'urgency',
  'receivedAt',
  'backdateReason',
] as const
