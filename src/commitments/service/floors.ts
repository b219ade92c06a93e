import { LEGAL_FLOORS_CN } from '../catalogue/floors'
import { type FloorFinding, floorsUndercut } from '../rules/floor-reasons'
import type { FloorNote, VersionContent } from '../rules/version-content'
import type { ProgrammePlace } from '../store/register'

/** Floors a version is certainly looser than on an ISO day. The law itself is not held against the law. */
export function floorFindings(
  place: Pick<ProgrammePlace, 'kind'>,
  content: VersionContent,
  onDay: string,
): FloorFinding[] {
  return place.kind === 'law' ? [] : floorsUndercut(content, LEGAL_FLOORS_CN, onDay)
}

/** Findings nobody has given a reason for yet. */
export function openFindings(
  place: Pick<ProgrammePlace, 'kind'>,
  content: VersionContent,
  notes: readonly FloorNote[],
  onDay: string,
): FloorFinding[] {
  const given = new Set(notes.map(({ key }) => key))
  return floorFindings(place, content, onDay).filter(({ key }) => !given.has(key))
}
