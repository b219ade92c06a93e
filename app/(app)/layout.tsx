import { CircleUserRound } from 'lucide-react'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { signOut } from '@/identity/actions'
import { currentSession } from '@/identity/session'
import { allows } from '@/organisation/rules/permissions'
import { orgTree } from '@/organisation/tree'
import { AppShell } from '@/ui/app-shell'
import { GlobalSearch } from '@/ui/global-search'
import { NotificationBell } from '@/ui/notification-bell'
import { SignOutForm } from '@/ui/sign-out-form'
import { navigationFor } from './navigation'

/** Frame of the signed-in pages. Signed out, the page's own guard leads to the sign-in; there is nothing to frame. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  if (!session) return children
  const { account, ctx } = session
  const [t, cookieStore, tree] = await Promise.all([getTranslations('nav'), cookies(), orgTree(ctx)])
  const roles = [...new Set(account.grants.map(({ role }) => t(`role.${role}`)))]
  return (
    <AppShell
      sections={navigationFor((permission) => allows(account.grants, permission), t)}
      user={{
        name: account.displayName,
        roleLabel: roles.join(' / '),
        unitName: tree.find(account.homeUnitId)?.name[ctx.locale] ?? '',
      }}
      nowMs={ctx.clock().getTime()}
      collapsed={cookieStore.get('nav')?.value === 'rail'}
      search={allows(account.grants, 'complaint.view') ? <GlobalSearch action="/complaints" /> : null}
      bell={<NotificationBell href="/notifications" unread={0} />}
      userMenu={
        <>
          <a data-soft="" className="menu-item" href="/account">
            <CircleUserRound size={16} aria-hidden="true" />
            {t('account')}
          </a>
          <SignOutForm action={signOut} />
        </>
      }
    >
      {children}
    </AppShell>
  )
}
