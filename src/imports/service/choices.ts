import { readFile } from 'node:fs/promises'
import { CsvReader, sniffDelimiter } from '../rules/csv'
import type { BranchChoice, Mapping } from '../rules/mapping'
import { zoneOfState } from '../rules/us-states'
import { foldValue } from '../rules/values'

/** Choices as the command line gives them. */
export type GivenZones = ReadonlyMap<string, string> | 'us-states'

/**
 * Zones per branch value: `us-states`, pairs `Georgia=America/New_York,Utah=America/Denver`, or a file of two columns or
 * of a JSON object.
 */
export async function readZones(given: string): Promise<GivenZones> {
  if (given === 'us-states') return given
  if (/^[^=]+=[^=]+/.test(given)) return zonesOf(given.split(',').map((pair) => pair.split('=')))
  const text = (await readFile(given, 'utf8')).replace(/^\uFEFF/, '')
  if (text.trimStart().startsWith('{'))
    return zonesOf(Object.entries(JSON.parse(text) as Record<string, string>))
  const reader = new CsvReader(sniffDelimiter(text))
  return zonesOf([...reader.push(text), ...reader.end()].map(({ cells }) => [...cells]))
}

const zonesOf = (pairs: readonly (readonly string[])[]): GivenZones =>
  new Map(
    pairs
      .filter(([, zone]) => zone?.includes('/'))
      .map(([value = '', zone = '']) => [foldValue(value), zone.trim()] as const),
  )

/** The mapping with the zones given; branches that are not named keep theirs. */
export function withZones(mapping: Mapping, zones: GivenZones): Mapping {
  const branches: Record<string, BranchChoice> = {}
  for (const [key, choice] of Object.entries(mapping.branches)) {
    const zone = zones === 'us-states' ? zoneOfState(key) : zones.get(key)
    branches[key] = zone ? { ...choice, timeZone: zone } : choice
  }
  return { ...mapping, branches }
}
