import { cookies } from 'next/headers'
import { route } from '@/identity/guard'
import { sessionOfToken } from '@/identity/session'
import { sessionCookieName } from '@/identity/session-token'
import { refuse } from '@/kernel/result'
import { CONNECTIONS_PER_PERSON } from '@/notifications/live/hub'
import { liveHub } from '@/notifications/live/process-hub'
import { liveScope } from '@/notifications/live/scope'
import { liveStream } from '@/notifications/live/stream'
import { actorId } from '@/platform/context'

export const dynamic = 'force-dynamic'

/** The stream that open pages follow (`LiveRefresh`, the bell); see src/notifications/live. */
export const GET = route('notification.own', async ({ ctx, request }) => {
  const staffId = actorId(ctx) ?? ''
  const hub = liveHub()
  if (hub.connectionsOf(staffId) >= CONNECTIONS_PER_PERSON) return refuse('live_too_many')
  const token = (await cookies()).get(sessionCookieName())?.value
  return liveStream({
    hub,
    staffId,
    scope: await liveScope(ctx),
    signal: request.signal,
    recheck: async () => {
      const session = await sessionOfToken(ctx.db, token)
      return session ? liveScope(session.ctx) : 'ended'
    },
  })
})
