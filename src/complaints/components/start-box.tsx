'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { searchAddress } from '../list-actions'
import { carryPhone } from './intake-carried'

/** The one box a clerk starts from: a customer's number opens a new case, a case number opens that case. */
export function StartBox({ label, hint, go }: { label: string; hint: string; go: string }) {
  const router = useRouter()
  const t = useTranslations('ui')
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('start') ?? '').trim()
    if (!/[A-Za-z\u4e00-\u9fff]/.test(typed)) {
      carryPhone(typed)
      router.push('/complaints/new' as Route)
      return
    }
    startTransition(async () => {
      const outcome = outcomeOf(await searchAddress({ typed }))
      if (outcome.ok) router.push(outcome.value as Route)
      else notify({ title: outcome.message, tone: 'danger' })
    })
  }
  return (
    <form onSubmit={submit} className="flex items-start gap-2" aria-label={t('globalSearch')}>
      <div className="min-w-0 flex-1">
        <TextInput name="start" label={label} hint={hint} autoComplete="off" autoFocus />
      </div>
      <SubmitButton pending={isPending} look="primary" className="mt-6">
        {go}
      </SubmitButton>
    </form>
  )
}
