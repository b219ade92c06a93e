import { getTranslations } from 'next-intl/server'
import { NewPromiseForm } from '@/commitments/components/new-promise-form'
import { listProgrammes, readRegister } from '@/commitments/queries'
import { page } from '@/identity/guard'
import { RefusedError } from '@/kernel/result'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { one } from '../search'

export async function generateMetadata() {
  const t = await getTranslations('commitments')
  return { title: t('addPromise') }
}

export default page('commitment.draft', async ({ ctx, searchParams }) => {
  const t = await getTranslations('commitments')
  const programmes = await listProgrammes(ctx)
  const programme = programmes.find(({ id, mayDraft }) => mayDraft && id === one(searchParams.programme))
  if (!programme) throw new RefusedError({ code: 'not_found' })
  const { total } = await readRegister(ctx, programme.id, {})
  return (
    <>
      <PageHeader
        title={t('addPromise')}
        crumbs={[{ label: programme.name[ctx.locale], href: `/commitments?programme=${programme.id}` }]}
        description={t('addPromiseHint')}
      />
      <Panel>
        <NewPromiseForm
          programmeId={programme.id}
          suggestedCode={`${programme.code}-${String(total + 1).padStart(2, '0')}`}
        />
      </Panel>
    </>
  )
})
