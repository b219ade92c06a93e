import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CaseListScreen } from '@/complaints/components/case-list-screen'
import { filterNames } from '@/complaints/queries/filter-names'
import { hasFilters, readAddress } from '@/complaints/queries/list-address'
import { unlistedClasses } from '@/complaints/queries/list-options'
import { listCases } from '@/complaints/queries/lists'
import { savedViews } from '@/complaints/service/saved-views'
import { page } from '@/identity/guard'
import { may } from '@/platform/context'

const PATH = '/complaints'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('cases')
  return { title: t('title') }
}

export default page('complaint.view', async ({ ctx, searchParams }) => {
  const address = readAddress(searchParams)
  const [cases, names, views, unlisted] = await Promise.all([
    listCases(ctx, address, PATH),
    filterNames(ctx, address),
    savedViews(ctx),
    unlistedClasses(ctx),
  ])
  return (
    <CaseListScreen
      path={PATH}
      address={address}
      cases={cases}
      names={names}
      views={views}
      unlisted={unlisted}
      isFiltered={hasFilters(address)}
      can={{
        log: may(ctx, 'complaint.log'),
        export: may(ctx, 'complaint.export'),
        reassign: may(ctx, 'complaint.assign'),
        chase: may(ctx, 'complaint.chase'),
      }}
    />
  )
})
