import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import type { Translate } from '@/complaints/components/case-labels'
import { whyWords } from '@/complaints/components/why-lines'
import { WhySteps } from '@/complaints/components/why-steps'
import { whyOfCase } from '@/complaints/queries/why'
import { page } from '@/identity/guard'
import { RefusedError } from '@/kernel/result'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

type Params = { number: string; obligationId: string }

export default page<'obligation.explain', Params>('obligation.explain', async ({ ctx, params }) => {
  const obligationId = z.uuid().safeParse(params.obligationId)
  if (!obligationId.success) throw new RefusedError({ code: 'not_found' })
  const { row, explanation } = await whyOfCase(ctx, decodeURIComponent(params.number), obligationId.data)
  const [t, words] = await Promise.all([getTranslations('cases'), getTranslations('cases.why')])
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t('title'), href: '/complaints' },
          { label: row.number, href: `/complaints/${encodeURIComponent(row.number)}` },
          { label: explanation.version.commitmentCode },
        ]}
        title={t('whyTitle')}
        description={row.number}
      />
      <Panel title={explanation.version.commitmentCode}>
        <WhySteps words={whyWords(explanation, words as unknown as Translate, ctx.locale)} />
      </Panel>
    </>
  )
})
