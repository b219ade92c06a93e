import { getTranslations } from 'next-intl/server'
import { CreateDraftButton, WithdrawButton } from '@/commitments/components/commitment-tools'
import { PublicSince, StandingBadges } from '@/commitments/components/standing'
import { TermInWords, VersionDetails } from '@/commitments/components/version-details'
import { VersionDiff } from '@/commitments/components/version-diff'
import { readCommitment } from '@/commitments/queries'
import type { VersionView } from '@/commitments/views'
import { page } from '@/identity/guard'
import { Button, ButtonLink } from '@/ui/button'
import { DataTable } from '@/ui/data-table'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { StateBadge } from '@/ui/state-badge'
import { namesIn, one } from '../search'

export async function generateMetadata() {
  const t = await getTranslations('commitments')
  return { title: t('promise') }
}

export default page<'commitment.view', { id: string }>(
  'commitment.view',
  async ({ ctx, params, searchParams }) => {
    const [t, r] = await Promise.all([getTranslations('commitments'), getTranslations('rules')])
    const { programme, commitment, versions, isOwnDraft, unitNames } = await readCommitment(ctx, params.id)
    const names = namesIn(unitNames, ctx.locale)
    const numbered = (value: string | undefined): VersionView | undefined =>
      versions.find(({ version }) => version === Number(value))
    const shown = numbered(one(searchParams.version)) ?? commitment.shown
    const newer = numbered(one(searchParams.after)) ?? versions[0]
    const older = numbered(one(searchParams.before)) ?? versions[1]
    const { draft, inForce } = commitment
    const options = versions.map(({ version, status }) => ({
      value: String(version),
      label: t(status === 'draft' ? 'versionDraft' : 'versionNumber', { version }),
    }))
    return (
      <>
        <PageHeader
          crumbs={[
            { label: t('title'), href: '/commitments' },
            { label: programme.name[ctx.locale], href: `/commitments?programme=${programme.id}` },
          ]}
          title={
            <>
              <span className="font-mono text-base text-muted">{commitment.code}</span>
              {shown ? shown.content.text[ctx.locale] : t('noText')}
            </>
          }
          description={
            <span className="flex flex-wrap gap-x-3">
              <span>{`${r(`angles.${commitment.angle}`)} · ${r(`fields.${commitment.field}`)}`}</span>
              <PublicSince day={commitment.publicSince} />
            </span>
          }
          actions={
            <>
              {inForce && !inForce.validTo && programme.mayPublish ? (
                <WithdrawButton versionId={inForce.id} timeZone={programme.timeZone} />
              ) : null}
              {draft && programme.mayDraft ? (
                <ButtonLink href={`/commitments/${commitment.id}/edit`}>{t('editDraft')}</ButtonLink>
              ) : null}
              {!draft && programme.mayDraft ? <CreateDraftButton commitmentId={commitment.id} /> : null}
              {draft && programme.mayPublish && !isOwnDraft ? (
                <ButtonLink look="primary" href={`/commitments/${commitment.id}/publish`}>
                  {t('publishThis')}
                </ButtonLink>
              ) : null}
            </>
          }
        />
        <div className="flex flex-col gap-3">
          <StandingBadges commitment={commitment} timeZone={programme.timeZone} />
          {draft && isOwnDraft ? <Notice kind="info">{t('ownDraftHint')}</Notice> : null}
          {shown && shown !== commitment.shown ? (
            <Notice kind="info">{t('shownVersion', { version: shown.version })}</Notice>
          ) : null}
          {shown ? <VersionDetails version={shown} names={names} /> : null}
          <Panel title={t('versions')} flush>
            <DataTable
              caption={t('versions')}
              rows={versions}
              rowKey={({ id }) => id}
              rowHref={({ version }) => `/commitments/${commitment.id}?version=${version}`}
              columns={[
                {
                  key: 'version',
                  header: t('version'),
                  primary: true,
                  cell: ({ version }) => t('versionNumber', { version }),
                },
                {
                  key: 'status',
                  header: t('status'),
                  cell: ({ status }) => <StateBadge kind={status} />,
                },
                {
                  key: 'term',
                  header: t('term'),
                  cell: (version) => <TermInWords version={version} timeZone={programme.timeZone} />,
                },
                { key: 'drafted', header: t('draftedBy'), cell: ({ draftedByName }) => draftedByName ?? '—' },
                {
                  key: 'published',
                  header: t('publishedBy'),
                  cell: ({ publishedAt, publishedByName }) =>
                    publishedAt ? (
                      <>
                        {publishedByName} <LocalTime instant={publishedAt} timeZone={programme.timeZone} />
                      </>
                    ) : (
                      '—'
                    ),
                },
              ]}
            />
          </Panel>
          {older && newer ? (
            <Panel
              id="compare"
              title={t('compare')}
              actions={
                <form method="get" data-soft="" className="flex flex-wrap items-end gap-2">
                  <Select
                    name="before"
                    label={t('before')}
                    hideLabel
                    options={options}
                    defaultValue={String(older.version)}
                  />
                  <Select
                    name="after"
                    label={t('after')}
                    hideLabel
                    options={options}
                    defaultValue={String(newer.version)}
                  />
                  <Button type="submit">{t('compareNow')}</Button>
                </form>
              }
              flush
            >
              <div className="p-2">
                <VersionDiff before={older.content} after={newer.content} />
              </div>
            </Panel>
          ) : null}
        </div>
      </>
    )
  },
)
