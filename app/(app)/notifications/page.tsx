import { page } from '@/identity/guard'
import { NotificationScreen } from '@/notifications/components/notification-screen'
import { listNotifications } from '@/notifications/queries'
import { LiveRefresh } from '@/ui/live-refresh'

export default page('notification.own', async ({ ctx, searchParams }) => (
  <>
    <LiveRefresh url="/api/live" on="notice" />
    <NotificationScreen page={await listNotifications(ctx, searchParams)} />
  </>
))
