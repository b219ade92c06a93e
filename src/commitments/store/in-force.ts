import type {
  Consequence,
  LadderStep,
  QuietHours,
  Remedy,
  Rule,
  Scope,
  Target,
} from '@/commitments/rules/rule'
import type { LocalText } from '@/kernel/text'
import { cachedByEpoch } from '@/platform/config-epoch'
import type { Tx } from '@/platform/context'
import { localTextSchema, versionTermsSchema } from '../schema'

/** A published version with the time it holds and the part of the company it binds. Instants in milliseconds since 1970. */
export type VersionInForce = {
  readonly versionId: string
  readonly commitmentId: string
  readonly commitmentCode: string
  readonly programmeId: string
  readonly programmeCode: string
  /** `promise` of the carrier or `law` that binds it anyway. */
  readonly programmeKind: 'promise' | 'law'
  /** ltree path of the unit whose subtree the programme binds. */
  readonly unitPath: string
  readonly version: number
  readonly text: LocalText
  readonly rules: readonly Rule[]
  readonly scope: Scope
  readonly target: Target
  readonly ladder: readonly LadderStep[]
  readonly quietHours: QuietHours | null
  readonly remedy: Remedy
  readonly consequence: Consequence
  readonly publishedAtMs: number
  readonly validFromMs: number
  /** Exclusive; null: no end set. */
  readonly validToMs: number | null
}

type Row = {
  version_id: string
  commitment_id: string
  commitment_code: string
  programme_id: string
  programme_code: string
  programme_kind: 'promise' | 'law'
  unit_path: string
  version: number
  text: unknown
  terms: unknown
  published_at: Date
  valid_from: Date
  valid_to: Date | null
}

/** Every published version of every programme with its term, past ones too: old cases are judged by old rules. */
export async function loadVersions(tx: Tx): Promise<VersionInForce[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT v.id AS version_id, c.id AS commitment_id, c.code AS commitment_code,
           p.id AS programme_id, p.code AS programme_code, p.kind AS programme_kind, u.path::text AS unit_path,
           v.version, v.text,
           jsonb_build_object('rules', v.rules, 'scope', v.scope, 'target', v.target, 'ladder', v.ladder,
             'remedy', v.remedy, 'consequence', v.consequence, 'quietHours', v.quiet_hours) AS terms,
           v.published_at, t.valid_from, t.valid_to
    FROM commitment_version v
    JOIN commitment_term t ON t.version_id = v.id
    JOIN commitment c ON c.id = v.commitment_id
    JOIN programme p ON p.id = c.programme_id
    JOIN org_unit u ON u.id = p.unit_id
    WHERE v.status = 'published'
    ORDER BY p.kind DESC, p.code, c.position, c.code, v.version`
  return rows.map((row) => {
    const terms = versionTermsSchema.parse(row.terms)
    return {
      versionId: row.version_id,
      commitmentId: row.commitment_id,
      commitmentCode: row.commitment_code,
      programmeId: row.programme_id,
      programmeCode: row.programme_code,
      programmeKind: row.programme_kind,
      unitPath: row.unit_path,
      version: row.version,
      text: localTextSchema.parse(row.text),
      ...terms,
      quietHours: terms.quietHours ?? null,
      publishedAtMs: row.published_at.getTime(),
      validFromMs: row.valid_from.getTime(),
      validToMs: row.valid_to?.getTime() ?? null,
    }
  })
}

/** All published versions, kept in the process until the configuration changes. */
export const versionsInForce = cachedByEpoch(loadVersions)
