import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { whysOfMatter } from '@/matters/queries/clocks'
import { matterHref, matterListHref } from '@/matters/rules/matter-types'
import { WhyPanel } from '@/obligations/components/why-panel'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

export async function generateMetadata() {
  const t = await getTranslations('matters')
  return { title: t('whyTitle') }
}

/** Everything owed on a matter with the steps that led to it. */
export default page<'obligation.explain', { id: string }>('obligation.explain', async ({ ctx, params }) => {
  const { matter, whys } = await whysOfMatter(ctx, decodeURIComponent(params.id))
  const t = await getTranslations('matters')
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t(`type.${matter.type}`), href: matterListHref(matter.type) },
          { label: matter.number, href: matterHref(matter.type, matter.id) },
        ]}
        title={t('whyTitle')}
        description={matter.number}
      />
      <div className="flex flex-col gap-3">
        {whys.length === 0 ? <p className="text-muted">{t('clocks.none')}</p> : null}
        {whys.map((words) => (
          <Panel key={words.obligationId} title={words.commitmentCode}>
            <WhyPanel words={words} />
          </Panel>
        ))}
      </div>
    </>
  )
})
