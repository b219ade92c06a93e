import { getTranslations } from 'next-intl/server'
import { PublishForm } from '@/commitments/components/publish-form'
import { VersionDetails } from '@/commitments/components/version-details'
import { VersionDiff } from '@/commitments/components/version-diff'
import { readCommitment } from '@/commitments/queries'
import { page } from '@/identity/guard'
import { EmptyState } from '@/ui/empty-state'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { namesIn } from '../../search'

export async function generateMetadata() {
  const t = await getTranslations('commitments')
  return { title: t('publishThis') }
}

export default page<'commitment.publish', { id: string }>('commitment.publish', async ({ ctx, params }) => {
  const t = await getTranslations('commitments')
  const { programme, commitment, versions, isOwnDraft, unitNames } = await readCommitment(ctx, params.id)
  const { draft } = commitment
  const published = versions.filter(({ status }) => status === 'published')
  const [before] = published
  const crumbs = [
    { label: programme.name[ctx.locale], href: `/commitments?programme=${programme.id}` },
    { label: commitment.code, href: `/commitments/${commitment.id}` },
  ]
  if (!draft) {
    return (
      <>
        <PageHeader title={t('publishThis')} crumbs={crumbs} />
        <Panel>
          <EmptyState title={t('noDraft')} />
        </Panel>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={t('publishTitle', { code: commitment.code, version: draft.version })}
        crumbs={crumbs}
        description={draft.content.text[ctx.locale]}
      />
      <div className="flex flex-col gap-3">
        <Panel
          title={before ? t('changesSince', { version: before.version }) : t('firstVersion')}
          flush={Boolean(before)}
        >
          {before ? (
            <div className="p-2">
              <VersionDiff before={before.content} after={draft.content} />
            </div>
          ) : (
            <p className="text-muted">{t('firstVersionHint')}</p>
          )}
        </Panel>
        <VersionDetails version={draft} names={namesIn(unitNames, ctx.locale)} />
        <Panel title={t('publish')}>
          {isOwnDraft || !programme.mayPublish ? (
            <Notice kind="warning">{t(isOwnDraft ? 'ownDraftHint' : 'mayNotPublish')}</Notice>
          ) : (
            <>
              <p className="mb-2">{t('publishPromise', { name: draft.draftedByName ?? t('system') })}</p>
              <PublishForm
                versionId={draft.id}
                commitmentId={commitment.id}
                timeZone={programme.timeZone}
                mayBackdate={published.length === 0}
                publicSince={commitment.publicSince}
              />
            </>
          )}
        </Panel>
      </div>
    </>
  )
})
