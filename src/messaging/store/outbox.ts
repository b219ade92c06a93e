import type { SubjectType } from '@/kernel/fact-types'
import type { Locale } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import { KEPT } from '@/platform/db/kept'
import type { MessageChannel } from '../rules/template'

/** A message as it is first written. */
export type OutboxRow = {
  readonly id: string
  readonly key: string
  readonly channel: MessageChannel
  readonly customerId: string
  readonly unitId: string
  readonly versionId: string
  readonly locale: Locale
  readonly title: string
  readonly text: string
  readonly parts: number
  readonly subjectType: SubjectType
  readonly subjectId: string
  readonly dueAt: Date
  readonly notAfter: Date | null
}

export type KnownMessage = {
  readonly id: string
  readonly key: string
  readonly text: string
  readonly parts: number
}

/** Writes messages whose key is new and gives all of them back by key, known ones as they were first written. */
export async function insertMessages(
  tx: Tx,
  rows: readonly OutboxRow[],
  now: Date,
): Promise<ReadonlyMap<string, KnownMessage>> {
  const written = await tx.$queryRaw<KnownMessage[]>`${KEPT}
    INSERT INTO outbox_message (id, key, channel, customer_id, unit_id, template_version_id, locale, title, text, parts,
      subject_type, subject_id, state, created_at, due_at, not_after)
    SELECT id, key, channel, "customerId", "unitId", "versionId", locale, title, text, parts, "subjectType", "subjectId",
      'waiting', ${now}, "dueAt", "notAfter"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(
      id uuid, key text, channel text, "customerId" uuid, "unitId" uuid, "versionId" uuid, locale text, title text, text text,
      parts smallint, "subjectType" text, "subjectId" uuid, "dueAt" timestamptz, "notAfter" timestamptz)
    ORDER BY key
    ON CONFLICT (key) DO NOTHING RETURNING id, key, text, parts::int`
  const byKey = new Map(written.map((row) => [row.key, row]))
  const known = rows.filter(({ key }) => !byKey.has(key)).map(({ key }) => key)
  if (known.length > 0) {
    const found = await tx.$queryRaw<KnownMessage[]>`
      SELECT id, key, text, parts::int FROM outbox_message WHERE key = ANY(${known}::text[])`
    for (const row of found) byKey.set(row.key, row)
  }
  return byKey
}

/** Takes back messages that have not begun to be sent. @returns keys withdrawn */
export async function withdraw(tx: Tx, keys: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    UPDATE outbox_message SET state = 'withdrawn', settled_at = ${now}
     WHERE key = ANY(${[...keys]}::text[]) AND state IN ('waiting','dead') RETURNING key`
  return rows.map(({ key }) => key)
}
