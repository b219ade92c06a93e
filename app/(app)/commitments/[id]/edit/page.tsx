import { getTranslations } from 'next-intl/server'
import { LEGAL_FLOORS_CN } from '@/commitments/catalogue/floors'
import { CreateDraftButton } from '@/commitments/components/commitment-tools'
import { DraftEditor } from '@/commitments/components/editor/draft-editor'
import { readCommitment } from '@/commitments/queries'
import { page } from '@/identity/guard'
import { actorId } from '@/platform/context'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { classChoices, namesIn } from '../../search'

export async function generateMetadata() {
  const t = await getTranslations('commitments')
  return { title: t('editDraft') }
}

export default page<'commitment.draft', { id: string }>('commitment.draft', async ({ ctx, params }) => {
  const t = await getTranslations('commitments')
  const { programme, commitment, versions, unitNames } = await readCommitment(ctx, params.id)
  const { draft } = commitment
  const names = namesIn(unitNames, ctx.locale)
  const before = versions.find(({ status }) => status === 'published')
  const crumbs = [
    { label: programme.name[ctx.locale], href: `/commitments?programme=${programme.id}` },
    { label: commitment.code, href: `/commitments/${commitment.id}` },
  ]
  if (!draft || !programme.mayDraft) {
    return (
      <>
        <PageHeader title={t('editDraft')} crumbs={crumbs} />
        <Panel>
          <EmptyState
            title={t('noDraft')}
            action={programme.mayDraft ? <CreateDraftButton commitmentId={commitment.id} /> : undefined}
          />
        </Panel>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={t('editTitle', { code: commitment.code })}
        crumbs={crumbs}
        badges={<StateBadge kind="draft" label={t('draftNumber', { version: draft.version })} />}
        description={t('editHint')}
      />
      <DraftEditor
        commitmentId={commitment.id}
        versionId={draft.id}
        updatedAt={draft.updatedAt.toISOString()}
        content={draft.content}
        floorNotes={draft.floorNotes}
        before={before ? { version: before.version, content: before.content } : null}
        floors={programme.kind === 'law' ? [] : LEGAL_FLOORS_CN}
        today={ctx.clock().toISOString().slice(0, 10)}
        timeZone={programme.timeZone}
        userKey={actorId(ctx) ?? 'system'}
        choices={{
          classes: classChoices(ctx.locale),
          orgUnits: Object.entries(unitNames).map(([code, name]) => ({
            value: code,
            label: name[ctx.locale],
            detail: code,
            keywords: [code.toLowerCase(), name.en.toLowerCase()],
          })),
        }}
        names={names}
      />
    </>
  )
})
