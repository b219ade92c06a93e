import type { Floor } from './catalogue-types'
import { checkAgainstFloors, type FloorWarning } from './floor-check'
import type { VersionTerms } from './rule'

/** A difference that needs a reason, under a key that changes with what is promised. */
export type FloorFinding = FloorWarning & { readonly key: string }

/** The same difference with another number needs a new reason. */
const withValue = (warning: FloorWarning): FloorFinding => ({
  ...warning,
  key: `${warning.key}=${warning.promised.en}`,
})

/** What a promise says about the floors: differences to give a reason for, and doubts to think about. */
export function floorReview(
  version: Pick<VersionTerms, 'rules' | 'scope' | 'remedy'>,
  floors: readonly Floor[],
  onDay: string,
): { readonly undercut: readonly FloorFinding[]; readonly doubts: readonly FloorWarning[] } {
  const warnings = checkAgainstFloors(version, floors, onDay)
  return {
    undercut: warnings.filter(({ certainty }) => certainty === 'certain').map(withValue),
    doubts: warnings.filter(({ certainty }) => certainty === 'possible'),
  }
}

/** Differences that are certain; a doubt that hangs on the calendar is shown but needs no reason. */
export const floorsUndercut = (
  version: Pick<VersionTerms, 'rules' | 'scope' | 'remedy'>,
  floors: readonly Floor[],
  onDay: string,
): FloorFinding[] => [...floorReview(version, floors, onDay).undercut]
