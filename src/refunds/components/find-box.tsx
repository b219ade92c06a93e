'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { find } from '../actions'

/** Errors of an account or number: asked of the server, so that neither ever stands in an address. */
export function FindBox() {
  const t = useTranslations('refunds')
  const router = useRouter()
  const [error, setError] = useState<string>()
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('typed') ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(await find({ typed }))
      if (outcome.ok) router.push(`/refunds?${outcome.value.query}`)
      setError(outcome.ok ? undefined : (outcome.fields.typed ?? outcome.message))
    })
  }
  return (
    <form onSubmit={submit} className="flex items-end gap-2" noValidate>
      <TextInput name="typed" label={t('find.label')} error={error} inputMode="text" maxLength={60} />
      <SubmitButton look="default" pending={isPending}>
        {t('find.action')}
      </SubmitButton>
    </form>
  )
}
