import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NewOrderForm } from '@/consents/components/new-order-form'
import { orderableServices, orderUnits } from '@/consents/queries/services'
import { page } from '@/identity/guard'
import { PageHeader } from '@/ui/page-header'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('new') }
}

export default page('order.place', async ({ ctx }) => {
  const [t, services, units] = await Promise.all([
    getTranslations('orders'),
    orderableServices(ctx),
    orderUnits(ctx),
  ])
  return (
    <>
      <PageHeader
        crumbs={[{ label: t('title'), href: '/orders' }, { label: t('new') }]}
        title={t('new')}
        description={t('form.description')}
      />
      <NewOrderForm services={services} units={units} />
    </>
  )
})
