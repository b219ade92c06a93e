import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { FindingsScreen } from '@/reconciliation/components/findings-screen'
import { classNames, findingPage } from '@/reconciliation/queries/findings'
import { readFindingAddress } from '@/reconciliation/queries/list-address'
import { runView } from '@/reconciliation/queries/runs'
import { unitsFor } from '@/reconciliation/queries/units'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('findings.title') }
}

export default page<'reconciliation.view', { id: string }>(
  'reconciliation.view',
  async ({ ctx, params, searchParams }) => {
    const address = readFindingAddress(searchParams)
    const run = await runView(ctx, params.id)
    const units = (await unitsFor(ctx, 'reconciliation.view')).map(({ id, code, label }) => ({
      id,
      value: code,
      label,
    }))
    return (
      <FindingsScreen
        run={run}
        list={await findingPage(ctx, run.id, address)}
        address={address}
        names={await classNames(ctx)}
        units={units}
      />
    )
  },
)
