import { getTranslations } from 'next-intl/server'
import { NewCalendarForm } from '@/calendar/components/new-calendar-form'
import { page } from '@/identity/guard'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  const t = await getTranslations('calendars')
  return { title: t('add') }
}

export default page('calendar.manage', async () => {
  const t = await getTranslations('calendars')
  return (
    <>
      <PageHeader crumbs={[{ label: t('title'), href: '/calendars' }]} title={t('add')} />
      <Panel>
        <NewCalendarForm zones={Intl.supportedValuesOf('timeZone')} />
      </Panel>
    </>
  )
})
