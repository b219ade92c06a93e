import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDay, formatInstant } from '@/ui/format'
import { Shape } from '@/ui/shape'
import { StateBadge } from '@/ui/state-badge'
import type { CommitmentView, VersionView } from '../views'

/** Where a commitment stands: in force since, from, ended, or a draft only. */
export function StandingBadges({ commitment, timeZone }: { commitment: CommitmentView; timeZone: string }) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  const day = (instant: Date | null | undefined) =>
    instant ? formatInstant(instant, { locale, timeZone, style: 'date' }) : ''
  const { state, inForce, next, draft, shown, entryState } = commitment
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {inForce ? (
        <StateBadge kind="published" label={t('inForceSince', { day: day(inForce.validFrom) })} />
      ) : null}
      {inForce?.validTo ? (
        <StateBadge kind="paused" label={t('endsOn', { day: day(inForce.validTo) })} />
      ) : null}
      {next ? <StateBadge kind="in_review" label={t('holdsFrom', { day: day(next.validFrom) })} /> : null}
      {state === 'ended' ? (
        <StateBadge kind="retired" label={t('endedOn', { day: day(shown?.validTo) })} />
      ) : null}
      {draft ? <StateBadge kind="draft" label={t('draftNumber', { version: draft.version })} /> : null}
      {state === 'empty' ? <StateBadge kind="void" label={t('noVersion')} /> : null}
      {entryState === 'full' ? null : (
        <StateBadge kind="small_sample" label={r(`entryStates.${entryState}`)} />
      )}
      <FloorMark count={shown?.floorNotes.length ?? 0} />
    </span>
  )
}

function FloorMark({ count }: { count: number }) {
  const t = useTranslations('commitments')
  return count > 0 ? <StateBadge kind="warning" label={t('floorBadge', { count })} /> : null
}

/** Names of parameters by their path, e.g. `notices.0.lead` is the lead time of the notice. */
export function useParameterName(): (path: string) => string {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  return (path) => {
    const key = path.replace(/\.\d+/g, '').replaceAll('.', '_')
    if (t.has(`parameter.${key}`)) return t(`parameter.${key}`)
    return r.has(`parameters.${key}`) ? r(`parameters.${key}`) : key
  }
}

/** Every parameter the source does not give, named, so that nobody takes the carrier's choice for the source's word. */
export function OwnChoices({ version }: { version: VersionView['content'] }) {
  const t = useTranslations('commitments')
  const parameterName = useParameterName()
  const paths = [...version.rules.flatMap(({ ownChoice }) => ownChoice ?? []), ...version.ownChoice]
  const names = [...new Set(paths.map(parameterName))]
  if (names.length === 0) return null
  return (
    <span className="inline-flex items-center gap-1" title={t('ownChoiceHint')}>
      <Shape name="pen" />
      {t('ownChoices', { names: names.join(t('listComma')) })}
    </span>
  )
}

/** The day the source makes the promise public, or that it names none. */
export function PublicSince({ day }: { day: string | null }) {
  const t = useTranslations('commitments')
  const locale = useAppLocale()
  return <span>{day ? t('publicSince', { day: formatDay(day, locale) }) : t('publicSinceUnknown')}</span>
}
