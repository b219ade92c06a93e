import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { may } from '@/platform/context'
import { RunsScreen } from '@/reconciliation/components/runs-screen'
import { runList } from '@/reconciliation/queries/runs'
import { unitsFor } from '@/reconciliation/queries/units'
import { monthBefore } from '@/reconciliation/service/run'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('title') }
}

export default page('reconciliation.view', async ({ ctx }) => {
  const runs = await runList(ctx)
  const lastMonth = monthBefore(ctx.clock().toISOString().slice(0, 7), 1)
  const start = may(ctx, 'reconciliation.run')
    ? { month: lastMonth, units: await unitsFor(ctx, 'reconciliation.run') }
    : null
  return <RunsScreen runs={runs} start={start} />
})
