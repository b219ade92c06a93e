import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GroupList } from '@/complaints/components/group-list'
import { groupPage } from '@/complaints/queries/groups'
import { page } from '@/identity/guard'
import { LiveRefresh } from '@/ui/live-refresh'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('groups'))('title') }
}

export default page('group.view', async ({ ctx, searchParams }) => (
  <>
    <LiveRefresh url="/api/live" />
    <GroupList page={await groupPage(ctx, searchParams)} />
  </>
))
