'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useActionForm } from '@/identity/components/use-action-form'
import { outcomeOf } from '@/identity/outcome'
import { AppLink } from '@/ui/app-link'
import { Combobox } from '@/ui/combobox'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { assignRoleAction, createStaffAction, endRoleAction, updateStaffAction } from '../actions'
import type { UnitOption } from '../queries/units'
import { PERSON_ROLES } from '../rules/roles'
import { OneTimePasswordNotice } from './one-time-password'
import { useFinish } from './use-finish'

const LANGUAGES = [
  { value: 'zh-CN', label: '简体中文' },
  { value: 'zh-TW', label: '繁體中文' },
  { value: 'en', label: 'English' },
]

type Person = {
  readonly displayName: string
  readonly employeeNo: string
  readonly email: string | null
  readonly locale: string
  readonly homeUnitId: string
}

function PersonFields({
  person,
  units,
  errorOf,
}: {
  person?: Person
  units: readonly UnitOption[]
  errorOf: (name: string) => string | undefined
}) {
  const t = useTranslations('staff')
  const home = units.find((unit) => unit.value === person?.homeUnitId) ?? null
  return (
    <>
      <TextInput
        name="displayName"
        label={t('displayName')}
        defaultValue={person?.displayName}
        error={errorOf('displayName')}
        required
      />
      <TextInput
        name="employeeNo"
        label={t('employeeNo')}
        defaultValue={person?.employeeNo}
        error={errorOf('employeeNo')}
        required
      />
      <Combobox
        name="homeUnitId"
        label={t('homeUnit')}
        options={units}
        defaultOption={home}
        error={errorOf('homeUnitId')}
        required
      />
      <TextInput
        name="email"
        label={t('email')}
        hint={t('emailHint')}
        type="email"
        defaultValue={person?.email ?? ''}
        error={errorOf('email')}
      />
      <Select
        name="locale"
        label={t('language')}
        options={LANGUAGES}
        defaultValue={person?.locale ?? 'zh-CN'}
      />
    </>
  )
}

function useRoleChoices() {
  const nav = useTranslations('nav')
  return PERSON_ROLES.map((role) => ({ value: role, label: nav(`role.${role}`) }))
}

/** A new account with its first role; afterwards the one-time password, once. */
export function CreateStaffForm({ units }: { units: readonly UnitOption[] }) {
  const t = useTranslations('staff')
  const roles = useRoleChoices()
  const [created, setCreated] = useState<{ id: string; temporaryPassword: string } | null>(null)
  const form = useActionForm(createStaffAction, { shape: withFirstRole, onDone: setCreated })
  if (created) {
    return (
      <div className="flex flex-col gap-4">
        <OneTimePasswordNotice password={created.temporaryPassword} title={t('accountCreated')} />
        <p className="flex flex-wrap gap-4">
          <AppLink href={`/staff/${created.id}`}>{t('openAccount')}</AppLink>
          <AppLink href="/staff">{t('backToList')}</AppLink>
        </p>
      </div>
    )
  }
  return (
    <form noValidate className="grid max-w-3xl gap-3 sm:grid-cols-2" onSubmit={form.onSubmit}>
      {form.errors.length > 0 ? (
        <div className="sm:col-span-2">
          <ErrorSummary errors={form.errors} />
        </div>
      ) : null}
      <PersonFields units={units} errorOf={form.errorOf} />
      <TextInput
        name="username"
        label={t('username')}
        hint={t('usernameHint')}
        autoCapitalize="none"
        error={form.errorOf('username')}
        required
      />
      <Select name="role" label={t('firstRole')} blank={t('noRoleYet')} options={roles} />
      <Combobox
        name="roleUnitId"
        label={t('roleUnit')}
        hint={t('roleUnitHint')}
        options={units}
        error={form.errorOf('roles')}
      />
      <div className="flex gap-2 sm:col-span-2">
        <SubmitButton pending={form.isPending}>{t('createAccount')}</SubmitButton>
      </div>
    </form>
  )
}

/** The role's unit is the home unit unless another one was chosen. */
function withFirstRole({ role, roleUnitId, ...person }: Record<string, unknown>): Record<string, unknown> {
  return { ...person, roles: role ? [{ role, unitId: roleUnitId || person.homeUnitId }] : [] }
}

export function EditStaffForm({
  staffId,
  person,
  units,
}: {
  staffId: string
  person: Person
  units: readonly UnitOption[]
}) {
  const t = useTranslations('staff')
  const common = useTranslations('common')
  const finish = useFinish()
  const form = useActionForm(updateStaffAction, { fixed: { staffId }, onDone: () => finish(t('saved')) })
  return (
    <form noValidate className="grid gap-3 sm:grid-cols-2" onSubmit={form.onSubmit}>
      {form.errors.length > 0 ? (
        <div className="sm:col-span-2">
          <ErrorSummary errors={form.errors} />
        </div>
      ) : null}
      <PersonFields person={person} units={units} errorOf={form.errorOf} />
      <div className="flex justify-end sm:col-span-2">
        <SubmitButton pending={form.isPending}>{common('save')}</SubmitButton>
      </div>
    </form>
  )
}

export function AssignRoleForm({
  staffId,
  homeUnitId,
  units,
}: {
  staffId: string
  homeUnitId: string
  units: readonly UnitOption[]
}) {
  const t = useTranslations('staff')
  const roles = useRoleChoices()
  const finish = useFinish()
  const form = useActionForm(assignRoleAction, {
    fixed: { staffId },
    onDone: () => finish(t('roleAssigned')),
  })
  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={form.onSubmit}>
      <ErrorSummary errors={form.errors} />
      <p className="text-muted">{t('rolesEndSessions')}</p>
      <Select name="role" label={t('role')} options={roles} error={form.errorOf('role')} required />
      <Combobox
        name="unitId"
        label={t('roleUnit')}
        hint={t('roleReach')}
        options={units}
        defaultOption={units.find((unit) => unit.value === homeUnitId) ?? null}
        error={form.errorOf('unitId')}
        required
      />
      <div className="flex justify-end">
        <SubmitButton pending={form.isPending}>{t('assignRole')}</SubmitButton>
      </div>
    </form>
  )
}

export function EndRoleButton({ assignmentId, label }: { assignmentId: string; label: string }) {
  const t = useTranslations('staff')
  const router = useRouter()
  const end = async () => {
    const outcome = outcomeOf(await endRoleAction({ assignmentId }))
    notify(
      outcome.ok ? { title: t('roleEnded'), tone: 'success' } : { title: outcome.message, tone: 'danger' },
    )
    router.refresh()
  }
  return (
    <ConfirmDialog
      label={t('endRole')}
      title={t('endRoleTitle', { role: label })}
      confirmLabel={t('endRole')}
      size="sm"
      onConfirm={end}
    >
      {t('rolesEndSessions')}
    </ConfirmDialog>
  )
}
