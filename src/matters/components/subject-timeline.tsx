import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { describeFact } from '@/commitments/rules/describe'
import type { ObligationHistory, TimelineFact } from '@/obligations/queries/timeline'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatInstant } from '@/ui/format'
import type { StateKind } from '@/ui/state-kinds'
import { Timeline, type TimelineEntry } from '@/ui/timeline'

type Props = {
  readonly facts: readonly TimelineFact[]
  readonly history: readonly ObligationHistory[]
  readonly clocks: readonly { readonly id: string; readonly commitmentCode: string }[]
  readonly timeZone: string
  /** What a fact said, in the words of its room; nothing where it is missing. */
  readonly bodyOf?: (fact: TimelineFact) => ReactNode
  readonly kindOf?: (fact: TimelineFact) => StateKind | undefined
}

const KIND_OF_EVENT: Readonly<Record<string, StateKind>> = {
  broken: 'broken_open',
  step_fired: 'warning',
  recomputed: 'provisional',
  voided: 'void',
}
/** Between what happened and when it was typed in, up to which nothing is said about it. */
const SAME_TIME_MS = 5 * 60_000

/** What happened to a matter, the newest first: its facts, and what the engine noted in between. */
export function SubjectTimeline({ facts, history, clocks, timeZone, bodyOf, kindOf }: Props) {
  const t = useTranslations('matters')
  const locale = useAppLocale()
  const codeOf = new Map(clocks.map(({ id, commitmentCode }) => [id, commitmentCode]))
  const time = (instant: Date, style: 'short' | 'long' = 'short') =>
    formatInstant(instant, { locale, timeZone, style })
  const factEntry = (fact: TimelineFact): TimelineEntry => {
    const isLater = fact.recordedAt.getTime() - fact.occurredAt.getTime() > SAME_TIME_MS
    const who = fact.actorName ?? t(fact.source === 'import' ? 'fact.import' : 'fact.system')
    const words = describeFact(fact.type, locale)
    return {
      id: fact.id,
      at: fact.occurredAt,
      title: words.charAt(0).toUpperCase() + words.slice(1),
      by: isLater ? `${who} · ${t('fact.recordedLater', { time: time(fact.recordedAt) })}` : who,
      kind: kindOf?.(fact),
      body: bodyOf?.(fact),
    }
  }
  const eventEntry = (event: ObligationHistory, index: number): TimelineEntry => ({
    id: `${event.obligationId}:${event.kind}:${event.step ?? index}`,
    at: event.kind === 'recomputed' ? event.at : event.dueAt,
    title: t(`fact.${event.kind}` as 'fact.broken', {
      code: codeOf.get(event.obligationId) ?? '',
      step: (event.step ?? 0) + 1,
    }),
    by: t('fact.system'),
    kind: KIND_OF_EVENT[event.kind],
    body: event.kind === 'recomputed' ? t('fact.newDue', { time: time(event.dueAt, 'long') }) : undefined,
  })
  // A waiver is a fact with its reason already.
  const entries = [
    ...facts.map(factEntry),
    ...history.filter(({ kind }) => kind !== 'waived').map(eventEntry),
  ]
    // What happened in the same moment stays in its order: a confirmation before the activation it leads to.
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .reverse()
  return <Timeline entries={entries} timeZone={timeZone} label={t('page.timeline')} />
}
