import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { RunScreen } from '@/reconciliation/components/run-screen'
import { classNames } from '@/reconciliation/queries/findings'
import { runView } from '@/reconciliation/queries/runs'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('title') }
}

export default page<'reconciliation.view', { id: string }>('reconciliation.view', async ({ ctx, params }) => (
  <RunScreen run={await runView(ctx, params.id)} names={await classNames(ctx)} />
))
