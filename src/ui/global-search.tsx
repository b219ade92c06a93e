'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { Icon } from './icon'
import { Kbd } from './kbd'
import { useHotkeys } from './use-hotkeys'

/** The search box of the header; `/` jumps to it. A GET form: results have an address. */
export function GlobalSearch({ action, name = 'q' }: { action: string; name?: string }) {
  const t = useTranslations('ui')
  const input = useRef<HTMLInputElement>(null)
  useHotkeys([
    {
      key: '/',
      label: t('shortcutSearch'),
      run: () => {
        input.current?.focus()
        input.current?.select()
      },
    },
  ])
  return (
    <search className="header-search">
      <form action={action} method="get" data-soft="">
        <Icon name="search" size={16} className="header-search-icon" />
        <input
          ref={input}
          type="search"
          name={name}
          aria-label={t('globalSearch')}
          placeholder={t('searchPlaceholder')}
          autoComplete="off"
        />
        <Kbd>/</Kbd>
      </form>
    </search>
  )
}
