'use client'

import { useTranslations } from 'next-intl'
import { ErrorSummary } from '@/ui/error-summary'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { changePasswordAction } from '../actions'
import { useActionForm } from './use-action-form'

/** `username` lets password managers know whose password changes. */
export function ChangePasswordForm({ username, returnTo }: { username: string; returnTo: string }) {
  const t = useTranslations('identity')
  const { onSubmit, errors, errorOf, isPending } = useActionForm(changePasswordAction, {
    onDone: () => window.location.assign(returnTo),
  })
  return (
    <form onSubmit={onSubmit} className="flex max-w-md flex-col gap-4" noValidate>
      <ErrorSummary errors={errors} />
      <input type="text" name="username" defaultValue={username} autoComplete="username" hidden readOnly />
      <TextInput
        name="currentPassword"
        label={t('currentPassword')}
        type="password"
        autoComplete="current-password"
        error={errorOf('currentPassword')}
        required
      />
      <TextInput
        name="newPassword"
        label={t('newPassword')}
        hint={t('newPasswordHint')}
        type="password"
        autoComplete="new-password"
        error={errorOf('newPassword')}
        required
      />
      <TextInput
        name="repeated"
        label={t('repeatPassword')}
        type="password"
        autoComplete="new-password"
        error={errorOf('repeated')}
        required
      />
      <div>
        <SubmitButton pending={isPending}>{t('changePassword')}</SubmitButton>
      </div>
    </form>
  )
}
