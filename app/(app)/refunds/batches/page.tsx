import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { page } from '@/identity/guard'
import { BatchesScreen } from '@/refunds/components/batches-screen'
import { batchesView } from '@/refunds/queries/batches'
import { openTabs } from '@/refunds/queries/tabs'

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1)

export async function generateMetadata() {
  const t = await getTranslations('refunds')
  return { title: t('tab.batches') }
}

export default page('refund.view', async ({ ctx, searchParams }) => (
  <BatchesScreen view={await batchesView(ctx, pageNumber.parse(searchParams.page))} tabs={openTabs(ctx)} />
))
