import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { RefundSettingsScreen } from '@/refunds/components/settings-screen'
import { settingsView } from '@/refunds/queries/settings'
import { openTabs } from '@/refunds/queries/tabs'

export async function generateMetadata() {
  const t = await getTranslations('refunds')
  return { title: t('tab.settings') }
}

export default page('refund.configure', async ({ ctx }) => (
  <RefundSettingsScreen view={await settingsView(ctx)} tabs={openTabs(ctx)} />
))
