import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ServicesScreen } from '@/consents/components/services-screen'
import { serviceCatalogue } from '@/consents/queries/services'
import { page } from '@/identity/guard'
import { orgTree } from '@/organisation/tree'
import { may } from '@/platform/context'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('services.title') }
}

export default page('order.view', async ({ ctx }) => {
  const [services, tree] = await Promise.all([serviceCatalogue(ctx), orgTree(ctx)])
  return (
    <ServicesScreen
      services={services}
      canChange={may(ctx, 'order.configure')}
      timeZone={tree.root?.timeZone ?? 'Asia/Shanghai'}
    />
  )
})
