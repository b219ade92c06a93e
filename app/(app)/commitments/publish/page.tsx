import { getTranslations } from 'next-intl/server'
import { PublishAllForm } from '@/commitments/components/publish-form'
import { RulesInWords } from '@/commitments/components/words'
import { listProgrammes, readRegister } from '@/commitments/queries'
import { page } from '@/identity/guard'
import { RefusedError } from '@/kernel/result'
import { AppLink } from '@/ui/app-link'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { namesIn, one } from '../search'

export async function generateMetadata() {
  const t = await getTranslations('commitments')
  return { title: t('publishAll') }
}

export default page('commitment.publish', async ({ ctx, searchParams }) => {
  const t = await getTranslations('commitments')
  const programmes = await listProgrammes(ctx)
  const programme = programmes.find(({ id }) => id === one(searchParams.programme))
  if (!programme) throw new RefusedError({ code: 'not_found' })
  const register = await readRegister(ctx, programme.id, { state: 'draft' })
  const names = namesIn(register.unitNames, ctx.locale)
  return (
    <>
      <PageHeader
        title={t('publishAll')}
        crumbs={[{ label: programme.name[ctx.locale], href: `/commitments?programme=${programme.id}` }]}
        description={t('publishAllSummary', { drafts: register.drafts, publishable: register.publishable })}
      />
      {register.publishable === 0 ? (
        <Panel>
          <EmptyState title={t(register.drafts > 0 ? 'ownDraftHint' : 'noDrafts')} />
        </Panel>
      ) : (
        <div className="flex flex-col gap-3">
          <Panel title={t('publish')}>
            <PublishAllForm programmeId={programme.id} timeZone={programme.timeZone} />
          </Panel>
          <Panel title={t('draftsListed')} flush>
            <ul className="divide-y divide-separator">
              {register.commitments.map(({ id, code, draft }) =>
                draft ? (
                  <li key={id} className="grid gap-x-6 gap-y-1 px-3.5 py-2.5 lg:grid-cols-2">
                    <div>
                      <span className="mr-2 font-mono text-muted text-xs">{code}</span>
                      <AppLink href={`/commitments/${id}/publish`}>{draft.content.text[ctx.locale]}</AppLink>
                      <p className="text-muted text-xs">
                        {t('draftedByName', {
                          version: draft.version,
                          name: draft.draftedByName ?? t('system'),
                        })}
                      </p>
                    </div>
                    <div className="text-[0.8125rem]">
                      <RulesInWords terms={draft.content} names={names} dense />
                    </div>
                  </li>
                ) : null,
              )}
            </ul>
          </Panel>
        </div>
      )}
    </>
  )
})
