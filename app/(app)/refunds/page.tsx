import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { may } from '@/platform/context'
import { ErrorListScreen } from '@/refunds/components/error-list-screen'
import { classChoices, unitChoices } from '@/refunds/queries/choices'
import { listBillingErrors } from '@/refunds/queries/list'
import { readErrorAddress } from '@/refunds/queries/list-address'
import { openTabs } from '@/refunds/queries/tabs'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('refunds'))('title') }
}

export default page('refund.view', async ({ ctx, searchParams }) => {
  const address = readErrorAddress(searchParams)
  const [list, classes, units] = await Promise.all([
    listBillingErrors(ctx, address),
    classChoices(ctx, true),
    unitChoices(ctx, 'refund.view'),
  ])
  return (
    <ErrorListScreen
      address={address}
      list={list}
      classes={classes}
      units={units}
      tabs={openTabs(ctx)}
      can={{ report: may(ctx, 'refund.report'), export: may(ctx, 'refund.export') }}
    />
  )
})
