'use client'

import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { clearDrafts } from './draft-store'

/** Signs out through the given action; drafts in this browser go first. */
export function SignOutForm({ action }: { action: () => Promise<void> }) {
  const t = useTranslations('ui')
  return (
    <form action={action} onSubmit={clearDrafts}>
      <button type="submit" className="menu-item">
        <LogOut size={16} aria-hidden="true" />
        {t('signOut')}
      </button>
    </form>
  )
}
