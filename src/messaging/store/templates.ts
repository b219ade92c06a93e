import { newId } from '@/kernel/ids'
import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import { KEPT } from '@/platform/db/kept'
import type { CatalogueTemplate } from '../catalogue/templates'

/** The words in force of a template. */
export type TemplateInForce = {
  readonly code: string
  readonly versionId: string
  readonly name: LocalText
  readonly texts: LocalText
}

/** Latest approved version of each of the templates; a code without one is missing from the answer. */
export async function templatesInForce(
  tx: Tx,
  codes: readonly string[],
): Promise<ReadonlyMap<string, TemplateInForce>> {
  const rows = await tx.$queryRaw<TemplateInForce[]>`${KEPT}
    SELECT DISTINCT ON (t.code) t.code, v.id AS "versionId", t.name, v.texts
      FROM message_template t JOIN message_template_version v ON v.template_id = t.id AND v.status = 'approved'
     WHERE t.code = ANY(${[...codes]}::text[]) ORDER BY t.code, v.version DESC`
  return new Map(rows.map((row) => [row.code, row]))
}

/** The words of approved versions, by id. */
export async function templatesOfVersions(
  tx: Tx,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, TemplateInForce>> {
  if (versionIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<TemplateInForce[]>`
    SELECT t.code, v.id AS "versionId", t.name, v.texts
      FROM message_template t JOIN message_template_version v ON v.template_id = t.id AND v.status = 'approved'
     WHERE v.id = ANY(${[...versionIds]}::uuid[])`
  return new Map(rows.map((row) => [row.versionId, row]))
}

/** Writes templates that are not there yet, each with its first version; known ones stay as they are. @returns number added */
export async function insertCatalogue(
  tx: Tx,
  templates: readonly CatalogueTemplate[],
  now: Date,
): Promise<number> {
  const rows = templates.map((template) => ({
    ...template,
    id: newId(now.getTime()),
    versionId: newId(now.getTime()),
  }))
  const added = await tx.$queryRaw<{ id: string }[]>`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(
        id uuid, "versionId" uuid, code text, channel text, name jsonb, placeholders jsonb, texts jsonb)),
    added AS (
      INSERT INTO message_template (id, code, channel, name, placeholders, created_at)
      SELECT id, code, channel, name, placeholders, ${now} FROM given ORDER BY code
      ON CONFLICT (code) DO NOTHING RETURNING id)
    INSERT INTO message_template_version (id, template_id, version, status, texts, drafted_at, decided_at)
    SELECT g."versionId", g.id, 1, 'approved', g.texts, ${now}, ${now} FROM given g JOIN added USING (id)
    RETURNING template_id AS id`
  return added.length
}
