import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { page } from '@/identity/guard'
import { PaymentsScreen } from '@/refunds/components/payments-screen'
import { paymentsView } from '@/refunds/queries/payments'
import { openTabs } from '@/refunds/queries/tabs'

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1)

export async function generateMetadata() {
  const t = await getTranslations('refunds')
  return { title: t('tab.payments') }
}

export default page('refund.export', async ({ ctx, searchParams }) => (
  <PaymentsScreen view={await paymentsView(ctx, pageNumber.parse(searchParams.page))} tabs={openTabs(ctx)} />
))
