import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { AppLink } from '@/ui/app-link'
import type { Names } from '../rules/wording/words'
import type { CommitmentView } from '../views'
import { OwnChoices, PublicSince, StandingBadges } from './standing'
import { RulesInWords } from './words'

/** One promise in the register: its text, its rules in words, where it stands and what is not from the source. */
export function CommitmentCard({
  commitment,
  timeZone,
  names,
}: {
  commitment: CommitmentView
  timeZone: string
  names: Names
}) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  const { shown } = commitment
  return (
    <li
      id={commitment.code}
      className="grid gap-x-6 gap-y-2 px-3.5 py-3 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
    >
      <div className="flex min-w-0 flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-mono text-muted text-xs">{commitment.code}</span>
          <StandingBadges commitment={commitment} timeZone={timeZone} />
        </div>
        <AppLink
          plain
          href={`/commitments/${commitment.id}`}
          className="font-medium text-pretty hover:underline"
        >
          {shown ? shown.content.text[locale] : t('noText')}
        </AppLink>
        <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-muted text-xs">
          <span>{`${r(`angles.${commitment.angle}`)} · ${r(`fields.${commitment.field}`)}`}</span>
          <PublicSince day={commitment.publicSince} />
          {shown ? <OwnChoices version={shown.content} /> : null}
        </p>
      </div>
      <div className="min-w-0 text-[0.8125rem]">
        {shown ? <RulesInWords terms={shown.content} names={names} dense /> : null}
      </div>
    </li>
  )
}
