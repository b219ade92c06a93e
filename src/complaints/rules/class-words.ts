import { classByCode } from '../catalogue/classes'
import { UNCLASSIFIED } from './complaint-class'

/** Whether a case may be given this class: a leaf of the tree, or none yet. */
export const isGivenToCases = (code: string): boolean =>
  code === UNCLASSIFIED || (classByCode(code)?.parent ?? null) !== null

/** Names of a class and the one above it in all scripts, to find its cases by. */
export function classNames(code: string): string[] {
  const found = classByCode(code)
  const parent = found?.parent ? classByCode(found.parent) : undefined
  return [...new Set([found, parent].flatMap((each) => (each ? Object.values(each.name) : [])))]
}
