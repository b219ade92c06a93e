'use client'

import { Icon } from './icon'
import type { IconName } from './icon-drawings'

/** An entry of a menu that goes somewhere. */
export function MenuLink({ href, icon, label }: { href: string; icon: IconName; label: string }) {
  return (
    <a data-soft="" className="menu-item" href={href}>
      <Icon name={icon} size={16} />
      {label}
    </a>
  )
}
