import type { OrgTree, OrgUnit } from './org-tree'

/** The units a board compares: those directly below its unit, each with everything under it, and the unit by itself. */
export type BoardParts = {
  /** The unit itself first. */
  readonly units: readonly OrgUnit[]
  /** Id of the part a unit's rows count in. */
  readonly partOf: ReadonlyMap<string, string>
}

export function boardParts(tree: OrgTree, unit: OrgUnit): BoardParts {
  const partOf = new Map<string, string>([[unit.id, unit.id]])
  // A unit with a single one below it (a carrier with one province) is compared by what stands below that one.
  let children = tree.childrenOf(unit.id)
  while (children.length === 1 && children[0] && tree.childrenOf(children[0].id).length > 0) {
    partOf.set(children[0].id, unit.id)
    children = tree.childrenOf(children[0].id)
  }
  for (const child of children) for (const id of tree.subtreeIds(child.id)) partOf.set(id, child.id)
  return { units: [unit, ...children], partOf }
}

/** Units that count as the unit by itself on its board: those in none of the parts below. */
export const ownUnitIds = (tree: OrgTree, unit: OrgUnit): string[] =>
  [...boardParts(tree, unit).partOf].flatMap(([id, part]) => (part === unit.id ? [id] : []))
