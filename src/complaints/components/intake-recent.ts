'use client'

import { useCallback, useEffect, useState } from 'react'

const MOST = 5
const keyOf = (userKey: string) => `intake-recent-classes:${userKey}`

/** Class codes this person used last, latest first; kept in the browser, no personal data. */
export function useRecentClasses(userKey: string): {
  recent: readonly string[]
  remember: (code: string) => void
} {
  const [recent, setRecent] = useState<readonly string[]>([])
  useEffect(() => setRecent(read(userKey)), [userKey])
  const remember = useCallback(
    (code: string) => {
      const next = [code, ...read(userKey).filter((other) => other !== code)].slice(0, MOST)
      setRecent(next)
      try {
        localStorage.setItem(keyOf(userKey), JSON.stringify(next))
      } catch {
        // A full or forbidden storage only costs the comfort.
      }
    },
    [userKey],
  )
  return { recent, remember }
}

function read(userKey: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userKey)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((code) => typeof code === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}
