import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { ImportScreen } from '@/reconciliation/components/import-screen'
import { importView } from '@/reconciliation/queries/imports'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('tab.imports') }
}

export default page<'reconciliation.view', { id: string }>(
  'reconciliation.view',
  async ({ ctx, params, searchParams }) => {
    const wanted = Number(searchParams.page)
    const view = await importView(ctx, params.id, Number.isInteger(wanted) && wanted > 0 ? wanted : 1)
    const t = await getTranslations('refusals')
    return <ImportScreen view={view} words={(code) => t(code as 'field_invalid')} />
  },
)
