import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OrderScreen } from '@/consents/components/order-screen'
import { orderPage } from '@/consents/queries/order'
import { proposeOrderRefund } from '@/flows/actions'
import { refundsOfCharges } from '@/flows/order-refund'
import { page } from '@/identity/guard'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('pageTitle') }
}

/** An order by its id or number: the three records side by side. */
export default page<'order.view', { id: string }>('order.view', async ({ ctx, params }) => {
  const view = await orderPage(ctx, decodeURIComponent(params.id))
  const reported = await refundsOfCharges(
    ctx,
    view.charges.map(({ chargeRef }) => chargeRef),
  )
  return <OrderScreen view={view} refunds={{ reported, propose: proposeOrderRefund }} />
})
