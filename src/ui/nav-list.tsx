'use client'

import { usePathname } from 'next/navigation'
import { type Html, html } from './html-text'
import { Island } from './island'
import { NAV_DRAWINGS } from './nav-icon'
import { currentNavHref, type NavItem, type NavSection } from './nav-item'

/** The navigation's links in their sections; knows which one the current page belongs to. */
export function NavList({ sections }: { sections: readonly NavSection[] }) {
  const current = currentNavHref(
    sections.flatMap(({ items }) => items),
    usePathname(),
  )
  let text = ''
  for (const section of sections) text += sectionHtml(section, current).text
  return <Island className="contents" html={text} />
}

/** The bar at the bottom of a phone. */
export function NavTabs({ items, all }: { items: readonly NavItem[]; all: readonly NavItem[] }) {
  const current = currentNavHref(all, usePathname())
  let text = ''
  for (const item of items)
    text +=
      html`<a data-soft="" class="nav-tab" href="${item.href}"${here(item, current)}>${iconHtml(item, 20)}<span>${item.label}</span>${countHtml(item)}</a>`
        .text
  return <Island className="contents" html={text} />
}

const sectionHtml = ({ label, items }: NavSection, current: string | null): Html =>
  html`<div>${label ? html`<p class="nav-section"><span>${label}</span></p>` : null}<ul${label ? html` aria-label="${label}"` : null}>${items.map((item) => itemHtml(item, current))}</ul></div>`

const itemHtml = (item: NavItem, current: string | null): Html =>
  html`<li><a data-soft="" class="nav-link" href="${item.href}" title="${item.label}"${here(item, current)}>${iconHtml(item, 17)}<span class="nav-text">${item.label}</span>${countHtml(item)}${item.hotkey && !item.count ? html`<kbd class="kbd">${item.hotkey}</kbd>` : null}</a></li>`

const here = ({ href }: NavItem, current: string | null): Html | null =>
  href === current ? html` aria-current="page"` : null

const iconHtml = ({ icon }: NavItem, size: number): Html =>
  html`<svg class="icon icon--fine" width="${size}" height="${size}" aria-hidden="true"><use href="#icon-${NAV_DRAWINGS[icon]}"></use></svg>`

const countHtml = ({ count }: NavItem): Html | null =>
  count ? html`<span class="nav-count">${count > 99 ? '99+' : count}</span>` : null
