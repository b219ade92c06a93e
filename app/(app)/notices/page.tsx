import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { EventListScreen } from '@/notices/components/event-list-screen'
import { figuresOfEvents, listEvents, unitsOfEvents } from '@/notices/queries/list'
import { readEventAddress } from '@/notices/queries/list-address'
import { may } from '@/platform/context'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notices'))('title') }
}

export default page('notice.view', async ({ ctx, searchParams }) => {
  const address = readEventAddress(searchParams)
  const [events, figures, units] = await Promise.all([
    listEvents(ctx, address),
    figuresOfEvents(ctx),
    unitsOfEvents(ctx),
  ])
  return (
    <EventListScreen
      page={events}
      address={address}
      figures={figures}
      units={units}
      can={{ hold: may(ctx, 'notice.hold'), export: may(ctx, 'notice.export') }}
    />
  )
})
