import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { page } from '@/identity/guard'
import { RefusedError } from '@/kernel/result'
import { PaymentFileScreen } from '@/refunds/components/payments-screen'
import { paymentFileView } from '@/refunds/queries/payments'

const query = z.object({
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  state: z.enum(['sent', 'paid', 'failed']).nullable().catch(null),
})

export async function generateMetadata() {
  const t = await getTranslations('refunds')
  return { title: t('tab.payments') }
}

export default page<'refund.export', { id: string }>(
  'refund.export',
  async ({ ctx, params, searchParams }) => {
    const id = z.uuid().safeParse(params.id)
    if (!id.success) throw new RefusedError({ code: 'not_found' })
    const { state, page: pageNumber } = query.parse(searchParams)
    return <PaymentFileScreen view={await paymentFileView(ctx, id.data, state, pageNumber)} />
  },
)
