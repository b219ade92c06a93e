import { assertNever } from '@/kernel/exhaustive'
import type { Locale, LocalText } from '@/kernel/text'
import { money } from './describe-money'
import type {
  AdvanceNoticeRule,
  Attainment,
  Clock,
  Consequence,
  Duration,
  LadderMoment,
  LadderStep,
  Remedy,
  Rule,
  Scope,
} from './rule'
import type { Phrases } from './wording/phrase-types'
import { phrasesOf } from './wording/phrases'
import { type Names, nameOf } from './wording/words'

const SCOPE_DIMENSIONS = ['classes', 'channels', 'brands', 'customerClasses', 'orgUnits'] as const

/** A length of time in words: `48小时`, `15个自然日`, `2 working days`. */
export function describeDuration(duration: Duration, clock: Clock, locale: Locale): string {
  return phrasesOf(locale).duration(duration, clock)
}

/** A fact type in words, as a thing that happens: `首次回复`. Unknown facts keep their code. */
export function describeFact(fact: string, locale: Locale): string {
  return nameOf(fact, phrasesOf(locale).words.facts)
}

function conditionsOf(scope: Scope, p: Phrases, names?: Names): string[] {
  return SCOPE_DIMENSIONS.flatMap((dimension) => {
    const codes = scope[dimension]
    if (codes.length === 0) return []
    const known = dimension === 'orgUnits' ? undefined : p.words[dimension]
    return [
      p.condition(
        dimension,
        codes.map((code) => nameOf(code, names?.[dimension], known)),
      ),
    ]
  })
}

/** Whom and what a promise is for; says so when it is for everything. */
export function describeScope(scope: Scope, locale: Locale, names?: Names): string {
  const p = phrasesOf(locale)
  const kinds = scope.caseKinds.map((kind) => nameOf(kind, p.words.caseKinds))
  const parts = [
    ...(kinds.length > 0 ? [p.condition('caseKinds', kinds)] : []),
    ...conditionsOf(scope, p, names),
  ]
  return parts.length > 0 ? p.remarks(parts) : p.everything
}

/** `每一件投诉（限类别：网络质量类）`, from the fact that makes the rule owed and the scope. */
function subjectOf(fact: string, scope: Scope, p: Phrases, names?: Names): string {
  const prefix = fact.split('.')[0] ?? fact
  const subject =
    prefix === 'complaint' && scope.caseKinds.length > 0
      ? p.everyKind(scope.caseKinds.map((kind) => nameOf(kind, p.words.caseKinds)))
      : nameOf(prefix, p.words.subjects)
  return p.narrowed(subject, conditionsOf(scope, p, names))
}

/** The numbers of a rule that the carrier chose itself, in words. A path is marked once, by its first parameter. */
function ownMark(rule: Rule, parameters: Readonly<Record<string, string>>, p: Phrases): string {
  const own = rule.ownChoice ?? []
  const marked = Object.entries(parameters).flatMap(([path, parameter]) =>
    own.some((chosen) => chosen === path || (path.endsWith('*') && chosen.startsWith(path.slice(0, -1))))
      ? [nameOf(parameter, p.words.parameters)]
      : [],
  )
  return p.ownChoice([...new Set(marked)])
}

/** The mark of a number that may be missing: to be chosen, chosen by the carrier, or from the source. */
function numberMark(rule: Rule, path: string, value: unknown, parameter: string, p: Phrases): string {
  if (value !== null) return ownMark(rule, { [path]: parameter }, p)
  return rule.ownChoice?.includes(path) ? p.toBeChosen : ''
}

/** How many of the cases must meet the limit. */
export function describeAttainment(attainment: Attainment, clock: Clock, locale: Locale): string {
  const p = phrasesOf(locale)
  switch (attainment.type) {
    case 'all':
      return p.attainAll
    case 'share':
      return p.attainShare(String(attainment.percent))
    case 'two_step':
      return p.attainTwoStep(
        String(attainment.first.percent),
        p.duration(attainment.first.within, clock),
        String(attainment.final.percent),
        p.duration(attainment.final.within, clock),
      )
    case 'average_and_max':
      return p.attainAverage(p.duration(attainment.average, clock), p.duration(attainment.max, clock))
  }
  return assertNever(attainment)
}

/** One notice of a rule in words: `不少于24小时前，短信`. @param index its place among the rule's notices */
export function describeNotice(
  rule: AdvanceNoticeRule,
  index: number,
  locale: Locale,
  names?: Names,
): string {
  const p = phrasesOf(locale)
  const notice = rule.notices[index]
  if (!notice) return ''
  return p.notice({
    ordinal: rule.notices.length > 1 ? index + 1 : null,
    lead: notice.lead === null ? null : p.duration(notice.lead, notice.clock),
    clockNote: p.clockNote(notice.clock),
    channels: notice.channels.map((channel) => nameOf(channel, names?.channels, p.words.channels)),
  })
}

