import type { FloorNote, VersionContent } from '@/commitments/rules/version-content'
import type { Tx } from '@/platform/context'
import type { CommitmentVersion } from '@/platform/db/generated/client'
import { floorNoteSchema, versionContentSchema } from '../schema'
import { json, jsonOrNull } from './register'

export type StoredVersion = {
  readonly id: string
  readonly commitmentId: string
  readonly version: number
  readonly status: 'draft' | 'published'
  readonly content: VersionContent
  readonly floorNotes: readonly FloorNote[]
  readonly draftedBy: string | null
  readonly draftedAt: Date
  readonly updatedAt: Date
  readonly publishedBy: string | null
  readonly publishedAt: Date | null
  /** null for a draft. */
  readonly term: { readonly validFrom: Date; readonly validTo: Date | null } | null
}

type Row = CommitmentVersion & { term: { validFrom: Date; validTo: Date | null } | null }

/** A row as the domain reads it; refuses a shape no service of ours can have written. */
export function versionOfRow(row: Row): StoredVersion {
  return {
    id: row.id,
    commitmentId: row.commitmentId,
    version: row.version,
    status: row.status === 'published' ? 'published' : 'draft',
    content: versionContentSchema.parse({
      text: row.text,
      evidence: row.evidence,
      ifBroken: row.ifBroken,
      rules: row.rules,
      scope: row.scope,
      target: row.target,
      ladder: row.ladder,
      remedy: row.remedy,
      consequence: row.consequence,
      quietHours: row.quietHours,
      source: row.source,
      ownChoice: row.ownChoice,
      note: row.note,
    }),
    floorNotes: floorNoteSchema.array().parse(row.floorNotes),
    draftedBy: row.draftedBy,
    draftedAt: row.draftedAt,
    updatedAt: row.updatedAt,
    publishedBy: row.publishedBy,
    publishedAt: row.publishedAt,
    term: row.term ? { validFrom: row.term.validFrom, validTo: row.term.validTo } : null,
  }
}

const contentColumns = (content: VersionContent) => ({
  text: json(content.text),
  evidence: json(content.evidence),
  ifBroken: json(content.ifBroken),
  rules: json(content.rules),
  scope: json(content.scope),
  target: json(content.target),
  ladder: json(content.ladder),
  remedy: json(content.remedy),
  consequence: json(content.consequence),
  quietHours: jsonOrNull(content.quietHours),
  source: json(content.source),
  ownChoice: json(content.ownChoice),
  note: jsonOrNull(content.note),
})

export type NewDraft = {
  readonly id: string
  readonly commitmentId: string
  readonly version: number
  readonly content: VersionContent
  readonly draftedBy: string | null
  readonly draftedAt: Date
}

export async function insertDrafts(tx: Tx, drafts: readonly NewDraft[]): Promise<void> {
  await tx.commitmentVersion.createMany({
    data: drafts.map(({ content, ...row }) => ({
      ...row,
      ...contentColumns(content),
      status: 'draft',
      updatedAt: row.draftedAt,
    })),
  })
}

/** @returns false when the draft is gone or was changed by somebody else since `knownUpdatedAt` */
export async function updateDraft(
  tx: Tx,
  change: {
    readonly versionId: string
    readonly knownUpdatedAt: Date | null
    readonly content: VersionContent
    readonly floorNotes: readonly FloorNote[]
    readonly byId: string | null
    readonly at: Date
  },
): Promise<boolean> {
  const { count } = await tx.commitmentVersion.updateMany({
    where: {
      id: change.versionId,
      status: 'draft',
      ...(change.knownUpdatedAt ? { updatedAt: change.knownUpdatedAt } : {}),
    },
    data: {
      ...contentColumns(change.content),
      floorNotes: json(change.floorNotes),
      draftedBy: change.byId,
      updatedAt: change.at,
    },
  })
  return count === 1
}

/** @returns false when there is no such draft any more */
export async function deleteDraft(tx: Tx, versionId: string): Promise<boolean> {
  const { count } = await tx.commitmentVersion.deleteMany({ where: { id: versionId, status: 'draft' } })
  return count === 1
}

export async function versionById(tx: Tx, versionId: string): Promise<StoredVersion | null> {
  const row = await tx.commitmentVersion.findUnique({ where: { id: versionId }, include: { term: true } })
  return row ? versionOfRow(row) : null
}

/** All versions of a commitment, the newest first. */
export async function versionsOf(tx: Tx, commitmentId: string): Promise<StoredVersion[]> {
  const rows = await tx.commitmentVersion.findMany({
    where: { commitmentId },
    include: { term: true },
    orderBy: { version: 'desc' },
  })
  return rows.map(versionOfRow)
}

/** All drafts of a programme in the order of the programme. */
export async function draftsOfProgramme(tx: Tx, programmeId: string): Promise<StoredVersion[]> {
  const rows = await tx.commitmentVersion.findMany({
    where: { status: 'draft', commitment: { programmeId } },
    include: { term: true },
    orderBy: { commitment: { position: 'asc' } },
  })
  return rows.map(versionOfRow)
}

/** Publishes drafts and gives them their terms, ending the terms before them, in four statements for any number. */
export async function publishDrafts(
  tx: Tx,
  versionIds: readonly string[],
  publication: { readonly byId: string; readonly at: Date; readonly validFrom: Date },
): Promise<void> {
  const ids = [...versionIds]
  const { at, byId, validFrom } = publication
  await tx.$executeRaw`
    UPDATE commitment_version SET status = 'published', published_by = ${byId}::uuid, published_at = ${at}, updated_at = ${at}
    WHERE id = ANY(${ids}::uuid[])`
  await tx.$executeRaw`
    UPDATE commitment_term SET valid_to = ${validFrom}
    WHERE valid_to IS NULL AND commitment_id IN (SELECT commitment_id FROM commitment_version WHERE id = ANY(${ids}::uuid[]))`
  await tx.$executeRaw`
    INSERT INTO commitment_term (version_id, commitment_id, valid_from)
    SELECT id, commitment_id, ${validFrom} FROM commitment_version WHERE id = ANY(${ids}::uuid[])`
}

/** Gives the term of a published version its end. */
export async function endTerm(tx: Tx, versionId: string, validTo: Date): Promise<void> {
  await tx.commitmentTerm.update({ where: { versionId }, data: { validTo } })
}
