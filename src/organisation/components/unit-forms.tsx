'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useActionForm } from '@/identity/components/use-action-form'
import { LOCALES } from '@/kernel/text'
import { Checkbox } from '@/ui/checkbox'
import { Combobox } from '@/ui/combobox'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import {
  closeUnitAction,
  createUnitAction,
  moveUnitAction,
  reopenUnitAction,
  updateUnitAction,
} from '../actions'
import type { UnitOption } from '../queries/units'
import type { OrgUnit } from '../rules/org-tree'
import type { UnitKind } from '../rules/roles'
import { useFinish } from './use-finish'

type Choice = { readonly value: string; readonly label: string }

function FormFrame({
  onSubmit,
  errors,
  isPending,
  submit,
  look,
  children,
}: {
  onSubmit: React.FormEventHandler<HTMLFormElement>
  errors: readonly FormError[]
  isPending: boolean
  submit: string
  look?: 'primary' | 'danger'
  children: ReactNode
}) {
  return (
    <form onSubmit={onSubmit} className="grid gap-3 sm:grid-cols-2" noValidate>
      {errors.length > 0 ? (
        <div className="sm:col-span-2">
          <ErrorSummary errors={errors} />
        </div>
      ) : null}
      {children}
      <div className="flex justify-end sm:col-span-2">
        <SubmitButton pending={isPending} look={look}>
          {submit}
        </SubmitButton>
      </div>
    </form>
  )
}

type CommonProps = { readonly calendars: readonly Choice[]; readonly timeZones: readonly string[] }

function UnitFields({
  unit,
  inherited,
  calendars,
  timeZones,
  errorOf,
}: CommonProps & {
  unit?: OrgUnit
  inherited: { timeZone: string }
  errorOf: (name: string) => string | undefined
}) {
  const t = useTranslations('organisation')
  return (
    <>
      {LOCALES.map((locale) => (
        <TextInput
          key={locale}
          name={`name.${locale}`}
          label={t(`name.${locale}`)}
          lang={locale}
          defaultValue={unit?.name[locale]}
          error={errorOf(`name.${locale}`)}
          className={locale === 'en' ? 'sm:col-span-2' : undefined}
          required
        />
      ))}
      <TextInput
        name="timeZone"
        label={t('timeZone')}
        list="time-zones"
        defaultValue={unit?.timeZone ?? inherited.timeZone}
        error={errorOf('timeZone')}
        required
      />
      <datalist id="time-zones">
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <Select
        name="calendarId"
        label={t('calendar')}
        blank={t('calendarInherit')}
        options={calendars}
        defaultValue={unit?.calendarId ?? ''}
        error={errorOf('calendarId')}
      />
      <TextInput
        name="phone"
        label={t('phone')}
        type="tel"
        defaultValue={unit?.phone ?? ''}
        error={errorOf('phone')}
      />
      <Checkbox
        name="isNetworkTeam"
        label={t('networkTeam')}
        hint={t('networkTeamHint')}
        defaultChecked={unit?.isNetworkTeam ?? false}
      />
    </>
  )
}

export function CreateUnitForm({
  parent,
  kinds,
  ...common
}: CommonProps & { parent: { id: string; timeZone: string }; kinds: readonly UnitKind[] }) {
  const t = useTranslations('organisation')
  const finish = useFinish()
  const form = useActionForm(createUnitAction, {
    fixed: { parentId: parent.id },
    onDone: ({ id }) => finish(t('unitCreated'), `/organisation?unit=${id}`),
  })
  return (
    <FormFrame {...form} submit={t('createUnit')}>
      <Select
        name="kind"
        label={t('unitKind')}
        options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        error={form.errorOf('kind')}
        required
      />
      <TextInput name="code" label={t('code')} hint={t('codeHint')} error={form.errorOf('code')} required />
      <UnitFields {...common} inherited={parent} errorOf={form.errorOf} />
    </FormFrame>
  )
}

export function EditUnitForm({ unit, ...common }: CommonProps & { unit: OrgUnit }) {
  const t = useTranslations('organisation')
  const save = useTranslations('common')
  const finish = useFinish()
  const form = useActionForm(updateUnitAction, {
    fixed: { unitId: unit.id },
    onDone: () => finish(t('unitSaved')),
  })
  return (
    <FormFrame {...form} submit={save('save')}>
      <UnitFields {...common} unit={unit} inherited={unit} errorOf={form.errorOf} />
    </FormFrame>
  )
}

export function MoveUnitForm({ unitId, parents }: { unitId: string; parents: readonly UnitOption[] }) {
  const t = useTranslations('organisation')
  const finish = useFinish()
  const form = useActionForm(moveUnitAction, { fixed: { unitId }, onDone: () => finish(t('unitMoved')) })
  return (
    <FormFrame {...form} submit={t('moveUnit')}>
      <p className="text-muted sm:col-span-2">{t('moveText')}</p>
      <Combobox
        name="parentId"
        label={t('newParent')}
        options={parents}
        error={form.errorOf('parentId')}
        className="sm:col-span-2"
        required
      />
      <TextArea
        name="reason"
        label={t('reason')}
        rows={2}
        error={form.errorOf('reason')}
        className="sm:col-span-2"
        required
      />
    </FormFrame>
  )
}

export function CloseUnitForm({ unitId }: { unitId: string }) {
  const t = useTranslations('organisation')
  const finish = useFinish()
  const form = useActionForm(closeUnitAction, { fixed: { unitId }, onDone: () => finish(t('unitWasClosed')) })
  return (
    <FormFrame {...form} submit={t('closeUnit')} look="danger">
      <p className="text-muted sm:col-span-2">{t('closeText')}</p>
      <TextArea
        name="reason"
        label={t('reason')}
        rows={2}
        error={form.errorOf('reason')}
        className="sm:col-span-2"
        required
      />
    </FormFrame>
  )
}

export function ReopenUnitForm({ unitId }: { unitId: string }) {
  const t = useTranslations('organisation')
  const finish = useFinish()
  const form = useActionForm(reopenUnitAction, { fixed: { unitId }, onDone: () => finish(t('unitReopened')) })
  return (
    <FormFrame {...form} submit={t('reopenUnit')}>
      <p className="text-muted sm:col-span-2">{t('reopenText')}</p>
    </FormFrame>
  )
}
