import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDay } from '@/ui/format'
import { Panel } from '@/ui/panel'
import type { ProgrammeSeed } from '../rules/catalogue-types'

type Told = Pick<
  ProgrammeSeed,
  'slogan' | 'years' | 'publishedOn' | 'phases' | 'lineage' | 'titledOnly' | 'source'
>

/** What a programme says about itself: slogan, years, phases, lineage, source, and promises it only names. */
export function ProgrammePanel({ programme, footer }: { programme: Told; footer?: React.ReactNode }) {
  const t = useTranslations('commitments')
  const locale = useAppLocale()
  const { slogan, years, publishedOn, phases, lineage, titledOnly, source } = programme
  const day = (iso: string | null) => (iso ? formatDay(iso, locale) : t('dateUnknown'))
  return (
    <Panel footer={footer}>
      <p className="font-semibold text-base">{slogan[locale]}</p>
      <p className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-muted">
        <span>{t('years', { years: years.join(t('listComma')) })}</span>
        <span>{t('publishedOn', { day: day(publishedOn) })}</span>
        <span>{t('sourceIs', { title: source.title[locale] })}</span>
      </p>
      {lineage.length > 0 ? (
        <Told title={t('lineage')}>
          {lineage.map((entry) => (
            <li key={entry.year}>{`${entry.year} ${entry.slogan[locale]}`}</li>
          ))}
        </Told>
      ) : null}
      {phases.length > 0 ? (
        <Told title={t('phases')}>
          {phases.map((phase) => (
            <li key={phase.code}>
              {t('phaseSpan', { name: phase.name[locale], from: day(phase.from), to: day(phase.to) })}
            </li>
          ))}
        </Told>
      ) : null}
      {titledOnly.length > 0 ? (
        <details className="mt-2">
          <summary className="cursor-pointer font-medium">
            {t('titledOnly', { count: titledOnly.length })}
          </summary>
          <ul className="mt-1 grid gap-1 md:grid-cols-2">
            {titledOnly.map((entry) => (
              <li key={entry.code}>
                <span className="mr-2 font-mono text-muted text-xs">{entry.code}</span>
                {entry.text[locale]}
                <span className="block text-muted text-xs">{entry.note[locale]}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Panel>
  )
}

function Told({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="mt-2 flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-xs">
      <span className="text-muted">{title}</span>
      <ol className="flex flex-wrap gap-x-3 gap-y-0.5">{children}</ol>
    </div>
  )
}
