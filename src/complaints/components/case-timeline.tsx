import { useTranslations } from 'next-intl'
import { describeFact } from '@/commitments/rules/describe'
import type { Locale } from '@/kernel/text'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDue, formatInstant } from '@/ui/format'
import type { StateKind } from '@/ui/state-kinds'
import { Timeline, type TimelineEntry } from '@/ui/timeline'
import type { CaseView } from '../queries/case'
import { capitalised, codeLabel, type Translate } from './case-labels'
import { classLabel } from './class-label'

type Fact = CaseView['facts'][number]

const KIND_OF_FACT: Readonly<Record<string, StateKind>> = {
  'complaint.received': 'open',
  'complaint.replied': 'replied',
  'complaint.solved': 'solved',
  'complaint.closed': 'closed',
  'complaint.called_back': 'replied',
  'complaint.reopened': 'reopened',
  'complaint.paused': 'paused',
  'complaint.resumed': 'running',
  'complaint.upgraded': 'upgraded',
  'complaint.escalated': 'escalated',
  'complaint.appealed': 'appealed',
  'complaint.marked_legacy': 'legacy',
  'complaint.linked': 'repeat',
  'obligation.waived': 'waived',
}
const KIND_OF_EVENT: Readonly<Record<string, StateKind>> = {
  broken: 'broken_open',
  step_fired: 'warning',
  recomputed: 'provisional',
  waived: 'waived',
  voided: 'void',
}
/** Between what happened and when it was typed in, up to which nothing is said about it. */
const SAME_TIME_MS = 5 * 60_000

/** What happened, the newest first: facts as they occurred, and what the engine noted in between. */
export function CaseTimeline({ view }: { view: CaseView }) {
  const t = useTranslations('cases') as unknown as Translate
  const locale = useAppLocale()
  const codeOf = new Map(view.obligations.map(({ id, commitmentCode }) => [id, commitmentCode]))
  const entries: TimelineEntry[] = [
    ...view.facts.map((fact) => factEntry(fact, view, t, locale)),
    ...view.history
      .filter(({ kind }) => kind !== 'waived')
      .map(
        (event, index): TimelineEntry => ({
          id: `${event.obligationId}:${event.kind}:${event.step ?? index}`,
          at: event.kind === 'recomputed' ? event.at : event.dueAt,
          title: t(`fact.${event.kind}`, {
            code: codeOf.get(event.obligationId) ?? '',
            step: (event.step ?? 0) + 1,
          }),
          by: t('fact.system'),
          kind: KIND_OF_EVENT[event.kind],
          body:
            event.kind === 'recomputed'
              ? t('fact.newDue', {
                  time: formatDue(event.dueAt, { locale, timeZone: view.timeZone }),
                })
              : undefined,
        }),
      ),
  ]
  entries.sort((a, b) => b.at.getTime() - a.at.getTime())
  return <Timeline entries={entries} timeZone={view.timeZone} label={t('case.timeline')} />
}

function factEntry(fact: Fact, view: CaseView, t: Translate, locale: Locale): TimelineEntry {
  const isLater = fact.recordedAt.getTime() - fact.occurredAt.getTime() > SAME_TIME_MS
  const recorded = isLater
    ? t('case.recordedLater', {
        time: formatInstant(fact.recordedAt, { locale, timeZone: view.timeZone, style: 'short' }),
      })
    : null
  const who = fact.actorName ?? t(fact.source === 'import' ? 'fact.import' : 'fact.system')
  return {
    id: fact.id,
    at: fact.occurredAt,
    title: capitalised(describeFact(fact.type, locale)),
    by: [who, recorded].filter(Boolean).join(' · '),
    kind: KIND_OF_FACT[fact.type],
    body: factLines(fact, view, t, locale) || undefined,
  }
}

/** What was said or decided, in one or two lines. */
export function factLines({ type, attrs }: Fact, view: CaseView, t: Translate, locale: Locale): string {
  const text = (key: string) =>
    typeof attrs[key] === 'string' && attrs[key] !== '' ? String(attrs[key]) : null
  const coded = (key: string, list: string) => {
    const code = text(key)
    return code && codeLabel(t, list, code)
  }
  const name = (key: string) => view.staffNames[text(key) ?? ''] ?? null
  const channel =
    type === 'complaint.received' ? coded('channel', 'channel') : coded('channel', 'replyChannel')
  const result = coded('result', type === 'complaint.closed' ? 'closeResult' : 'callBackResult')
  const score = typeof attrs.score === 'number' ? t('fact.score', { score: attrs.score }) : null
  const owner = name('ownerId')
  const previous = name('previousOwnerId')
  const reasonOf = type === 'complaint.paused' ? coded('reason', 'pause') : text('reason')
  const head = [
    result,
    score,
    coded('level', 'level'),
    type === 'complaint.escalated' ? coded('to', 'escalation') : null,
    owner
      ? previous
        ? t('fact.from', { from: previous, to: owner })
        : t('fact.toOwner', { to: owner })
      : null,
    type === 'complaint.reclassified' ? classLabel(text('classCode') ?? '', locale) : null,
    type === 'complaint.received' ? channel : channel && t('fact.by', { channel }),
    text('reference'),
    text('name'),
    text('proof'),
  ]
  return [head.filter(Boolean).join(' · '), text('place'), text('text'), reasonOf, text('backdateReason')]
    .filter(Boolean)
    .join('\n')
}
