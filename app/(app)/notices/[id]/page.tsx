import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { EventScreen } from '@/notices/components/event-screen'
import { eventPage } from '@/notices/queries/event'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notices'))('pageTitle') }
}

/** A planned event by its id, number or reference of billing. */
export default page<'notice.view', { id: string }>('notice.view', async ({ ctx, params }) => (
  <EventScreen view={await eventPage(ctx, decodeURIComponent(params.id))} />
))
