import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { LedgerScreen } from '@/refunds/components/ledger-screen'
import { ledgerView, readLedgerAddress } from '@/refunds/queries/ledger'
import { openTabs } from '@/refunds/queries/tabs'

export async function generateMetadata() {
  const t = await getTranslations('refunds')
  return { title: t('ledger.title') }
}

export default page('refund.export', async ({ ctx, searchParams }) => {
  const address = readLedgerAddress(searchParams)
  return <LedgerScreen view={await ledgerView(ctx, address)} address={address} tabs={openTabs(ctx)} />
})
