import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { SearchBox } from '@/complaints/components/search-box'
import { signOut } from '@/identity/actions'
import { currentSession } from '@/identity/session'
import { LiveBell } from '@/notifications/components/live-bell'
import { bellCount } from '@/notifications/queries'
import { allows } from '@/organisation/rules/permissions'
import { orgTree } from '@/organisation/tree'
import { AppShell } from '@/ui/app-shell'
import { MenuLink } from '@/ui/menu-link'
import { SignOutForm } from '@/ui/sign-out-form'
import { navigationFor } from './navigation'

/** Frame of the signed-in pages. Signed out, the page's own guard leads to the sign-in; there is nothing to frame. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  if (!session) return children
  const { account, ctx } = session
  const now = ctx.clock()
  const [t, words, cookieStore, tree, unread] = await Promise.all([
    getTranslations('nav'),
    getTranslations('notifications'),
    cookies(),
    orgTree(ctx),
    bellCount(ctx),
  ])
  const roles = [...new Set(account.grants.map(({ role }) => t(`role.${role}`)))]
  return (
    <AppShell
      sections={navigationFor((permission) => allows(account.grants, permission), t)}
      user={{
        name: account.displayName,
        roleLabel: roles.join(' / '),
        unitName: tree.find(account.homeUnitId)?.name[ctx.locale] ?? '',
      }}
      nowMs={now.getTime()}
      collapsed={cookieStore.get('nav')?.value === 'rail'}
      search={allows(account.grants, 'complaint.view') ? <SearchBox /> : null}
      bell={
        <LiveBell
          unread={unread}
          since={now.toISOString()}
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
