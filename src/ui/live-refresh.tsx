'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'

const DEBOUNCE_MS = 800

/**
 * Re-renders the page's server components when the event stream at `url` says something changed. Several events
 * make one refresh; a hidden tab waits until it is seen; without a stream it asks every `fallbackSeconds`.
 * `indicator` shows whether the connection stands, in word and shape.
 */
export function LiveRefresh({
  url,
  fallbackSeconds = 30,
  indicator = false,
}: {
  url: string
  fallbackSeconds?: number
  indicator?: boolean
}) {
  const router = useRouter()
  const t = useTranslations('ui')
  const [isLive, setIsLive] = useState<boolean | null>(null)

  useEffect(() => {
    let source: EventSource | null = null
    let refreshTimer: ReturnType<typeof setTimeout> | undefined
    let pollTimer: ReturnType<typeof setInterval> | undefined
    let missedWhileHidden = false

    const refresh = () => {
      if (document.hidden) {
        missedWhileHidden = true
        return
      }
      clearTimeout(refreshTimer)
      refreshTimer = setTimeout(() => router.refresh(), DEBOUNCE_MS)
    }
    const startPolling = () => {
      pollTimer ??= setInterval(refresh, fallbackSeconds * 1000)
    }
    const stopPolling = () => {
      clearInterval(pollTimer)
      pollTimer = undefined
    }
    const connect = () => {
      if (source) return
      source = new EventSource(url)
      source.onopen = () => {
        setIsLive(true)
        stopPolling()
      }
      source.onmessage = refresh
      source.addEventListener('change', refresh)
      source.onerror = () => {
        setIsLive(false)
        startPolling()
        // The browser reconnects by itself unless the server refused.
        if (source?.readyState === EventSource.CLOSED) source = null
      }
    }
    const disconnect = () => {
      source?.close()
      source = null
      stopPolling()
    }
    const onVisibility = () => {
      if (document.hidden) {
        missedWhileHidden = true
        disconnect()
      } else {
        connect()
        if (missedWhileHidden) refresh()
        missedWhileHidden = false
      }
    }

    if (!document.hidden) connect()
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      document.removeEventListener('visibilitychange', onVisibility)
      clearTimeout(refreshTimer)
      disconnect()
    }
  }, [url, fallbackSeconds, router])

  if (!indicator || isLive === null) return null
  return (
    <span className="badge-state badge-state--plain" data-tone={isLive ? 'ok' : 'soon'} role="status">
      <svg className="shape" aria-hidden="true">
        <use href={isLive ? '#shape-check' : '#shape-triangle'} />
      </svg>
      {isLive ? t('liveOn') : t('liveOff', { seconds: fallbackSeconds })}
    </span>
  )
}
