import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { signOut } from '@/identity/actions'
import { currentSession } from '@/identity/session'
import { bellCount } from '@/notifications/queries'
import { allows } from '@/organisation/rules/permissions'
import { orgTree } from '@/organisation/tree'
import { isSimulator } from '@/platform/env'
import { NAVIGATION_PERMISSIONS } from './navigation'
import { SignedInShell } from './signed-in-shell'

/** Frame of the signed-in pages. Signed out, the page's own guard leads to the sign-in; there is nothing to frame. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const session = await currentSession()
  if (!session) return children
  const { account, ctx } = session
  // Before the count: what is told in between is asked for again by the bell.
  const now = ctx.clock()
  const [t, cookieStore, tree, unread] = await Promise.all([
    getTranslations('nav'),
    cookies(),
    orgTree(ctx),
    bellCount(ctx),
  ])
  const roles = [...new Set(account.grants.map(({ role }) => t(`role.${role}`)))]
  return (
    <SignedInShell
      opened={NAVIGATION_PERMISSIONS.filter((permission) => allows(account.grants, permission))}
      hasSimulator={isSimulator()}
      user={{
        name: account.displayName,
        roleLabel: roles.join(' / '),
        unitName: tree.find(account.homeUnitId)?.name[ctx.locale] ?? '',
      }}
      nowMs={now.getTime()}
      collapsed={cookieStore.get('nav')?.value === 'rail'}
      canSearch={allows(account.grants, 'complaint.view') || allows(account.grants, 'refund.view')}
      unread={unread}
      signOut={signOut}
    >
      {children}
    </SignedInShell>
  )
}
