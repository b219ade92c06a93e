import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { may } from '@/platform/context'
import { ImportsScreen } from '@/reconciliation/components/imports-screen'
import { importList } from '@/reconciliation/queries/imports'
import { unitsFor } from '@/reconciliation/queries/units'
import { LARGEST_CHARGES_BYTES } from '@/reconciliation/service/begin-import'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('tab.imports') }
}

export default page('reconciliation.view', async ({ ctx, searchParams }) => {
  const wanted = Number(searchParams.page)
  const list = await importList(ctx, Number.isInteger(wanted) && wanted > 0 && wanted < 4_000 ? wanted : 1)
  const upload = may(ctx, 'reconciliation.run')
    ? { maxMegabytes: LARGEST_CHARGES_BYTES / 1024 / 1024, units: await unitsFor(ctx, 'reconciliation.run') }
    : null
  return <ImportsScreen list={list} upload={upload} />
})
