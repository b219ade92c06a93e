import type { Scope } from './rule'

/** What a case tells about itself; null and empty mean "not known". */
export type ScopeSubject = {
  readonly caseKind: string | null
  /** Leaf class, e.g. `network.signal_indoor`; its parents are read from the code. */
  readonly classCode: string | null
  readonly channel: string | null
  readonly brand: string | null
  readonly customerClass: string | null
  /** Codes of the unit that answers for the case and of every unit above it. */
  readonly unitCodes: readonly string[]
}

/** The class and every class above it: `network.signal_indoor` reaches `network` too. */
export function classPath(code: string): string[] {
  const parts = code.split('.')
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
}

/** An empty list is the catch-all; a condition never matches what is not known. */
const admits = (condition: readonly string[], values: readonly string[]) =>
  condition.length === 0 || condition.some((wanted) => values.includes(wanted))

const known = (value: string | null) => (value === null ? [] : [value])

/** Whether the promise is owed on this case: every condition must hold, and an empty condition always does. */
export function matchesScope(scope: Scope, subject: ScopeSubject): boolean {
  return (
    admits(scope.caseKinds, known(subject.caseKind)) &&
    admits(scope.classes, subject.classCode === null ? [] : classPath(subject.classCode)) &&
    admits(scope.channels, known(subject.channel)) &&
    admits(scope.brands, known(subject.brand)) &&
    admits(scope.customerClasses, known(subject.customerClass)) &&
    admits(scope.orgUnits, subject.unitCodes)
  )
}

const overlaps = (a: readonly string[], b: readonly string[]) =>
  a.length === 0 || b.length === 0 || a.some((code) => b.includes(code))

/**
 * Whether some case could be in both scopes. Org units are not compared, since their tree is not known here:
 * units narrow a promise but never take it out of the law's reach.
 */
export function scopesOverlap(a: Scope, b: Scope): boolean {
  const classesOverlap =
    a.classes.length === 0 ||
    b.classes.length === 0 ||
    a.classes.some((left) =>
      b.classes.some((right) => classPath(left).includes(right) || classPath(right).includes(left)),
    )
  return (
    classesOverlap &&
    overlaps(a.caseKinds, b.caseKinds) &&
    overlaps(a.channels, b.channels) &&
    overlaps(a.brands, b.brands) &&
    overlaps(a.customerClasses, b.customerClasses)
  )
}
