import type { ReactNode } from 'react'
import { htmlOf } from './html-of'
import { Island } from './island'

/**
 * A part of a server-rendered page without script of its own, sent as one text instead of an element per cell. What
 * stands inside must be what `htmlOf` takes: no client and no async components.
 */
export function Markup({ className, children }: { className?: string; children: ReactNode }) {
  return <Island className={className} html={htmlOf(children)} />
}
