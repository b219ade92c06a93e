import { getTranslations } from 'next-intl/server'
import { whyOfAll } from '@/complaints/queries/why'
import { page } from '@/identity/guard'
import { WhyPanel } from '@/obligations/components/why-panel'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'

type Params = { number: string }

export async function generateMetadata() {
  const t = await getTranslations('cases')
  return { title: t('whyTitle') }
}

/** Every due time of a case with the steps that led to it. */
export default page<'obligation.explain', Params>('obligation.explain', async ({ ctx, params }) => {
  const { row, deadlines } = await whyOfAll(ctx, decodeURIComponent(params.number))
  const t = await getTranslations('cases')
  return (
    <>
      <PageHeader
        crumbs={[
          { label: t('title'), href: '/complaints' },
          { label: row.number, href: `/complaints/${encodeURIComponent(row.number)}` },
        ]}
        title={t('whyTitle')}
        description={row.number}
      />
      <div className="flex flex-col gap-3">
        {deadlines.length === 0 ? <p className="text-muted">{t('case.noClocks')}</p> : null}
        {deadlines.map((words) => (
          <Panel key={words.obligationId} title={words.commitmentCode}>
            <WhyPanel words={words} />
          </Panel>
        ))}
      </div>
    </>
  )
})
