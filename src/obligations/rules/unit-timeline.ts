import { roundTheClock } from './clock'
import type { CalendarVersion, UnitInfo } from './types'

/** A unit as it is now. */
export type UnitNow = {
  readonly id: string
  readonly parentId: string | null
  readonly path: string
  readonly timeZone: string
  readonly calendarId: string | null
}
/** Where a unit stood from when on. */
export type Placement = { readonly unitId: string; readonly parentId: string | null; readonly fromMs: number }
/** By which calendar and zone a unit lived until when. */
export type ClockPast = {
  readonly unitId: string
  readonly untilMs: number
  readonly calendarId: string | null
  readonly timeZone: string
}
export type UnitHistory = { readonly placements: readonly Placement[]; readonly clocks: readonly ClockPast[] }

/**
 * What the engine needs to know of every unit, also of times before it moved or got another calendar or zone: what was
 * decided then is judged by what held then, and what runs goes on with what holds now.
 */
export function unitTimelines(
  units: readonly UnitNow[],
  history: UnitHistory,
  versionsOf: (calendarId: string) => readonly CalendarVersion[],
): Map<string, UnitInfo> {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const placements = groupedBy(history.placements, (a, b) => a.fromMs - b.fromMs)
  const clocks = groupedBy(history.clocks, (a, b) => a.untilMs - b.untilMs)

  const parentAt = (unit: UnitNow, atMs: number): string | null => {
    const known = placements.get(unit.id)
    if (!known || known.length < 2) return unit.parentId
    return (known.findLast(({ fromMs }) => fromMs <= atMs) ?? known[0]!).parentId
  }
  const clockAt = (unit: UnitNow, atMs: number): Pick<UnitNow, 'calendarId' | 'timeZone'> =>
    clocks.get(unit.id)?.find(({ untilMs }) => atMs < untilMs) ?? unit
  /** The unit and those above it at a moment, nearest first. */
  const chainAt = (unit: UnitNow, atMs: number): UnitNow[] => {
    const chain = [unit]
    for (;;) {
      const parentId = parentAt(chain.at(-1)!, atMs)
      const parent = parentId === null ? undefined : byId.get(parentId)
      if (!parent || chain.includes(parent)) return chain
      chain.push(parent)
    }
  }
  const codeOf = ({ path }: UnitNow) => path.slice(path.lastIndexOf('.') + 1)
  const calendarAt = (unit: UnitNow, atMs: number): string | null => {
    for (const each of chainAt(unit, atMs)) {
      const { calendarId } = clockAt(each, atMs)
      if (calendarId !== null) return calendarId
    }
    return null
  }

  const moves = [...placements.values()].filter((known) => known.length > 1).flat()
  const changes = [...moves.map(({ fromMs }) => fromMs), ...history.clocks.map(({ untilMs }) => untilMs)]
  const since = [Number.NEGATIVE_INFINITY, ...[...new Set(changes)].sort((a, b) => a - b)]

  const infoOf = (unit: UnitNow): UnitInfo => {
    const codes = unit.path.split('.')
    const spans = since
      .map((fromMs) => ({
        fromMs,
        calendarId: calendarAt(unit, fromMs),
        timeZone: clockAt(unit, fromMs).timeZone,
      }))
      .filter((span, index, all) => index === 0 || span.calendarId !== all[index - 1]!.calendarId)
    return {
      path: unit.path,
      codesAt: (atMs) => (moves.length === 0 ? codes : chainAt(unit, atMs).map(codeOf).reverse()),
      timeZoneAt: (atMs) => clockAt(unit, atMs).timeZone,
      calendarVersions: spans.flatMap((span, index) =>
        versionsIn(span, spans[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY, spans.length > 1, versionsOf),
      ),
    }
  }
  return new Map(units.map((unit) => [unit.id, infoOf(unit)]))
}

/** The versions a unit lives by in one span: the one known at its beginning, then those published within it. */
function versionsIn(
  { fromMs, calendarId, timeZone }: { fromMs: number; calendarId: string | null; timeZone: string },
  toMs: number,
  isChanging: boolean,
  versionsOf: (calendarId: string) => readonly CalendarVersion[],
): CalendarVersion[] {
  const versions = calendarId === null ? [] : versionsOf(calendarId)
  if (versions.length === 0) {
    // Without any calendar at any time there is nothing to tell apart.
    return isChanging ? [{ id: null, publishedAtMs: fromMs, calendar: roundTheClock(timeZone) }] : []
  }
  const known = versions.findLast(({ publishedAtMs }) => publishedAtMs <= fromMs)
  const published = versions.filter(({ publishedAtMs }) => publishedAtMs > fromMs && publishedAtMs < toMs)
  return known ? [{ ...known, publishedAtMs: fromMs }, ...published] : published
}

function groupedBy<T extends { readonly unitId: string }>(
  rows: readonly T[],
  order: (a: T, b: T) => number,
): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.unitId)
    if (group) group.push(row)
    else groups.set(row.unitId, [row])
  }
  for (const group of groups.values()) group.sort(order)
  return groups
}
