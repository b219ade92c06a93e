import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import { LanguageSwitch } from './language-switch'
import { ThemeSwitch } from './theme-switch'

export type ShellUser = { readonly name: string; readonly roleLabel: string; readonly unitName: string }

/** The person's menu as a native popover: opens without script, Escape and a press outside close it. */
export function UserMenu({ user, children }: { user: ShellUser; children?: ReactNode }) {
  const t = useTranslations('ui')
  return (
    <>
      <button
        type="button"
        className="btn btn--quiet px-2"
        popoverTarget="user-menu"
        aria-label={`${t('userMenu')}: ${user.name}`}
      >
        <Icon name="person" size={18} />
        <span className="hidden max-w-32 truncate lg:inline">{user.name}</span>
      </button>
      <div id="user-menu" popover="auto" className="menu-panel">
        <div className="border-separator border-b px-2.5 pt-1 pb-2">
          <p className="font-semibold">{user.name}</p>
          <p className="text-muted text-xs">{`${user.roleLabel} · ${user.unitName}`}</p>
        </div>
        <div className="flex flex-col gap-1 border-separator border-b px-1 py-2">
          <p className="px-1.5 text-muted text-xs">{t('language')}</p>
          <LanguageSwitch />
          <p className="px-1.5 pt-1 text-muted text-xs">{t('theme')}</p>
          <ThemeSwitch />
        </div>
        <div className="pt-1">{children}</div>
      </div>
    </>
  )
}
