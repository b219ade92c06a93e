import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { GroupThresholds } from '@/complaints/components/group-thresholds'
import { thresholdPage } from '@/complaints/queries/groups'
import { page } from '@/identity/guard'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('groups'))('thresholds') }
}

export default page('group.view', async ({ ctx }) => <GroupThresholds page={await thresholdPage(ctx)} />)
