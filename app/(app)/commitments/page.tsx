import { getTranslations } from 'next-intl/server'
import { AdoptNotice } from '@/commitments/components/adopt-notice'
import { CommitmentCard } from '@/commitments/components/commitment-card'
import { ProgrammePanel } from '@/commitments/components/programme-panel'
import { RegisterFilters } from '@/commitments/components/register-filters'
import { listProgrammes, readRegister } from '@/commitments/queries'
import { ANGLES, FIELDS } from '@/commitments/rules/catalogue-types'
import type { CommitmentView } from '@/commitments/views'
import { page } from '@/identity/guard'
import { allows } from '@/organisation/rules/permissions'
import { ButtonLink } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { Tabs } from '@/ui/tabs'
import { filterOf, namesIn, one, type Query } from './search'

export async function generateMetadata() {
  const t = await getTranslations('commitments')
  return { title: t('title') }
}

export default page('commitment.view', async ({ ctx, searchParams }) => {
  const t = await getTranslations('commitments')
  const r = await getTranslations('rules')
  const programmes = await listProgrammes(ctx)
  const programme = programmes.find(({ id }) => id === one(searchParams.programme)) ?? programmes[0]
  const mayStart = ctx.actor.kind === 'system' || allows(ctx.actor.grants, 'commitment.draft')
  const library = <ButtonLink href="/commitments/library">{t('library')}</ButtonLink>
  if (!programme) {
    return (
      <>
        <PageHeader title={t('title')} actions={library} />
        <Panel>
          <EmptyState title={t('noProgramme')}>
            {t(mayStart ? 'noProgrammeStart' : 'noProgrammeAsk')}
          </EmptyState>
        </Panel>
      </>
    )
  }
  const filter = filterOf(searchParams)
  const byField = one(searchParams.group) === 'field'
  const register = await readRegister(ctx, programme.id, filter)
  const names = namesIn(register.unitNames, ctx.locale)
  const keep = { programme: programme.id, group: byField ? 'field' : undefined }
  const address = (change: Query) => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...keep, ...filter, ...change }))
      if (value) query.set(name, value)
    return `/commitments?${query}`
  }
  const groups = byField
    ? FIELDS.map((key) => ({
        key,
        title: r(`fields.${key}`),
        list: inGroup(register.commitments, 'field', key),
      }))
    : ANGLES.map((key) => ({
        key,
        title: r(`angles.${key}`),
        list: inGroup(register.commitments, 'angle', key),
      }))
  return (
    <>
      <PageHeader
        title={programme.name[ctx.locale]}
        description={t('programmeOf', { unit: programme.unitName[ctx.locale], count: register.total })}
        actions={
          <>
            {library}
            {programme.mayDraft ? (
              <ButtonLink href={`/commitments/new?programme=${programme.id}`}>{t('addPromise')}</ButtonLink>
            ) : null}
            {register.publishable > 0 ? (
              <ButtonLink look="primary" href={`/commitments/publish?programme=${programme.id}`}>
                {t('publishDrafts', { count: register.publishable })}
              </ButtonLink>
            ) : null}
          </>
        }
      />
      {programmes.length > 1 ? (
        <Tabs
          label={t('programmes')}
          tabs={programmes.map((each) => ({
            href: `/commitments?programme=${each.id}`,
            label: `${each.code} ${each.name[ctx.locale]}`,
            current: each.id === programme.id,
          }))}
        />
      ) : null}
      <div className="mt-3 flex flex-col gap-3">
        <ProgrammePanel programme={programme} />
        <AdoptNotice
          drafts={register.drafts}
          publishable={register.publishable}
          mayPublish={programme.mayPublish}
        />
        <RegisterFilters action="/commitments" keep={keep} filter={filter} />
        <Tabs
          label={t('groupBy')}
          tabs={[
            { href: address({ group: undefined }), label: t('byAngle'), current: !byField },
            { href: address({ group: 'field' }), label: t('byField'), current: byField },
          ]}
        />
        {register.commitments.length === 0 ? (
          <Panel>
            <EmptyState title={t('noneFound')} />
          </Panel>
        ) : null}
        {groups
          .filter(({ list }) => list.length > 0)
          .map(({ key, title, list }) => (
            <Panel key={key} title={title} hint={t('promiseCount', { count: list.length })} flush>
              <ul className="divide-y divide-separator">
                {list.map((commitment) => (
                  <CommitmentCard
                    key={commitment.id}
                    commitment={commitment}
                    timeZone={programme.timeZone}
                    names={names}
                  />
                ))}
              </ul>
            </Panel>
          ))}
      </div>
    </>
  )
})

const inGroup = (list: readonly CommitmentView[], by: 'angle' | 'field', key: string) =>
  list.filter((commitment) => commitment[by] === key)
