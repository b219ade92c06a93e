import { page } from '@/identity/guard'
import { RefundSettingsScreen } from '@/refunds/components/settings-screen'
import { settingsView } from '@/refunds/queries/settings'
import { openTabs } from '@/refunds/queries/tabs'

export default page('refund.configure', async ({ ctx }) => (
  <RefundSettingsScreen view={await settingsView(ctx)} tabs={openTabs(ctx)} />
))
