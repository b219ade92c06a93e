'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'

/** Leads to sign-in and remembers where to come back to; shown when a session has ended. */
export function SignInAgain() {
  const pathname = usePathname()
  const query = useSearchParams().toString()
  const here = query ? `${pathname}?${query}` : pathname
  const target = `/sign-in?ended=1&returnTo=${encodeURIComponent(here)}`
  useEffect(() => {
    // A full load, so that nothing of the former session stays in the browser's memory.
    window.location.replace(target)
  }, [target])
  return (
    <noscript>
      <meta httpEquiv="refresh" content={`0;url=${target}`} />
    </noscript>
  )
}
