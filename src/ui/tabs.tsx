import type { ReactNode } from 'react'

export type Tab = {
  readonly href: string
  readonly label: string
  readonly current: boolean
  readonly count?: ReactNode
}

/** Tabs that are links: each has its own address, so the browser's back button and bookmarks work. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="tabs">
      {tabs.map((tab) => (
        <a
          key={tab.href}
          data-soft=""
          className="tab"
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
        >
          {tab.label}
          {tab.count !== undefined ? <span className="text-muted font-normal">{tab.count}</span> : null}
        </a>
      ))}
    </nav>
  )
}
