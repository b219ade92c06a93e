'use client'

import { useEffect, useRef } from 'react'
import { type Hotkey, registerHotkeys } from './hotkey-store'

/** Keyboard shortcuts of a page or part while it is shown; `?` lists them. See `Hotkey` for the notation of keys. */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const latest = useRef(hotkeys)
  useEffect(() => {
    latest.current = hotkeys
  })
  const signature = hotkeys.map(({ key, label }) => `${key}=${label}`).join('\n')
  useEffect(() => {
    const entries = signature === '' ? [] : signature.split('\n')
    return registerHotkeys(
      entries.map((entry, index) => {
        const cut = entry.indexOf('=', 1)
        return {
          key: entry.slice(0, cut),
          label: entry.slice(cut + 1),
          run: () => latest.current[index]?.run(),
        }
      }),
    )
  }, [signature])
}
