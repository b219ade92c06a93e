import { getTranslations } from 'next-intl/server'
import { NoticeForm } from '@/calendar/components/notice-form'
import { readCalendar } from '@/calendar/queries'
import { page } from '@/identity/guard'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  const t = await getTranslations('calendars')
  return { title: t('importNotice') }
}

export default page<'calendar.manage', { id: string }>('calendar.manage', async ({ ctx, params }) => {
  const t = await getTranslations('calendars')
  const found = await readCalendar(ctx, params.id)
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t('title'), href: '/calendars' },
          { label: found.name[ctx.locale], href: `/calendars/${found.id}` },
        ]}
        title={t('importNotice')}
        description={t('importHint')}
      />
      <Panel>
        <NoticeForm calendarId={found.id} version={found.latest} running={found.running} />
      </Panel>
    </>
  )
})
