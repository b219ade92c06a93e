import { getTranslations } from 'next-intl/server'
import { AdoptForm } from '@/commitments/components/adopt-form'
import { ProgrammePanel } from '@/commitments/components/programme-panel'
import { RegisterFilters } from '@/commitments/components/register-filters'
import { SeedCard } from '@/commitments/components/seed-card'
import { readLibrary } from '@/commitments/queries'
import { ANGLES, type CommitmentSeed } from '@/commitments/rules/catalogue-types'
import { describeRule } from '@/commitments/rules/describe'
import { containsWords, hasKind, type RegisterFilter } from '@/commitments/views'
import { page } from '@/identity/guard'
import type { Locale } from '@/kernel/text'
import { EmptyState } from '@/ui/empty-state'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { Tabs } from '@/ui/tabs'
import { filterOf, one } from '../search'

export async function generateMetadata() {
  const t = await getTranslations('commitments')
  return { title: t('library') }
}

export default page('commitment.view', async ({ ctx, searchParams }) => {
  const t = await getTranslations('commitments')
  const r = await getTranslations('rules')
  const { seeds, units, taken } = await readLibrary(ctx)
  const [first] = seeds
  const seed = seeds.find(({ code }) => code === one(searchParams.seed)) ?? first
  if (!seed) return <EmptyState />
  const filter = filterOf(searchParams)
  const rows = seed.commitments.filter((row) => isAdmitted(row, filter, ctx.locale))
  const open = units.filter(({ id }) => !taken[id]?.includes(seed.code))
  const options = open.map(({ id, name, depth }) => ({
    value: id,
    label: `${'　'.repeat(depth - 1)}${name[ctx.locale]}`,
  }))
  return (
    <>
      <PageHeader
        title={t('library')}
        crumbs={[{ label: t('title'), href: '/commitments' }]}
        description={t('libraryHint')}
      />
      <Tabs
        label={t('programmes')}
        tabs={seeds.map((each) => ({
          href: `/commitments/library?seed=${each.code}`,
          label: each.carrier[ctx.locale],
          current: each.code === seed.code,
          count: each.commitments.length,
        }))}
      />
      <div className="mt-3 flex flex-col gap-3">
        <h2 className="font-semibold text-base">{seed.name[ctx.locale]}</h2>
        <ProgrammePanel
          programme={seed}
          footer={options.length > 0 ? <AdoptForm seedCode={seed.code} units={options} /> : undefined}
        />
        <RegisterFilters
          action="/commitments/library"
          keep={{ seed: seed.code }}
          filter={filter}
          withStates={false}
        />
        {rows.length === 0 ? (
          <Panel>
            <EmptyState title={t('noneFound')} />
          </Panel>
        ) : null}
        {ANGLES.map((angle) => ({ angle, list: rows.filter((row) => row.area.angle === angle) }))
          .filter(({ list }) => list.length > 0)
          .map(({ angle, list }) => (
            <Panel
              key={angle}
              title={r(`angles.${angle}`)}
              hint={t('promiseCount', { count: list.length })}
              flush
            >
              <ul className="divide-y divide-separator">
                {list.map((row) => (
                  <SeedCard key={row.code} seed={row} />
                ))}
              </ul>
            </Panel>
          ))}
      </div>
    </>
  )
})

const searchedTexts = ({ code, text, rules, scope }: CommitmentSeed, locale: Locale): string[] => [
  code,
  ...Object.values(text),
  ...rules.map((rule) => describeRule(rule, scope, locale)),
]

function isAdmitted(row: CommitmentSeed, { angle, field, kind, q }: RegisterFilter, locale: Locale): boolean {
  return (
    (!angle || row.area.angle === angle) &&
    (!field || row.area.field === field) &&
    (!kind || hasKind(row.rules, kind)) &&
    (!q || containsWords(searchedTexts(row, locale), q))
  )
}
