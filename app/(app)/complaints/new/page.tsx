import { getTranslations } from 'next-intl/server'
import { classOptions } from '@/complaints/components/intake-classes'
import { IntakeScreen } from '@/complaints/components/intake-screen'
import { intakePlaces } from '@/complaints/queries-intake'
import { page } from '@/identity/guard'
import { PageHeader } from '@/ui/page-header'

export async function generateMetadata() {
  const t = await getTranslations('complaints')
  return { title: t('newTitle') }
}

export default page('complaint.log', async ({ ctx }) => {
  const [t, places] = await Promise.all([getTranslations('complaints'), intakePlaces(ctx)])
  return (
    <>
      <div className="no-print">
        <PageHeader title={t('newTitle')} description={t('newHint', { submit: 'Ctrl+Enter' })} />
      </div>
      <IntakeScreen
        classes={classOptions(ctx.locale)}
        units={places.units}
        unitId={places.unitId}
        channel={places.channel}
        userKey={places.userKey}
        clerkName={places.clerkName}
      />
    </>
  )
})
