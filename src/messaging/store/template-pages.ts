import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import type { MessageChannel, Placeholder } from '../rules/template'

export type TemplateStatus = 'draft' | 'proposed' | 'approved' | 'rejected'

export type TemplateRow = {
  readonly id: string
  readonly code: string
  readonly channel: MessageChannel
  readonly name: LocalText
  readonly placeholders: readonly Placeholder[]
  /** Version in force; null: none yet. */
  readonly version: number | null
  readonly texts: LocalText | null
  readonly approvedAt: Date | null
  /** State of the version being worked on; null: none. */
  readonly openStatus: 'draft' | 'proposed' | null
}

/** All templates, or the one with that code. */
export function templateRows(tx: Tx, code: string | null): Promise<TemplateRow[]> {
  return tx.$queryRaw<TemplateRow[]>`
    SELECT t.id, t.code, t.channel, t.name, t.placeholders, v.version, v.texts, v.decided_at AS "approvedAt",
           (SELECT status FROM message_template_version o WHERE o.template_id = t.id AND o.status IN ('draft','proposed')) AS "openStatus"
      FROM message_template t LEFT JOIN LATERAL (
        SELECT version, texts, decided_at FROM message_template_version v
         WHERE v.template_id = t.id AND v.status = 'approved' ORDER BY version DESC LIMIT 1) v ON true
     WHERE ${code}::text IS NULL OR t.code = ${code} ORDER BY t.code`
}

export type VersionRow = {
  readonly id: string
  readonly version: number
  readonly status: TemplateStatus
  readonly texts: LocalText
  readonly note: string | null
  readonly draftedById: string | null
  readonly draftedBy: string | null
  readonly draftedAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decisionNote: string | null
}

/** Versions of a template, newest first. */
export function versionRows(tx: Tx, templateId: string): Promise<VersionRow[]> {
  return tx.$queryRaw<VersionRow[]>`
    SELECT v.id, v.version, v.status, v.texts, v.note, v.drafted_by AS "draftedById", d.display_name AS "draftedBy",
           v.drafted_at AS "draftedAt", a.display_name AS "decidedBy", v.decided_at AS "decidedAt",
           v.decision_note AS "decisionNote"
      FROM message_template_version v LEFT JOIN staff d ON d.id = v.drafted_by LEFT JOIN staff a ON a.id = v.decided_by
     WHERE v.template_id = ${templateId}::uuid ORDER BY v.version DESC`
}
