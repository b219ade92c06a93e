import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { StateBadge } from '@/ui/state-badge'
import {
  describeConsequence,
  describeLadder,
  describeRemedy,
  describeRule,
  describeScope,
} from '../rules/describe'
import type { Clock, Rule, VersionTerms } from '../rules/rule'
import { measuredOf } from '../rules/state'
import type { Names } from '../rules/wording/words'

/** Whether a rule is counted today, said on every rule: a promise nobody measures must not look measured. */
export function MeasuredMark({ rule }: { rule: Rule }) {
  const t = useTranslations('commitments.measured')
  const measured = measuredOf(rule)
  if (measured === 'measured') return <StateBadge kind="active" label={t('measured')} plain />
  return <StateBadge kind="not_measured" label={t(measured)} plain />
}

/** Each rule of a version in one sentence, with its kind and whether it is measured. */
export function RulesInWords({
  terms,
  names,
  dense = false,
}: {
  terms: Pick<VersionTerms, 'rules' | 'scope'>
  names?: Names
  dense?: boolean
}) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const locale = useAppLocale()
  if (terms.rules.length === 0) return <p className="text-muted">{t('noRule')}</p>
  return (
    <ul className={dense ? 'flex flex-col gap-1' : 'flex flex-col gap-2'}>
      {terms.rules.map((rule) => (
        <li key={JSON.stringify(rule)}>
          <p className="text-pretty">{describeRule(rule, terms.scope, locale, names)}</p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-muted text-xs">
            <span>{r(`kinds.${rule.kind}`)}</span>
            <MeasuredMark rule={rule} />
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Clock the ladder runs on: that of the first deadline. */
export const ladderClock = (rules: readonly Rule[]): Clock =>
  rules.flatMap((rule) => (rule.kind === 'deadline' ? [rule.clock] : []))[0] ?? 'elapsed'

/** The escalation ladder, a line for each moment. */
export function LadderInWords({ terms }: { terms: Pick<VersionTerms, 'ladder' | 'rules' | 'quietHours'> }) {
  const t = useTranslations('commitments')
  const locale = useAppLocale()
  if (terms.ladder.length === 0) return <span className="text-muted">{t('noLadder')}</span>
  return (
    <ol className="list-decimal pl-5">
      {describeLadder(terms.ladder, ladderClock(terms.rules), locale).map((line) => (
        <li key={line}>{line}</li>
      ))}
      {terms.quietHours ? (
        <li className="list-none text-muted">{t('quietHoursAre', terms.quietHours)}</li>
      ) : null}
    </ol>
  )
}

export function RemedyInWords({ remedy }: Pick<VersionTerms, 'remedy'>) {
  return <>{describeRemedy(remedy, useAppLocale())}</>
}

export function ConsequenceInWords({ consequence }: Pick<VersionTerms, 'consequence'>) {
  return <>{describeConsequence(consequence, useAppLocale())}</>
}

export function ScopeInWords({ scope, names }: Pick<VersionTerms, 'scope'> & { names?: Names }) {
  return <>{describeScope(scope, useAppLocale(), names)}</>
}
