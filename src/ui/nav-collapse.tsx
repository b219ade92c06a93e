'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Icon } from './icon'
import { rememberPreference } from './preference-cookie'

/** Narrows the navigation to icons on a laptop and remembers it. */
export function NavCollapse({ defaultCollapsed }: { defaultCollapsed: boolean }) {
  const t = useTranslations('ui')
  const [isCollapsed, setIsCollapsed] = useState(defaultCollapsed)
  const label = isCollapsed ? t('expandNav') : t('collapseNav')
  return (
    <button
      type="button"
      className="nav-link nav-collapse"
      title={label}
      onClick={() => {
        const next = !isCollapsed
        setIsCollapsed(next)
        if (next) document.documentElement.dataset.nav = 'rail'
        else delete document.documentElement.dataset.nav
        rememberPreference('nav', next ? 'rail' : 'full')
      }}
    >
      <Icon name={isCollapsed ? 'panel-open' : 'panel-close'} size={17} />
      <span className="nav-text">{label}</span>
    </button>
  )
}
