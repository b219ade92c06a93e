import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { whyOfCase } from '@/complaints/queries/why'
import { page } from '@/identity/guard'
import { RefusedError } from '@/kernel/result'
import { WhyPanel } from '@/obligations/components/why-panel'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

type Params = { number: string; obligationId: string }

export async function generateMetadata() {
  const t = await getTranslations('cases')
  return { title: t('whyTitle') }
}

export default page<'obligation.explain', Params>('obligation.explain', async ({ ctx, params }) => {
  const obligationId = z.uuid().safeParse(params.obligationId)
  if (!obligationId.success) throw new RefusedError({ code: 'not_found' })
  const { row, words } = await whyOfCase(ctx, decodeURIComponent(params.number), obligationId.data)
  const t = await getTranslations('cases')
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t('title'), href: '/complaints' },
          { label: row.number, href: `/complaints/${encodeURIComponent(row.number)}` },
          { label: words.commitmentCode },
        ]}
        title={t('whyTitle')}
        description={row.number}
      />
      <Panel title={words.commitmentCode}>
        <WhyPanel words={words} />
      </Panel>
    </>
  )
})
