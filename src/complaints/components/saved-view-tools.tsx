'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { DialogButton, useDialogClose } from '@/ui/dialog'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { forgetView, keepView } from '../list-actions'

export type ViewEntry = { readonly id: string; readonly name: string }

/** Keeps the current filters under a name, and takes kept ones away. */
export function SavedViewTools({ query, views }: { query: string; views: readonly ViewEntry[] }) {
  const t = useTranslations('cases.view')
  return (
    <DialogButton label={t('save')} title={t('saveTitle')} look="quiet" size="sm">
      <SaveForm query={query} />
      {views.length > 0 ? (
        <>
          <h3 className="mt-4 mb-1 font-semibold text-sm">{t('manage')}</h3>
          <ul className="divide-y divide-separator">
            {views.map((view) => (
              <li key={view.id} className="flex items-center gap-2 py-1">
                <span className="min-w-0 flex-1 truncate">{view.name}</span>
                <RemoveView view={view} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </DialogButton>
  )
}

function SaveForm({ query }: { query: string }) {
  const t = useTranslations('cases.view')
  const common = useTranslations('common')
  const router = useRouter()
  const close = useDialogClose()
  const [error, setError] = useState<string>()
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name') ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(await keepView({ name, query }))
      if (!outcome.ok) return setError(outcome.fields.name ?? outcome.message)
      notify({ title: t('saved', { name }), tone: 'success' })
      close()
      router.refresh()
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <TextInput name="name" label={t('name')} required maxLength={40} error={error} autoFocus />
      <SubmitButton pending={isPending}>{common('save')}</SubmitButton>
    </form>
  )
}

function RemoveView({ view }: { view: ViewEntry }) {
  const t = useTranslations('cases.view')
  const common = useTranslations('common')
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const remove = () =>
    startTransition(async () => {
      const outcome = outcomeOf(await forgetView({ id: view.id }))
      notify(
        outcome.ok ? { title: t('removed'), tone: 'success' } : { title: outcome.message, tone: 'danger' },
      )
      router.refresh()
    })
  return (
    <Button
      size="sm"
      look="quiet"
      disabled={isPending}
      onClick={remove}
      aria-label={t('remove', { name: view.name })}
    >
      {common('delete')}
    </Button>
  )
}
