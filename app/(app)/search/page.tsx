import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SearchScreen } from '@/complaints/components/search-screen'
import { searchCases } from '@/complaints/queries/search'
import { page } from '@/identity/guard'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('cases')
  return { title: t('searchTitle') }
}

export default page('complaint.view', async ({ ctx, searchParams }) => (
  <SearchScreen found={await searchCases(ctx, searchParams)} />
))