/**
 * The rule in one sentence, with clock, pauses, attainment and scope; numbers the carrier chose itself are marked,
 * a missing number is said to be missing.
 * @param names words only the caller knows (its units, its classes), in the same locale
 */
export function describeRule(rule: Rule, scope: Scope, locale: Locale, names?: Names): string {
  const p = phrasesOf(locale)
  const { words } = p
  const local = (text: LocalText) => text[locale]
  const fact = (code: string) => nameOf(code, words.facts)
  switch (rule.kind) {
    case 'deadline':
      return p.deadline({
        subject: subjectOf(rule.start, scope, p, names),
        since: nameOf(rule.start, words.since, words.facts),
        stop: p.or(rule.stop.map(fact)),
        limit: rule.limit === null ? null : p.duration(rule.limit, rule.clock),
        clockNote: p.clockNote(rule.clock),
        own:
          rule.limit === null
            ? numberMark(rule, 'limit', null, 'limit', p)
            : ownMark(rule, { limit: 'limit', 'attainment.percent': 'attainment' }, p),
        attainment: describeAttainment(rule.attainment, rule.clock, locale),
        remarks: [
          rule.pause === null
            ? ''
            : p.pause(
                rule.pause.reasons.map((reason) => nameOf(reason, words.pauseReasons)),
                p.duration(rule.pause.maxTotal, rule.clock),
              ),
          p.reopen(rule.onReopen),
        ],
      })
    case 'gate':
      return p.gate({
        subject: subjectOf(rule.start, scope, p, names),
        action: fact(rule.action),
        preconditions: rule.preconditions.map((condition) =>
          p.precondition({
            fact: fact(condition.fact),
            by: condition.by === undefined ? '' : nameOf(condition.by, words.by),
            validity: condition.validity ? p.duration(condition.validity, 'elapsed') : null,
            minimumAge: condition.minimumAge ? p.duration(condition.minimumAge, 'calendar_day') : null,
          }),
        ),
        ifMissing: rule.ifMissing,
        overrideBy: rule.overrideBy === null ? null : nameOf(rule.overrideBy, words.roles),
        own: ownMark(rule, {}, p),
      })
    case 'advance_notice':
      return p.advanceNotice({
        subject: subjectOf(rule.event, scope, p, names),
        event: fact(rule.event),
        trigger: rule.trigger ? local(rule.trigger) : null,
        notices: rule.notices.map((_notice, index) => describeNotice(rule, index, locale, names)),
        forbidden: rule.forbiddenHours.map(({ days, from, to }) =>
          p.forbidden(
            days.map((day) => nameOf(day, words.days)),
            from,
            to,
          ),
        ),
        own: ownMark(rule, { 'notices.*': 'lead', trigger: 'trigger' }, p),
      })
    case 'ratio':
      return p.ratio({
        period: words.periods[rule.period],
        numerator: local(rule.numerator.text),
        denominator: local(rule.denominator.text),
        unit: rule.unit,
        comparator: rule.comparator,
        target: rule.target === null ? null : String(rule.target),
        own: numberMark(rule, 'target', rule.target, 'target', p),
      })
    case 'availability':
      return p.availability({
        object: local(rule.object.text),
        where: local(rule.where),
        allDay: rule.hours?.allDay === true,
        hours: rule.hours !== null && !rule.hours.allDay ? local(rule.hours.text) : null,
        depth: rule.depth ? p.depth(rule.depth.months, rule.depth.countsCurrentMonth) : null,
        minimumCount: rule.minimumCount ?? null,
        probe: local(rule.probe),
        own: ownMark(rule, { minimumCount: 'minimumCount' }, p),
      })
    case 'checklist':
      return p.checklist({
        items: rule.items.map((item) => local(item.text)),
        unlisted: Math.max(0, (rule.itemsInSource ?? 0) - rule.items.length),
        passPercent: String(rule.passPercent),
        sampling: local(rule.sampling),
        inspector: nameOf(rule.inspector, words.inspectors),
        own: ownMark(rule, { passPercent: 'passPercent' }, p),
      })
    case 'cadence':
      return p.cadence({
        period: words.periods[rule.period],
        count: rule.minimumCount,
        output: local(rule.output.text),
        owner: local(rule.ownerRole),
        own: ownMark(rule, { minimumCount: 'frequency', period: 'frequency' }, p),
      })
    case 'milestone':
      return p.milestone({
        date: rule.dueOn === null ? null : p.date(rule.dueOn),
        deliverable: local(rule.deliverable.text),
        owner: local(rule.ownerRole),
        own: numberMark(rule, 'dueOn', rule.dueOn, 'dueOn', p),
      })
    case 'never_event':
      return p.neverEvent({
        definition: local(rule.definition.text),
        detection: rule.detection.map(local),
        proof: rule.fact === undefined ? null : p.narrowed(fact(rule.fact), conditionsOf(scope, p, names)),
        own: ownMark(rule, { detection: 'detection' }, p),
      })
  }
  return assertNever(rule)
}

