import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { StateBadge } from '@/ui/state-badge'
import { type CommitmentSeed, termsOfSeed } from '../rules/catalogue-types'
import { contentOfSeed } from '../rules/version-content'
import { OwnChoices, PublicSince } from './standing'
import { ConsequenceInWords, LadderInWords, RemedyInWords, RulesInWords, ScopeInWords } from './words'

/** A row of a published programme, read in full. */
export function SeedCard({ seed }: { seed: CommitmentSeed }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  const terms = termsOfSeed(seed)
  const facts = [
    { term: t('scope'), value: <ScopeInWords scope={seed.scope} /> },
    { term: t('evidence'), value: seed.evidence[locale] },
    {
      term: t('ifBroken'),
      value: `${seed.ifBroken.text[locale]} ${r(`provenance.${seed.ifBroken.provenance}`)}`,
    },
    { term: t('remedy'), value: <RemedyInWords remedy={seed.remedy} /> },
    { term: t('consequence'), value: <ConsequenceInWords consequence={seed.consequence} /> },
    { term: t('ladder'), value: <LadderInWords terms={terms} /> },
    { term: t('source'), value: `${seed.source.title[locale]} ${seed.source.ref}` },
    ...(seed.note ? [{ term: t('note'), value: seed.note[locale] }] : []),
  ]
  return (
    <li
      id={seed.code}
      className="grid gap-x-6 gap-y-2 px-3.5 py-3 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
    >
      <div className="flex min-w-0 flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-mono text-muted text-xs">{seed.code}</span>
          {seed.entryState === 'full' ? null : (
            <StateBadge kind="small_sample" label={r(`entryStates.${seed.entryState}`)} />
          )}
        </div>
        <p className="font-medium text-pretty">{seed.text[locale]}</p>
        <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-muted text-xs">
          <span>{`${r(`angles.${seed.area.angle}`)} · ${r(`fields.${seed.area.field}`)}`}</span>
          <PublicSince day={seed.validFrom} />
          <OwnChoices version={contentOfSeed(seed)} />
        </p>
      </div>
      <div className="min-w-0 text-[0.8125rem]">
        <RulesInWords terms={terms} dense />
        <details className="mt-1">
          <summary className="cursor-pointer text-muted text-xs">{t('readInFull')}</summary>
          <dl className="dl mt-1 text-xs">
            {facts.map(({ term, value }) => (
              <Row key={term} term={term}>
                {value}
              </Row>
            ))}
          </dl>
        </details>
      </div>
    </li>
  )
}

function Row({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}
