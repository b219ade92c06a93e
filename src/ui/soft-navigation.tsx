'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'

/**
 * One listener for the whole page: links marked `data-soft` and GET forms marked `data-soft` navigate without a
 * reload, empty fields left out of the address. Without script they still work as ordinary links and forms.
 */
export function SoftNavigation() {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()

  useEffect(() => {
    const go = (url: URL) =>
      startTransition(() => router.push((url.pathname + url.search + url.hash) as Route))

    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link =
        event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-soft]') : null
      if (!link || link.target || link.hasAttribute('download')) return
      const url = new URL(link.href)
      if (url.origin !== location.origin) return
      const samePage = url.pathname === location.pathname && url.search === location.search
      if (samePage && url.hash) return
      event.preventDefault()
      closeOpenPopovers()
      go(url)
    }

    const onSubmit = (event: SubmitEvent) => {
      const form = event.target
      if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return
      if (!form.hasAttribute('data-soft') || form.method !== 'get') return
      event.preventDefault()
      const url = new URL(form.action)
      url.search = ''
      for (const [name, value] of new FormData(form, event.submitter)) {
        if (typeof value === 'string' && value.trim() !== '') url.searchParams.append(name, value.trim())
      }
      go(url)
    }

    document.addEventListener('click', onClick)
    document.addEventListener('submit', onSubmit)
    return () => {
      document.removeEventListener('click', onClick)
      document.removeEventListener('submit', onSubmit)
    }
  }, [router])

  return isPending ? (
    <div className="fixed inset-x-0 top-0 z-50 h-0.5 overflow-hidden" aria-hidden="true">
      <div className="h-full w-full animate-pulse bg-accent" />
    </div>
  ) : null
}

function closeOpenPopovers() {
  for (const panel of document.querySelectorAll<HTMLElement>('[popover]:popover-open')) panel.hidePopover()
}
