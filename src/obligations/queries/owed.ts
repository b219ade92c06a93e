import type { Rule } from '@/commitments/rules/rule'
import { type Ctx, reader } from '@/platform/context'
import { KEPT } from '@/platform/db/kept'
import { engineConfig } from '../store/config'

type Row = { subject_id: string; version_id: string; rule_index: number }

/**
 * Rules still unfinished on each of the subjects: running, paused, or broken and not made good. For lists, which ask
 * for a page of cases at once; the caller has scoped them.
 */
export async function unfinishedRules(ctx: Ctx, subjectIds: readonly string[]): Promise<Map<string, Rule[]>> {
  const found = new Map<string, Rule[]>()
  if (subjectIds.length === 0) return found
  const rows = await reader(ctx).$queryRaw<Row[]>`${KEPT}
    SELECT subject_id, version_id, rule_index FROM obligation
    WHERE subject_id = ANY(${[...subjectIds]}::uuid[])
      AND (state IN ('OPEN', 'PAUSED') OR state = 'BROKEN' AND fulfilled_at IS NULL)`
  const config = await engineConfig(ctx)
  const versions = new Map(config.versions.map((version) => [version.versionId, version]))
  for (const row of rows) {
    const rule = versions.get(row.version_id)?.rules[row.rule_index]
    if (!rule) continue
    const rules = found.get(row.subject_id)
    if (rules) rules.push(rule)
    else found.set(row.subject_id, [rule])
  }
  return found
}
