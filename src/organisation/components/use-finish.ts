'use client'

import { useRouter } from 'next/navigation'
import { useDialogClose } from '@/ui/dialog'
import { notify } from '@/ui/notify'

/** What happens after a form in a dialog was accepted: it closes, says so, and the page shows how things are now. */
export function useFinish(): (message: string, href?: string) => void {
  const close = useDialogClose()
  const router = useRouter()
  return (message, href) => {
    notify({ title: message, tone: 'success' })
    close()
    if (href) router.push(href as Parameters<typeof router.push>[0])
    else router.refresh()
  }
}
