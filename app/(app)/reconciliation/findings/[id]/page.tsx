import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { FindingScreen } from '@/reconciliation/components/finding-screen'
import { classNames, findingView } from '@/reconciliation/queries/findings'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('findings.title') }
}

export default page<'reconciliation.view', { id: string }>('reconciliation.view', async ({ ctx, params }) => (
  <FindingScreen view={await findingView(ctx, params.id)} names={await classNames(ctx)} />
))
