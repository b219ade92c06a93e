'use client'

import { type ComponentProps, useLayoutEffect, useRef, useState } from 'react'
import { morphContent } from './morph'

/**
 * Shows markup made by `htmlOf` on the server. When it comes anew (live refresh, another address) only what differs is
 * changed in the page: focus and checked boxes stay. Behaviour comes from listeners further out (`SoftNavigation`,
 * `TimeTicker`, `RowSelection`).
 */
export function Island({
  html,
  as: Tag = 'div',
  ...props
}: { html: string; as?: 'div' | 'section' | 'header' } & Pick<ComponentProps<'div'>, 'className' | 'id'>) {
  const root = useRef<HTMLDivElement & HTMLElement>(null)
  // React sets the first markup only; from then on it is ours to change.
  const [first] = useState({ dangerouslySetInnerHTML: { __html: html } })
  const shown = useRef(html)
  useLayoutEffect(() => {
    if (shown.current === html || !root.current) return
    shown.current = html
    morphContent(root.current, html)
    // Who counts checked rows counts again: some may have gone.
    root.current.dispatchEvent(new Event('change', { bubbles: true }))
  }, [html])
  return <Tag {...props} {...first} ref={root} suppressHydrationWarning />
}
