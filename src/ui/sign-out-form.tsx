'use client'

import { useTranslations } from 'next-intl'
import { clearDrafts } from './draft-store'
import { Icon } from './icon'

/** Signs out through the given action; drafts in this browser go first. */
export function SignOutForm({ action }: { action: () => Promise<void> }) {
  const t = useTranslations('ui')
  return (
    <form action={action} onSubmit={clearDrafts}>
      <button type="submit" className="menu-item">
        <Icon name="log-out" size={16} />
        {t('signOut')}
      </button>
    </form>
  )
}
