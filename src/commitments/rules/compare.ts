import { inAllLocales, type LocalText } from '@/kernel/text'
import { type Difference, type Direction, sameValue } from './compare-parts'
import { compareRules } from './compare-rules'
import { describeConsequence, describeLadder, describeRemedy, describeRule, describeScope } from './describe'
import type { Clock, DeadlineRule, Remedy, Rule, Scope, VersionTerms } from './rule'

/** What a rule is about; two rules of one identity are two states of the same rule. */
function identity(rule: Rule): string {
  switch (rule.kind) {
    case 'deadline':
      return `${rule.start}>${rule.stop.join('|')}`
    case 'gate':
      return rule.action
    case 'advance_notice':
      return rule.event
    case 'ratio':
      return `${rule.numerator.code}/${rule.denominator.code}`
    case 'availability':
      return rule.object.code
    case 'cadence':
      return rule.output.code
    case 'milestone':
      return rule.deliverable.code
    case 'never_event':
      return rule.definition.code
    case 'checklist':
      return 'checklist'
  }
}

type Pairing = { readonly before: number | null; readonly after: number | null }

/** Pairs rules of one kind about one thing, then what is left of each kind in order. */
function pairRules(before: readonly Rule[], after: readonly Rule[]): Pairing[] {
  const freeBefore = new Set(before.keys())
  const partner = new Map<number, number>()
  const match = (same: (a: Rule, b: Rule) => boolean) => {
    for (const [index, rule] of after.entries()) {
      if (partner.has(index)) continue
      const found = [...freeBefore].find((candidate) => same(before[candidate]!, rule))
      if (found === undefined) continue
      freeBefore.delete(found)
      partner.set(index, found)
    }
  }
  match((a, b) => a.kind === b.kind && identity(a) === identity(b))
  match((a, b) => a.kind === b.kind)
  return [
    ...[...after.keys()].map((index) => ({ before: partner.get(index) ?? null, after: index })),
    ...[...freeBefore].map((index) => ({ before: index, after: null })),
  ]
}

function ruleDifferences(a: VersionTerms, b: VersionTerms): Difference[] {
  return pairRules(a.rules, b.rules).flatMap(({ before, after }): Difference[] => {
    const older = before === null ? undefined : a.rules[before]
    const newer = after === null ? undefined : b.rules[after]
    if (older && newer) {
      return compareRules(older, newer).map((change) => ({
        ...change,
        path: `rules.${after}.${change.path}`,
      }))
    }
    const words = (rule: Rule | undefined, scope: Scope) =>
      rule ? inAllLocales((locale) => describeRule(rule, scope, locale)) : null
    return [
      {
        path: `rules.${after ?? before}`,
        parameter: 'rule',
        direction: newer ? 'stricter' : 'looser',
        before: words(older, a.scope),
        after: words(newer, b.scope),
      },
    ]
  })
}

/** A promise for more cases is stricter, for fewer looser; sets that only overlap are different. */
function scopeDirection(before: readonly string[], after: readonly string[]): Direction {
  const covers = (wide: readonly string[], narrow: readonly string[]) =>
    wide.length === 0 || (narrow.length > 0 && narrow.every((code) => wide.includes(code)))
  if (covers(after, before)) return 'stricter'
  return covers(before, after) ? 'looser' : 'different'
}

const SCOPE_DIMENSIONS = [
  'caseKinds',
  'classes',
  'channels',
  'brands',
  'customerClasses',
  'orgUnits',
] as const

function scopeDifferences(before: Scope, after: Scope): Difference[] {
  return SCOPE_DIMENSIONS.flatMap((dimension): Difference[] => {
    const older = new Set(before[dimension])
    const newer = new Set(after[dimension])
    if (older.size === newer.size && [...older].every((code) => newer.has(code))) return []
    return [
      {
        path: `scope.${dimension}`,
        parameter: `scope_${dimension}`,
        direction: scopeDirection(before[dimension], after[dimension]),
        before: inAllLocales((locale) => describeScope(before, locale)),
        after: inAllLocales((locale) => describeScope(after, locale)),
      },
    ]
  })
}

function remedyDirection(before: Remedy, after: Remedy): Direction {
  if (before.type === 'none') return 'stricter'
  if (after.type === 'none') return 'looser'
  const more = (older: number, newer: number): Direction =>
    newer > older ? 'stricter' : newer < older ? 'looser' : 'different'
  if (before.type === 'multiple' && after.type === 'multiple' && before.base === after.base)
    return more(before.factor, after.factor)
  if (before.type === 'percent_per_day' && after.type === 'percent_per_day' && before.base === after.base)
    return more(before.percent, after.percent)
  if (before.type === 'per_event' && after.type === 'per_event' && before.currency === after.currency)
    return more(before.amountMinor, after.amountMinor)
  return 'different'
}

function targetDirection(before: number | null, after: number | null): Direction {
  if (before === null) return 'stricter'
  if (after === null) return 'looser'
  return after > before ? 'stricter' : 'looser'
}

const clockOf = (terms: VersionTerms): Clock =>
  terms.rules.find((rule): rule is DeadlineRule => rule.kind === 'deadline')?.clock ?? 'elapsed'

function versionDifferences(a: VersionTerms, b: VersionTerms): Difference[] {
  const differences: Difference[] = []
  const add = (parameter: string, direction: Direction, before: LocalText | null, after: LocalText | null) =>
    differences.push({ path: parameter, parameter, direction, before, after })
  const percent = (value: number | null) => (value === null ? null : inAllLocales(() => `${value}%`))
  const hours = (value: VersionTerms['quietHours']) =>
    value ? inAllLocales(() => `${value.from}-${value.to}`) : null
  const ladder = (terms: VersionTerms) =>
    terms.ladder.length === 0
      ? null
      : inAllLocales((locale) =>
          describeLadder(terms.ladder, clockOf(terms), locale).join(locale === 'en' ? '; ' : '；'),
        )

  if (a.target.percent !== b.target.percent) {
    const direction = targetDirection(a.target.percent, b.target.percent)
    add('target', direction, percent(a.target.percent), percent(b.target.percent))
  }
  if (!sameValue(a.ladder, b.ladder)) add('ladder', 'different', ladder(a), ladder(b))
  if (!sameValue(a.remedy, b.remedy)) {
    add(
      'remedy',
      remedyDirection(a.remedy, b.remedy),
      inAllLocales((locale) => describeRemedy(a.remedy, locale)),
      inAllLocales((locale) => describeRemedy(b.remedy, locale)),
    )
  }
  if (!sameValue(a.consequence, b.consequence)) {
    add(
      'consequence',
      'different',
      inAllLocales((locale) => describeConsequence(a.consequence, locale)),
      inAllLocales((locale) => describeConsequence(b.consequence, locale)),
    )
  }
  if (!sameValue(a.quietHours ?? null, b.quietHours ?? null))
    add('quietHours', 'different', hours(a.quietHours), hours(b.quietHours))
  return differences
}

/** What changed from `before` to `after`, parameter by parameter, and whether it binds the carrier more or less. */
export function compareVersions(before: VersionTerms, after: VersionTerms): Difference[] {
  return [
    ...ruleDifferences(before, after),
    ...scopeDifferences(before.scope, after.scope),
    ...versionDifferences(before, after),
  ]
}
