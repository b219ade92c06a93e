import type { Rule } from '@/commitments/rules/rule'
import type { Ctx } from '@/platform/context'
import { engineConfig } from '../store/config'

/** Reads the column of `store/owed.ts`: the rules still unfinished on a subject. For lists, which ask for many at once. */
export async function owedRules(ctx: Ctx): Promise<(owed: string | null) => Rule[]> {
  const { versions } = await engineConfig(ctx)
  const rules = rulesByOwed(versions)
  return (owed) => {
    if (owed === null) return []
    return owed.split(',').flatMap((each) => rules.get(each) ?? [])
  }
}

type Versions = Awaited<ReturnType<typeof engineConfig>>['versions']

/** Per configuration, since every page of every list asks. */
const known = new WeakMap<Versions, ReadonlyMap<string, Rule>>()

function rulesByOwed(versions: Versions): ReadonlyMap<string, Rule> {
  const found = known.get(versions)
  if (found) return found
  const rules = new Map(
    versions.flatMap(({ versionId, rules }) =>
      rules.map((rule, ruleIndex): [string, Rule] => [`${versionId} ${ruleIndex}`, rule]),
    ),
  )
  known.set(versions, rules)
  return rules
}
