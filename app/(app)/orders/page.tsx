import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OrderListScreen } from '@/consents/components/order-list-screen'
import { readOrderAddress } from '@/consents/queries/list-address'
import { figuresOfOrders, listOrders, unitsOfOrders } from '@/consents/queries/orders'
import { page } from '@/identity/guard'
import { may } from '@/platform/context'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('title') }
}

export default page('order.view', async ({ ctx, searchParams }) => {
  const address = readOrderAddress(searchParams)
  const [orders, figures, units] = await Promise.all([
    listOrders(ctx, address),
    figuresOfOrders(ctx),
    unitsOfOrders(ctx),
  ])
  return (
    <OrderListScreen
      page={orders}
      address={address}
      figures={figures}
      units={units}
      can={{ place: may(ctx, 'order.place') }}
    />
  )
})
