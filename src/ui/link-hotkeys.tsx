'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useHotkeys } from './use-hotkeys'

export type LinkHotkey = { readonly key: string; readonly label: string; readonly href: string }

/** Shortcuts that go somewhere; usable from server components. */
export function LinkHotkeys({ hotkeys }: { hotkeys: readonly LinkHotkey[] }) {
  const router = useRouter()
  useHotkeys(hotkeys.map(({ key, label, href }) => ({ key, label, run: () => router.push(href as Route) })))
  return null
}
