'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AppMark } from './app-mark'
import { Icon } from './icon'
import { LinkHotkeys } from './link-hotkeys'
import { NavCollapse } from './nav-collapse'
import type { NavSection } from './nav-item'
import { NavList, NavTabs } from './nav-list'
import { ShortcutsOverlay } from './shortcuts-overlay'
import { TimeTicker } from './time-ticker'
import { fillWords } from './time-words'
import { type ShellUser, UserMenu } from './user-menu'

const PHONE_TABS = 4

export type AppShellProps = {
  readonly sections: readonly NavSection[]
  readonly user: ShellUser
  /** The server's clock when the page was made, for counting down. */
  readonly nowMs: number
  /** Navigation narrowed to icons (cookie `nav=rail`). */
  readonly collapsed?: boolean
  readonly search?: ReactNode
  readonly bell?: ReactNode
  /** Entries at the end of the person's menu: account, sign-out. */
  readonly userMenu?: ReactNode
  readonly children: ReactNode
}

/** The frame of every signed-in page: navigation, header, main. On a phone the first four items sit at the bottom. */
export function AppShell({
  sections,
  user,
  nowMs,
  collapsed = false,
  search,
  bell,
  userMenu,
  children,
}: AppShellProps) {
  const t = useTranslations('ui')
  const common = useTranslations('common')
  const items = sections.flatMap((section) => section.items)
  const hotkeys = items.flatMap(({ hotkey, label, href }) =>
    hotkey ? [{ key: hotkey, label: fillWords(t.raw('shortcutOpen'), { label }), href }] : [],
  )
  return (
    <div className="shell">
      <a href="#main" className="shell-skip">
        {t('skipToContent')}
      </a>
      <nav className="shell-nav" aria-label={t('mainNavigation')}>
        <a data-soft="" href="/" className="shell-brand">
          <AppMark />
          <span className="nav-text">{common('productName')}</span>
        </a>
        <NavList sections={sections} />
        <NavCollapse defaultCollapsed={collapsed} />
      </nav>
      <header className="shell-header">
        <a data-soft="" href="/" className="header-brand" aria-label={common('productName')}>
          <AppMark />
        </a>
        <span className="header-unit" title={user.unitName}>
          <Icon name="building" size={15} className="flex-none" />
          <span className="truncate">{user.unitName}</span>
        </span>
        <div className="flex min-w-0 flex-1 justify-center px-1">{search}</div>
        {bell}
        <UserMenu user={user}>{userMenu}</UserMenu>
      </header>
      <main id="main" tabIndex={-1} className="shell-main">
        {children}
      </main>
      <nav className="nav-bar" aria-label={t('mobileNavigation')}>
        <NavTabs items={items.slice(0, PHONE_TABS)} all={items} />
        <button type="button" className="nav-tab" popoverTarget="nav-drawer">
          <Icon name="menu" size={20} className="icon--fine" />
          <span>{t('menu')}</span>
        </button>
      </nav>
      <div id="nav-drawer" popover="auto" className="nav-drawer">
        <nav aria-label={t('mainNavigation')}>
          <NavList sections={sections} />
        </nav>
      </div>
      <TimeTicker serverNowMs={nowMs} />
      <LinkHotkeys hotkeys={hotkeys} />
      <ShortcutsOverlay />
    </div>
  )
}
