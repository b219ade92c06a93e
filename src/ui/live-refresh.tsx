'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { type LiveEvent, listenLive } from './live-source'

/** Several events close together make one refresh. */
const SETTLE_MS = 500
/** A branch where something happens every second is drawn anew this often at most. */
const LEAST_PAUSE_MS = 3_000

/**
 * Re-renders the page's server components when the event stream at `url` says something changed. A hidden tab waits
 * until it is seen; without a stream it asks every `fallbackSeconds`. `indicator` shows whether the connection stands,
 * in word and shape.
 */
export function LiveRefresh({
  url,
  on = 'change',
  fallbackSeconds = 30,
  indicator = false,
}: {
  url: string
  on?: LiveEvent
  fallbackSeconds?: number
  indicator?: boolean
}) {
  const router = useRouter()
  const t = useTranslations('ui')
  const [isLive, setIsLive] = useState<boolean | null>(null)

  useEffect(() => {
    let refreshTimer: ReturnType<typeof setTimeout> | undefined
    let pollTimer: ReturnType<typeof setInterval> | undefined
    let refreshedAtMs = 0

    const refresh = () => {
      if (document.hidden || refreshTimer !== undefined) return
      const pauseMs = Math.max(SETTLE_MS, refreshedAtMs + LEAST_PAUSE_MS - performance.now())
      refreshTimer = setTimeout(() => {
        refreshTimer = undefined
        refreshedAtMs = performance.now()
        router.refresh()
      }, pauseMs)
    }
    const onState = (live: boolean) => {
      setIsLive(live)
      clearInterval(pollTimer)
      pollTimer = live ? undefined : setInterval(refresh, fallbackSeconds * 1000)
    }
    const stop = listenLive(url, {
      on: (event) => {
        if (event === on) refresh()
      },
      onState,
    })
    return () => {
      stop()
      clearTimeout(refreshTimer)
      clearInterval(pollTimer)
    }
  }, [url, on, fallbackSeconds, router])

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
