import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { page } from '@/identity/guard'
import { RefusedError } from '@/kernel/result'
import { whyOfMatter } from '@/matters/queries/clocks'
import { matterHref, matterListHref } from '@/matters/rules/matter-types'
import { WhyPanel } from '@/obligations/components/why-panel'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

type Params = { id: string; obligationId: string }

export async function generateMetadata() {
  const t = await getTranslations('matters')
  return { title: t('whyTitle') }
}

/** One judgement on a matter with the steps that led to it. */
export default page<'obligation.explain', Params>('obligation.explain', async ({ ctx, params }) => {
  const obligationId = z.uuid().safeParse(params.obligationId)
  if (!obligationId.success) throw new RefusedError({ code: 'not_found' })
  const { matter, words } = await whyOfMatter(ctx, decodeURIComponent(params.id), obligationId.data)
  const t = await getTranslations('matters')
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t(`type.${matter.type}`), href: matterListHref(matter.type) },
          { label: matter.number, href: matterHref(matter.type, matter.id) },
          { label: words.commitmentCode },
        ]}
        title={t('whyTitle')}
        description={matter.number}
      />
      <Panel title={words.commitmentCode}>
        <WhyPanel words={words} />
      </Panel>
    </>
  )
})
