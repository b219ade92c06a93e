'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { notify } from '@/ui/notify'
import { markEveryRead, markOneRead } from '../actions'
import type { NotificationKind } from '../rules/kinds'

/** One form around the whole list: a row's button sends its id. */
export function MarkReadForm({ children }: { children: ReactNode }) {
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    if (!(submitter instanceof HTMLButtonElement)) return
    const id = submitter.value
    startTransition(async () => {
      const outcome = outcomeOf(await markOneRead({ id }))
      if (!outcome.ok) notify({ title: outcome.message, tone: 'danger' })
    })
  }
  return (
    <form onSubmit={submit} aria-busy={isPending}>
      {children}
    </form>
  )
}

export function MarkAllRead({ kind, shownAt }: { kind: NotificationKind | null; shownAt: string }) {
  const t = useTranslations('notifications')
  const [isPending, startTransition] = useTransition()
  const mark = () =>
    startTransition(async () => {
      const outcome = outcomeOf(await markEveryRead({ kind, shownAt }))
      notify(
        outcome.ok
          ? { title: t('markAllDone', { count: outcome.value.marked }), tone: 'success' }
          : { title: outcome.message, tone: 'danger' },
      )
    })
  return (
    <Button onClick={mark} disabled={isPending}>
      {t('markAll')}
    </Button>
  )
}
