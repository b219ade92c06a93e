'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SearchBox } from '@/complaints/components/search-box'
import { LiveBell } from '@/notifications/components/live-bell'
import type { Permission } from '@/organisation/rules/permissions'
import { AppShell } from '@/ui/app-shell'
import { MenuLink } from '@/ui/menu-link'
import { SignOutForm } from '@/ui/sign-out-form'
import type { ShellUser } from '@/ui/user-menu'
import { navigationFor } from './navigation'

/** The frame with what stands in it, put together in one place so that a page carries its few words and nothing else. */
export function SignedInShell({
  opened,
  hasSimulator,
  user,
  nowMs,
  collapsed,
  canSearch,
  unread,
  signOut,
  children,
}: {
  /** Permissions of the navigation's entries that the reader holds. */
  opened: readonly Permission[]
  /** Whether messages are shown on invented phones. */
  hasSimulator: boolean
  user: ShellUser
  nowMs: number
  collapsed: boolean
  canSearch: boolean
  unread: number
  signOut: () => Promise<void>
  children: ReactNode
}) {
  const t = useTranslations('nav')
  const words = useTranslations('notifications')
  return (
    <AppShell
      sections={navigationFor((permission) => opened.includes(permission), t, { hasSimulator })}
      user={user}
      nowMs={nowMs}
      collapsed={collapsed}
      search={canSearch ? <SearchBox /> : null}
      bell={
        <LiveBell
          unread={unread}
          since={new Date(nowMs).toISOString()}
          openLabel={words('open')}
          showAllLabel={words('showAll')}
          moreLabel={words('moreUrgent')}
        />
      }
      userMenu={
        <>
          <MenuLink href="/account" icon="person" label={t('account')} />
          <SignOutForm action={signOut} />
        </>
      }
    >
      {children}
    </AppShell>
  )
}
