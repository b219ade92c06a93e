import type { Scope } from '@/commitments/rules/rule'
import type { FactRecord, VersionInForce } from './types'

/** What the rules ask about a case, as told by its facts so far. */
export type SubjectView = {
  readonly kind: string
  readonly classCode: string
  /** Other classes it belongs to beside: a monthly service that is also a content SMS. */
  readonly alsoClasses: readonly string[]
  readonly channel: string
  readonly brand: string | null
  readonly customerClass: string | null
  readonly unitId: string
  readonly ownerId: string | null
}

const NONE: readonly string[] = []
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : NONE
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The case as the first fact describes it. */
export function subjectOf(fact: FactRecord): SubjectView {
  return {
    kind: text(fact.attrs.kind) ?? 'complaint',
    classCode: text(fact.attrs.classCode) ?? 'unclassified',
    alsoClasses: texts(fact.attrs.alsoClasses),
    channel: text(fact.attrs.channel) ?? 'hall',
    brand: text(fact.attrs.brand),
    customerClass: text(fact.attrs.customerClass),
    unitId: fact.unitId,
    ownerId: text(fact.attrs.ownerId) ?? fact.actorId,
  }
}

/** The case after one more fact. */
export function subjectAfter(subject: SubjectView, fact: FactRecord): SubjectView {
  if (fact.type === 'complaint.reclassified') {
    return {
      ...subject,
      kind: text(fact.attrs.kind) ?? subject.kind,
      classCode: text(fact.attrs.classCode) ?? subject.classCode,
      brand: text(fact.attrs.brand) ?? subject.brand,
      customerClass: text(fact.attrs.customerClass) ?? subject.customerClass,
    }
  }
  if (fact.type === 'billing.error_corrected') {
    return {
      ...subject,
      classCode: text(fact.attrs.classCode) ?? subject.classCode,
      alsoClasses: texts(fact.attrs.alsoClasses),
    }
  }
  if (fact.type === 'complaint.assigned' || fact.type === 'complaint.routed_network') {
    return {
      ...subject,
      unitId: text(fact.attrs.unitId) ?? fact.unitId,
      ownerId: text(fact.attrs.ownerId) ?? subject.ownerId,
    }
  }
  return subject
}

const within = (value: string, ancestor: string) => value === ancestor || value.startsWith(`${ancestor}.`)
const classesOf = ({ classCode, alsoClasses }: SubjectView) =>
  alsoClasses.length === 0 ? [classCode] : [classCode, ...alsoClasses]
const listed = (list: readonly string[], value: string | null) =>
  list.length === 0 || (value !== null && list.includes(value))

/**
 * Whether a version binds the case: its programme reaches the unit and its scope names the case. Empty lists mean every.
 * @param unitCodes the unit of the case and those above it
 */
export function binds(version: VersionInForce, subject: SubjectView, unitCodes: readonly string[]): boolean {
  // A code is one unit's for good, wherever it is moved.
  const programmeUnit = version.unitPath.slice(version.unitPath.lastIndexOf('.') + 1)
  return unitCodes.includes(programmeUnit) && scopeMatches(version.scope, subject, unitCodes)
}

function scopeMatches(scope: Scope, subject: SubjectView, unitCodes: readonly string[]): boolean {
  return (
    listed(scope.caseKinds, subject.kind) &&
    (scope.classes.length === 0 ||
      scope.classes.some((code) => classesOf(subject).some((own) => within(own, code)))) &&
    listed(scope.channels, subject.channel) &&
    listed(scope.brands, subject.brand) &&
    listed(scope.customerClasses, subject.customerClass) &&
    (scope.orgUnits.length === 0 || scope.orgUnits.some((code) => unitCodes.includes(code)))
  )
}

/** Whether a version holds for something that began at `startMs` and became known at `recordedMs`. */
export function holdsAt(version: VersionInForce, startMs: number, recordedMs: number): boolean {
  return (
    version.publishedAtMs <= recordedMs &&
    version.validFromMs <= startMs &&
    (version.validToMs === null || startMs < version.validToMs)
  )
}

/**
 * The moment a fact counts as known: when it was put on record, whatever time it tells of. What came into the system
 * together with the case itself by an import brings its own times; one of an unknown time proves nothing about any moment.
 */
export function knownAtMs(fact: FactRecord, first: FactRecord): number {
  if (fact.source !== 'import' || fact.recordedAtMs !== first.recordedAtMs) return fact.recordedAtMs
  return isTimeUnknown(fact) ? Number.NEGATIVE_INFINITY : fact.occurredAtMs
}

/** Whether the source of an import said that it happened but not when. */
export const isTimeUnknown = (fact: FactRecord): boolean =>
  fact.source === 'import' && fact.attrs.timeUnknown === true
