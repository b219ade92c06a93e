import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { SettingsScreen } from '@/notices/components/settings-screen'
import { noticeSettings } from '@/notices/queries/settings'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notices.settings'))('title') }
}

export default page('notice.view', async ({ ctx }) => <SettingsScreen settings={await noticeSettings(ctx)} />)
