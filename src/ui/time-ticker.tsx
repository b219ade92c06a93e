'use client'

import { useEffect } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatRemaining } from './format'
import { STATE_LOOKS } from './state-kinds'
import { urgencyOf } from './urgency'

const TICK_EVERY_MS = 30_000

/**
 * Keeps every `TimeLeft` on the page current. `serverNowMs` corrects a computer whose clock is wrong: the server's
 * clock is the one that judges.
 */
export function TimeTicker({ serverNowMs }: { serverNowMs: number }) {
  const locale = useAppLocale()
  useEffect(() => {
    const aheadMs = Date.now() - serverNowMs
    // A page just received is a few seconds old at most; only a larger difference is a wrong clock.
    const skewMs = Math.abs(aheadMs) > 60_000 ? aheadMs : 0
    const tick = () => {
      if (document.hidden) return
      const nowMs = Date.now() - skewMs
      for (const element of document.querySelectorAll<HTMLElement>('[data-due]')) update(element, nowMs)
    }
    const update = (element: HTMLElement, nowMs: number) => {
      const dueAtMs = Number(element.dataset.due)
      const { tone, shape } = STATE_LOOKS[urgencyOf(dueAtMs, nowMs)]
      if (element.dataset.tone !== tone) element.dataset.tone = tone
      element.querySelector('use')?.setAttribute('href', `#shape-${shape}`)
      const text = element.querySelector('time')?.firstChild
      const words = formatRemaining(dueAtMs - nowMs, locale)
      if (text && text.nodeValue !== words) text.nodeValue = words
    }
    const timer = setInterval(tick, TICK_EVERY_MS)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [locale, serverNowMs])
  return null
}
