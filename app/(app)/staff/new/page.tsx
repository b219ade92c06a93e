import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { CreateStaffForm } from '@/organisation/components/staff-forms'
import { unitOptions } from '@/organisation/queries/units'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  const t = await getTranslations('staff')
  return { title: t('newAccount') }
}

export default page('staff.manage', async ({ ctx }) => {
  const [t, units] = await Promise.all([getTranslations('staff'), unitOptions(ctx, 'staff.manage')])
  return (
    <>
      <PageHeader
        title={t('newAccount')}
        crumbs={[{ label: t('title'), href: '/staff' }]}
        description={t('newText')}
      />
      <Panel>
        <CreateStaffForm units={units} />
      </Panel>
    </>
  )
})
