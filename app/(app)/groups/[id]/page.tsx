import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GroupDetailScreen } from '@/complaints/components/group-detail'
import { groupDetail } from '@/complaints/queries/groups'
import { page } from '@/identity/guard'
import { LiveRefresh } from '@/ui/live-refresh'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('groups'))('title') }
}

export default page<'group.view', { id: string }>('group.view', async ({ ctx, params, searchParams }) => (
  <>
    <LiveRefresh url="/api/live" />
    <GroupDetailScreen detail={await groupDetail(ctx, params.id, searchParams)} />
  </>
))
