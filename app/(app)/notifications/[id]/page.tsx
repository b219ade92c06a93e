import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { page } from '@/identity/guard'
import { openNotification } from '@/notifications/service'

/** Where the links of the list, the toasts and the mails lead: marks the notification as read and goes to its case. */
export default page('notification.own', async ({ ctx, params }) => {
  const id = z.uuid().safeParse(params.id)
  if (!id.success) return notFound()
  return redirect((await openNotification(ctx, id.data)) as Route)
})
