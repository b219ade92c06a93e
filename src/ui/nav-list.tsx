'use client'

import { usePathname } from 'next/navigation'
import { Kbd } from './kbd'
import { NavIcon } from './nav-icon'
import { currentNavHref, type NavItem, type NavSection } from './nav-item'

/** The navigation's links in their sections; knows which one the current page belongs to. */
export function NavList({ sections }: { sections: readonly NavSection[] }) {
  const pathname = usePathname()
  const current = currentNavHref(
    sections.flatMap(({ items }) => items),
    pathname,
  )
  return sections.map((section, index) => (
    <div key={section.label ?? index}>
      {section.label ? (
        <p className="nav-section">
          <span>{section.label}</span>
        </p>
      ) : null}
      <ul aria-label={section.label}>
        {section.items.map((item) => (
          <li key={item.href}>
            <a
              data-soft=""
              className="nav-link"
              href={item.href}
              title={item.label}
              aria-current={item.href === current ? 'page' : undefined}
            >
              <NavIcon name={item.icon} />
              <span className="nav-text">{item.label}</span>
              <NavCount count={item.count} />
              {item.hotkey && !item.count ? <Kbd>{item.hotkey}</Kbd> : null}
            </a>
          </li>
        ))}
      </ul>
    </div>
  ))
}

/** The bar at the bottom of a phone. */
export function NavTabs({ items, all }: { items: readonly NavItem[]; all: readonly NavItem[] }) {
  const current = currentNavHref(all, usePathname())
  return items.map((item) => (
    <a
      key={item.href}
      data-soft=""
      className="nav-tab"
      href={item.href}
      aria-current={item.href === current ? 'page' : undefined}
    >
      <NavIcon name={item.icon} size={20} />
      <span>{item.label}</span>
      <NavCount count={item.count} />
    </a>
  ))
}

function NavCount({ count }: { count?: number }) {
  if (!count) return null
  return <span className="nav-count">{count > 99 ? '99+' : count}</span>
}
