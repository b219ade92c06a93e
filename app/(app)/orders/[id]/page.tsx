import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OrderScreen } from '@/consents/components/order-screen'
import { orderPage } from '@/consents/queries/order'
import { page } from '@/identity/guard'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('pageTitle') }
}

/** An order by its id or number: the three records side by side. */
export default page<'order.view', { id: string }>('order.view', async ({ ctx, params }) => (
  <OrderScreen view={await orderPage(ctx, decodeURIComponent(params.id))} />
))
