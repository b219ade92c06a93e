import type { Angle, EntryState, Field, Phase, TitledEntry } from '@/commitments/rules/catalogue-types'
import type { Source } from '@/commitments/rules/rule'
import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import type { Prisma } from '@/platform/db/generated/client'
import { Prisma as PrismaSql } from '@/platform/db/generated/client'
import { type StoredVersion, versionOfRow } from './versions'

export type ProgrammeRow = {
  readonly id: string
  readonly code: string
  readonly kind: 'promise' | 'law'
  readonly name: LocalText
  readonly slogan: LocalText
  readonly years: readonly number[]
  /** ISO day. */
  readonly publishedOn: string | null
  readonly phases: readonly Phase[]
  readonly lineage: readonly { readonly year: number; readonly slogan: LocalText }[]
  readonly titledOnly: readonly TitledEntry[]
  readonly source: Source
  readonly unitId: string
  readonly unitPath: string
  readonly unitName: LocalText
  readonly timeZone: string
}

/**
 * Programmes that bind or lie within the given subtrees (null: all), promises before the law.
 * A branch sees the programme of the carrier above it.
 */
export async function programmesSeenFrom(tx: Tx, paths: readonly string[] | null): Promise<ProgrammeRow[]> {
  const within =
    paths === null
      ? PrismaSql.sql`TRUE`
      : PrismaSql.sql`(u.path <@ ANY(${[...paths]}::ltree[]) OR u.path @> ANY(${[...paths]}::ltree[]))`
  const rows = await tx.$queryRaw<(Omit<ProgrammeRow, 'years'> & { years: string })[]>`
    SELECT p.id, p.code, p.kind, p.name, p.slogan, p.years, p.published_on::text AS "publishedOn", p.phases, p.lineage,
           p.titled_only AS "titledOnly", p.source, u.id AS "unitId", u.path::text AS "unitPath", u.name AS "unitName",
           u.time_zone AS "timeZone"
    FROM programme p JOIN org_unit u ON u.id = p.unit_id
    WHERE ${within} ORDER BY p.kind DESC, nlevel(u.path), p.created_at, p.code`
  return rows.map((row) => ({ ...row, years: row.years.split(',').filter(Boolean).map(Number) }))
}

export type CommitmentWithVersions = {
  readonly id: string
  readonly programmeId: string
  readonly code: string
  readonly angle: Angle
  readonly field: Field
  readonly entryState: EntryState
  readonly position: number
  /** ISO day the source names. */
  readonly publicSince: string | null
  /** The newest first. */
  readonly versions: readonly StoredVersion[]
}

const withVersions = {
  versions: { include: { term: true }, orderBy: { version: 'desc' } },
} satisfies Prisma.CommitmentInclude

type CommitmentRow = Prisma.CommitmentGetPayload<{ include: typeof withVersions }>

const commitmentOfRow = (row: CommitmentRow): CommitmentWithVersions => ({
  id: row.id,
  programmeId: row.programmeId,
  code: row.code,
  angle: row.angle as Angle,
  field: row.field as Field,
  entryState: row.entryState as EntryState,
  position: row.position,
  publicSince: row.publicSince?.toISOString().slice(0, 10) ?? null,
  versions: row.versions.map(versionOfRow),
})

/** All commitments of a programme in its order, with all their versions. */
export async function commitmentsOf(tx: Tx, programmeId: string): Promise<CommitmentWithVersions[]> {
  const rows = await tx.commitment.findMany({
    where: { programmeId },
    include: withVersions,
    orderBy: [{ position: 'asc' }, { code: 'asc' }],
  })
  return rows.map(commitmentOfRow)
}

export async function commitmentById(tx: Tx, commitmentId: string): Promise<CommitmentWithVersions | null> {
  const row = await tx.commitment.findUnique({ where: { id: commitmentId }, include: withVersions })
  return row ? commitmentOfRow(row) : null
}

/** Names of the people who drafted and published, by id. */
export async function staffNames(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx.staff.findMany({
    where: { id: { in: wanted } },
    select: { id: true, displayName: true },
  })
  return new Map(rows.map((row) => [row.id, row.displayName]))
}

/** Codes and names of the open units in a subtree, for scopes; at most `limit`. */
export async function unitsBelow(
  tx: Tx,
  path: string,
  limit = 1000,
): Promise<{ code: string; name: LocalText }[]> {
  return tx.$queryRaw<{ code: string; name: LocalText }[]>`
    SELECT code, name FROM org_unit WHERE path <@ ${path}::ltree AND closed_at IS NULL ORDER BY path LIMIT ${limit}`
}

/** Units a programme can be started for: open ones within the given subtrees (null: all), highest first. */
export async function unitsToStartFor(
  tx: Tx,
  paths: readonly string[] | null,
): Promise<{ id: string; code: string; name: LocalText; depth: number }[]> {
  const within = paths === null ? PrismaSql.sql`TRUE` : PrismaSql.sql`path <@ ANY(${[...paths]}::ltree[])`
  return tx.$queryRaw<{ id: string; code: string; name: LocalText; depth: number }[]>`
    SELECT id, code, name, nlevel(path)::int AS depth FROM org_unit
    WHERE ${within} AND closed_at IS NULL AND kind IN ('carrier','province','city_branch','county_branch')
    ORDER BY nlevel(path), path LIMIT 300`
}
