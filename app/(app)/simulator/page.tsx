import { getTranslations } from 'next-intl/server'
import { PhoneAnswer } from '@/flows/components/phone-answer'
import { page } from '@/identity/guard'
import { PhoneChat } from '@/messaging/components/phone-chat'
import { PhoneList } from '@/messaging/components/phone-list'
import { simulatorPage } from '@/messaging/queries/simulator'
import { isSimulator } from '@/platform/env'
import { AppLink } from '@/ui/app-link'
import { EmptyState } from '@/ui/empty-state'
import { LiveRefresh } from '@/ui/live-refresh'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  return { title: (await getTranslations('messages'))('simulator.title') }
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)?.trim() ?? ''

export default page('message.simulate', async ({ ctx, searchParams }) => {
  const t = await getTranslations('messages')
  if (!isSimulator()) {
    return (
      <>
        <PageHeader title={t('simulator.title')} />
        <Notice kind="info">{t('simulator.off')}</Notice>
      </>
    )
  }
  const tail = one(searchParams.tail)
  const isOpened = one(searchParams.phone) !== ''
  const { phones, chosen, bubbles } = await simulatorPage(ctx, {
    phone: one(searchParams.phone) || null,
    tail,
  })
  return (
    <>
      <PageHeader
        title={t('simulator.title')}
        description={t('simulator.text')}
        actions={<LiveRefresh url="/api/live" indicator />}
      />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-[20rem_minmax(0,28rem)]">
        {/* On a phone the list or one chat, beside each other elsewhere. */}
        <div className={isOpened ? 'hidden lg:block' : undefined}>
          <PhoneList phones={phones} chosenId={chosen?.customerId ?? null} tail={tail} />
        </div>
        {chosen ? (
          <div className={isOpened ? undefined : 'hidden lg:block'}>
            <p className="mb-2 lg:hidden">
              <AppLink href={tail ? `/simulator?tail=${tail}` : '/simulator'}>{t('simulator.back')}</AppLink>
            </p>
            <Panel title={chosen.number} hint={t('simulator.handset')} flush>
              <div className="flex h-[calc(100dvh-22rem)] min-h-80 flex-col lg:h-[calc(100dvh-15rem)]">
                <PhoneChat bubbles={bubbles} timeZone={chosen.timeZone} />
                <PhoneAnswer key={chosen.customerId} customerId={chosen.customerId} />
              </div>
            </Panel>
          </div>
        ) : (
          <EmptyState title={t('simulator.none')} />
        )}
      </div>
    </>
  )
})
