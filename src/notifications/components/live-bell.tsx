'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { listenLive } from '@/ui/live-source'
import { NotificationBell } from '@/ui/notification-bell'
import { notify } from '@/ui/notify'
import { readNews } from './bell-news'

const TOASTS = 3
/** Survives the change of pages, so that nothing is announced twice in a window. */
const announced = new Set<string>()

/** The bell, counting along while the page is open; what is urgent is announced in the corner. */
export function LiveBell({
  unread,
  since,
  openLabel,
  showAllLabel,
  moreLabel,
}: {
  unread: number
  /** ISO instant of the count. */
  since: string
  openLabel: string
  showAllLabel: string
  moreLabel: string
}) {
  const router = useRouter()
  const [count, setCount] = useState(unread)
  const lastLook = useRef(since)
  useEffect(() => setCount(unread), [unread])

  useEffect(() => {
    let isGone = false
    const look = async () => {
      const news = await readNews(lastLook.current)
      if (isGone || news === null) return
      lastLook.current = news.at
      setCount(news.unread)
      const fresh = news.urgent.filter(({ id }) => !announced.has(id))
      for (const { id } of fresh) announced.add(id)
      const open = (href: string) => () => router.push(href as Route)
      for (const { id, label, text } of fresh.slice(0, TOASTS).reverse()) {
        const action = { label: openLabel, run: open(`/notifications/${id}`) }
        notify({ title: label, description: text, tone: 'warning', action, timeoutMs: 12_000 })
      }
      if (fresh.length > TOASTS) {
        const action = { label: showAllLabel, run: open('/notifications') }
        notify({ title: moreLabel, tone: 'warning', action })
      }
    }
    const stop = listenLive('/api/live', {
      on: (event) => {
        if (event === 'notice') void look()
      },
    })
    return () => {
      isGone = true
      stop()
    }
  }, [router, openLabel, showAllLabel, moreLabel])

  return <NotificationBell href="/notifications" unread={count} />
}
