'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Icon } from '@/ui/icon'
import { Kbd } from '@/ui/kbd'
import { notify } from '@/ui/notify'
import { useHotkeys } from '@/ui/use-hotkeys'
import { searchAddress } from '../list-actions'

/**
 * The search box. What is typed goes to the server in the body of a request, never in an address: it may be a
 * customer's number. The server answers with the address of the results, where numbers are keyed hashes.
 */
export function SearchBox({ initial = '', hotkey = true }: { initial?: string; hotkey?: boolean }) {
  const t = useTranslations('ui')
  const input = useRef<HTMLInputElement>(null)
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  useHotkeys(
    hotkey
      ? [
          {
            key: '/',
            label: t('shortcutSearch'),
            run: () => {
              input.current?.focus()
              input.current?.select()
            },
          },
        ]
      : [],
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = input.current?.value ?? ''
    startTransition(async () => {
      const outcome = outcomeOf(await searchAddress({ typed }))
      if (outcome.ok) router.push(outcome.value as Route)
      else notify({ title: outcome.message, tone: 'danger' })
    })
  }
  return (
    <search className="header-search">
      <form method="post" onSubmit={submit} aria-busy={isPending}>
        <Icon name="search" size={16} className="header-search-icon" />
        <input
          ref={input}
          type="search"
          name="typed"
          defaultValue={initial}
          key={initial}
          maxLength={100}
          aria-label={t('globalSearch')}
          placeholder={t('searchPlaceholder')}
          autoComplete="off"
        />
        {hotkey ? <Kbd>/</Kbd> : null}
      </form>
    </search>
  )
}
