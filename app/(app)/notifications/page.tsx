import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { NotificationScreen } from '@/notifications/components/notification-screen'
import { listNotifications } from '@/notifications/queries'
import { LiveRefresh } from '@/ui/live-refresh'

export async function generateMetadata() {
  const t = await getTranslations('notifications')
  return { title: t('title') }
}

export default page('notification.own', async ({ ctx, searchParams }) => (
  <>
    <LiveRefresh url="/api/live" on="notice" />
    <NotificationScreen page={await listNotifications(ctx, searchParams)} />
  </>
))
