import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SettingScreen } from '@/consents/components/setting-screen'
import { consentSettings } from '@/consents/queries/services'
import { page } from '@/identity/guard'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('setting.title') }
}

export default page('order.view', async ({ ctx }) => <SettingScreen settings={await consentSettings(ctx)} />)
