'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useActionForm } from '@/identity/components/use-action-form'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { Notice } from '@/ui/notice'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { createTokenAction, revokeTokenAction } from '../actions'
import type { UnitOption } from '../queries/units'

/** Makes a token and shows it, once. */
export function NewTokenForm({ units }: { units: readonly UnitOption[] }) {
  const t = useTranslations('tokens')
  const router = useRouter()
  const [token, setToken] = useState<string | null>(null)
  const form = useActionForm(createTokenAction, {
    onDone: (created) => {
      setToken(created.token)
      router.refresh()
    },
  })
  if (token !== null) return <TokenNotice token={token} onDone={() => setToken(null)} />
  return (
    <form noValidate className="grid max-w-3xl gap-3 sm:grid-cols-[1fr_1fr_auto]" onSubmit={form.onSubmit}>
      {form.errors.length > 0 ? (
        <div className="sm:col-span-3">
          <ErrorSummary errors={form.errors} />
        </div>
      ) : null}
      <TextInput
        name="name"
        label={t('name')}
        hint={t('nameHint')}
        maxLength={60}
        error={form.errorOf('name')}
        required
      />
      <Combobox
        name="unitId"
        label={t('unit')}
        hint={t('unitHint')}
        options={units}
        error={form.errorOf('unitId')}
        required
      />
      <div className="sm:pt-6">
        <SubmitButton pending={form.isPending}>{t('create')}</SubmitButton>
      </div>
    </form>
  )
}

function TokenNotice({ token, onDone }: { token: string; onDone: () => void }) {
  const t = useTranslations('tokens')
  const copy = async () => {
    await navigator.clipboard.writeText(token)
    notify({ title: t('copied'), tone: 'success' })
  }
  return (
    <Notice kind="success" title={t('createdTitle')} live>
      <p className="mt-1">{t('shownOnce')}</p>
      <p className="my-2 flex flex-wrap items-center gap-3">
        <code className="max-w-full rounded border border-border bg-surface px-3 py-1.5 font-mono text-sm break-all select-all">
          {token}
        </code>
        <Button onClick={copy}>{t('copy')}</Button>
        <Button look="quiet" onClick={onDone}>
          {t('kept')}
        </Button>
      </p>
      <p className="text-sm">
        {t('howToUse')} <code className="font-mono break-all">Authorization: Bearer …</code>
      </p>
    </Notice>
  )
}

export function RevokeToken({ id, name }: { id: string; name: string }) {
  const t = useTranslations('tokens')
  const router = useRouter()
  return (
    <ConfirmDialog
      label={t('revoke')}
      title={t('revokeTitle', { name })}
      confirmLabel={t('revoke')}
      onConfirm={async () => {
        const outcome = outcomeOf(await revokeTokenAction({ tokenId: id }))
        notify(
          outcome.ok
            ? { title: t('revokedNow'), tone: 'success' }
            : { title: outcome.message, tone: 'danger' },
        )
        router.refresh()
      }}
    >
      {t('revokeText')}
    </ConfirmDialog>
  )
}