function momentWords(moment: LadderMoment, clock: Clock, p: Phrases): string {
  switch (moment.at) {
    case 'share':
      return p.ladderShare(String(moment.percent))
    case 'deadline':
      return p.ladderDeadline
    case 'after':
      return p.ladderAfter(p.duration(moment.duration, clock))
    case 'before':
      return p.ladderBefore(p.duration(moment.duration, clock))
  }
  return assertNever(moment)
}

/**
 * The escalation ladder, one line for each moment; steps at the same moment are told together, and whether they wait
 * out quiet hours. Durations run on the deadline's own clock.
 */
export function describeLadder(ladder: readonly LadderStep[], clock: Clock, locale: Locale): string[] {
  const p = phrasesOf(locale)
  const lines = new Map<string, { moment: string; waits: boolean; recipients: string[] }>()
  for (const step of ladder) {
    const moment = momentWords(step.moment, clock, p)
    const key = `${moment}|${step.respectQuietHours}`
    const line = lines.get(key) ?? { moment, waits: step.respectQuietHours, recipients: [] }
    line.recipients.push(nameOf(step.recipient, p.words.roles))
    lines.set(key, line)
  }
  return [...lines.values()].map((line) => p.ladderStep(line.moment, p.and(line.recipients), line.waits))
}

/** What the customer gets when the promise is broken. */
export function describeRemedy(remedy: Remedy, locale: Locale): string {
  const p = phrasesOf(locale)
  const { words } = p
  const thing = (code: string) => nameOf(code, words.money)
  const optionalMoney = (minor: number | undefined, currency: string) =>
    minor === undefined ? null : money(minor, currency, locale)
  switch (remedy.type) {
    case 'none':
      return p.noRemedy
    case 'multiple':
      return p.multiple(
        thing(remedy.base),
        String(remedy.factor),
        optionalMoney(remedy.floorMinor, remedy.currency),
        optionalMoney(remedy.capMinor, remedy.currency),
      )
    case 'per_event':
      return p.perEvent(money(remedy.amountMinor, remedy.currency, locale))
    case 'per_unit':
      return p.perUnit(
        money(remedy.amountMinor, remedy.currency, locale),
        p.unit(remedy.unit),
        remedy.grace ? p.duration(remedy.grace, 'elapsed') : null,
        optionalMoney(remedy.capMinor, remedy.currency),
      )
    case 'percent_per_day':
      return p.percentPerDay(thing(remedy.base), String(remedy.percent))
    case 'interest':
      return p.interest(
        thing(remedy.base),
        String(remedy.yearlyPercent),
        p.duration(remedy.from, 'calendar_day'),
      )
    case 'prorata':
      return p.prorata(thing(remedy.fee), thing(remedy.days))
    case 'tiered':
      return p.tiered(
        thing(remedy.fee),
        remedy.table.map((row) => ({ over: p.duration(row.over, 'elapsed'), days: String(row.days) })),
      )
    case 'extend':
      return p.extend(thing(remedy.what), String(remedy.days))
    case 'waive':
      return p.waive(thing(remedy.fee))
    case 'void':
      return p.voidOrder(thing(remedy.order))
    case 'cap_charge':
      return p.capCharge(money(remedy.amountMinor, remedy.currency, locale))
    case 'escalate':
      return p.escalate(nameOf(remedy.target, words.targets))
    case 'action':
      return remedy.text[locale]
  }
  return assertNever(remedy)
}

/** What staff, agent or branch gets when the promise is broken, or kept outstandingly. */
export function describeConsequence(consequence: Consequence, locale: Locale): string {
  const p = phrasesOf(locale)
  return p.consequence(
    consequence.type,
    nameOf(consequence.type, p.words.consequences),
    consequence.percent === undefined ? null : String(consequence.percent),
    consequence.text ? consequence.text[locale] : null,
  )
}
