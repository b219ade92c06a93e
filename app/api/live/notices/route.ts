import { z } from 'zod'
import { route } from '@/identity/guard'
import { bellNews } from '@/notifications/queries'

const since = z.iso.datetime({ offset: true }).transform((value) => new Date(value))

/** What the bell shows after a `notice`: the number unread, and urgent ones since `since` (ISO instant) in words. */
export const GET = route('notification.own', async ({ ctx, request }) => {
  const asked = since.safeParse(new URL(request.url).searchParams.get('since'))
  const news = await bellNews(ctx, asked.success ? asked.data : ctx.clock())
  return Response.json(news, { headers: { 'cache-control': 'no-store' } })
})
