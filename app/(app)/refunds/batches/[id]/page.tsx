import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { page } from '@/identity/guard'
import { RefusedError } from '@/kernel/result'
import { BatchScreen } from '@/refunds/components/batches-screen'
import { batchView } from '@/refunds/queries/batches'

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1)

export async function generateMetadata() {
  const t = await getTranslations('refunds')
  return { title: t('tab.batches') }
}

export default page<'refund.view', { id: string }>('refund.view', async ({ ctx, params, searchParams }) => {
  const id = z.uuid().safeParse(params.id)
  if (!id.success) throw new RefusedError({ code: 'not_found' })
  return <BatchScreen view={await batchView(ctx, id.data, pageNumber.parse(searchParams.page))} />
})
