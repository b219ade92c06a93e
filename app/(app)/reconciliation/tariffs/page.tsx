import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { orgTree } from '@/organisation/tree'
import { may, reader } from '@/platform/context'
import { TariffsScreen } from '@/reconciliation/components/tariffs-screen'
import { listTariffs } from '@/reconciliation/store/tariffs'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('tab.tariffs') }
}

export default page('reconciliation.view', async ({ ctx }) => {
  const root = (await orgTree(ctx)).root
  return (
    <TariffsScreen
      tariffs={await listTariffs(reader(ctx))}
      canAdd={may(ctx, 'reconciliation.run', root?.path)}
      timeZone={root?.timeZone ?? 'Asia/Shanghai'}
    />
  )
})
