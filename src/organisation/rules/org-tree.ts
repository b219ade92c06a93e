import { RefusedError } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import type { UnitKind } from './roles'

/** A unit as every room sees it. */
export type OrgUnit = {
  readonly id: string
  readonly parentId: string | null
  readonly kind: UnitKind
  /** Never changes; also the unit's step in `path`. */
  readonly code: string
  readonly name: LocalText
  /** Codes from the carrier down, joined by dots. */
  readonly path: string
  readonly timeZone: string
  /** The unit's own calendar; null: that of the nearest unit above (`calendarIdOf`). */
  readonly calendarId: string | null
  readonly isNetworkTeam: boolean
  readonly phone: string | null
  readonly closedAt: Date | null
}

/**
 * All units of the carrier, closed ones included, as a tree that answers without asking the database.
 * Methods that take an id throw a RefusedError `not_found` when there is no such unit.
 */
export class OrgTree {
  private readonly byId: ReadonlyMap<string, OrgUnit>
  private readonly byCodeText: ReadonlyMap<string, OrgUnit>
  private readonly childrenById = new Map<string, OrgUnit[]>()
  private readonly subtreeIdsById = new Map<string, readonly string[]>()

  /** @param all every unit, sorted so that a parent comes before its children */
  constructor(readonly all: readonly OrgUnit[]) {
    this.byId = new Map(all.map((unit) => [unit.id, unit]))
    this.byCodeText = new Map(all.map((unit) => [unit.code, unit]))
    for (const unit of all) {
      if (unit.parentId === null) continue
      const siblings = this.childrenById.get(unit.parentId)
      if (siblings) siblings.push(unit)
      else this.childrenById.set(unit.parentId, [unit])
    }
  }

  /** The carrier; undefined before the first unit exists. */
  get root(): OrgUnit | undefined {
    return this.all.find((unit) => unit.parentId === null)
  }

  find(id: string): OrgUnit | undefined {
    return this.byId.get(id)
  }

  byCode(code: string): OrgUnit | undefined {
    return this.byCodeText.get(code)
  }

  unitById(id: string): OrgUnit {
    const unit = this.byId.get(id)
    if (!unit) throw new RefusedError({ code: 'not_found' })
    return unit
  }

  pathOf(id: string): string {
    return this.unitById(id).path
  }

  childrenOf(id: string): readonly OrgUnit[] {
    return this.childrenById.get(id) ?? []
  }

  /** Units above, nearest first, without the unit itself. */
  ancestors(id: string): readonly OrgUnit[] {
    const above: OrgUnit[] = []
    let unit = this.unitById(id)
    while (unit.parentId !== null) {
      unit = this.unitById(unit.parentId)
      above.push(unit)
    }
    return above
  }

  /** The nearest unit for which `wanted` holds, beginning with the unit itself and going up. */
  nearestUp(id: string, wanted: (unit: OrgUnit) => boolean): OrgUnit | undefined {
    return [this.unitById(id), ...this.ancestors(id)].find(wanted)
  }

  /** Ids of the unit and everything below it. */
  subtreeIds(id: string): readonly string[] {
    const known = this.subtreeIdsById.get(id)
    if (known) return known
    const ids = [this.unitById(id).id]
    for (let index = 0; index < ids.length; index++) {
      for (const child of this.childrenOf(ids[index] ?? '')) ids.push(child.id)
    }
    this.subtreeIdsById.set(id, ids)
    return ids
  }

  isWithin(id: string, upperId: string): boolean {
    return id === upperId || this.ancestors(id).some((unit) => unit.id === upperId)
  }

  /** Ids of all units under any of the paths; null (no limit) gives all. */
  idsUnder(paths: readonly string[] | null): readonly string[] {
    const units =
      paths === null ? this.all : this.all.filter((unit) => paths.some((path) => isUnder(unit.path, path)))
    return units.map((unit) => unit.id)
  }

  /** The calendar that holds for the unit: its own or the nearest above; null when none has one. */
  calendarIdOf(id: string): string | null {
    return this.nearestUp(id, (unit) => unit.calendarId !== null)?.calendarId ?? null
  }

  timeZoneOf(id: string): string {
    return this.unitById(id).timeZone
  }

  /** The open team that takes the unit's network complaints: in the unit, else in the nearest unit above that has one. */
  networkTeamOf(id: string): OrgUnit | undefined {
    for (const upper of [this.unitById(id), ...this.ancestors(id)]) {
      const team = this.subtreeIds(upper.id)
        .map((below) => this.unitById(below))
        .find((unit) => unit.isNetworkTeam && unit.closedAt === null)
      if (team) return team
    }
    return undefined
  }
}

/** Whether a path is the other one or below it. */
export const isUnder = (path: string, upperPath: string): boolean =>
  path === upperPath || path.startsWith(`${upperPath}.`)

/** The branch a unit belongs to: the nearest city or county branch at or above it, else the carrier. */
export function branchOf(tree: OrgTree, unitId: string): OrgUnit {
  const branch =
    tree.nearestUp(unitId, ({ kind }) => kind === 'city_branch' || kind === 'county_branch') ?? tree.root
  if (!branch) throw new Error('there is no unit yet')
  return branch
}
