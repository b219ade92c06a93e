import type { Angle, EntryState, Field, Phase, TitledEntry } from '@/commitments/rules/catalogue-types'
import type { Source } from '@/commitments/rules/rule'
import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'

/** The unit a programme binds. */
export type ProgrammeUnit = {
  readonly id: string
  readonly code: string
  readonly path: string
  readonly name: LocalText
  readonly timeZone: string
}

/** The unit with its place in the tree; null when there is none. */
export async function unitOf(tx: Tx, unitId: string): Promise<ProgrammeUnit | null> {
  const [row] = await tx.$queryRaw<ProgrammeUnit[]>`
    SELECT id, code, path::text AS path, name, time_zone AS "timeZone" FROM org_unit WHERE id = ${unitId}::uuid AND closed_at IS NULL`
  return row ?? null
}

export type NewProgramme = {
  readonly id: string
  readonly code: string
  readonly unitId: string
  readonly kind: 'promise' | 'law'
  readonly name: LocalText
  readonly slogan: LocalText
  readonly years: readonly number[]
  /** ISO day. */
  readonly publishedOn: string | null
  readonly phases: readonly Phase[]
  readonly source: Source
  readonly seedCode: string | null
  readonly lineage: readonly { readonly year: number; readonly slogan: LocalText }[]
  readonly titledOnly: readonly TitledEntry[]
  readonly createdAt: Date
}

/** JSON for a column; our readonly shapes are what Prisma calls input. */
export const json = (value: unknown): Prisma.InputJsonValue => value as Prisma.InputJsonValue
export const jsonOrNull = (value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === null || value === undefined ? Prisma.DbNull : json(value)
const dayOrNull = (isoDay: string | null): Date | null => (isoDay ? new Date(`${isoDay}T00:00:00Z`) : null)

/** @returns false when the unit already has a programme of that code */
export async function insertProgramme(tx: Tx, programme: NewProgramme): Promise<boolean> {
  const { count } = await tx.programme.createMany({
    data: [
      {
        ...programme,
        name: json(programme.name),
        slogan: json(programme.slogan),
        years: programme.years.join(','),
        publishedOn: dayOrNull(programme.publishedOn),
        phases: json(programme.phases),
        source: json(programme.source),
        lineage: json(programme.lineage),
        titledOnly: json(programme.titledOnly),
      },
    ],
    skipDuplicates: true,
  })
  return count === 1
}

export type NewCommitment = {
  readonly id: string
  readonly programmeId: string
  readonly code: string
  readonly angle: Angle
  readonly field: Field
  readonly entryState: EntryState
  readonly position: number
  /** ISO day the source names. */
  readonly publicSince: string | null
  readonly createdAt: Date
}

/** @returns how many were added; a code the programme already has is left alone */
export async function insertCommitments(tx: Tx, commitments: readonly NewCommitment[]): Promise<number> {
  const { count } = await tx.commitment.createMany({
    data: commitments.map((each) => ({ ...each, publicSince: dayOrNull(each.publicSince) })),
    skipDuplicates: true,
  })
  return count
}

export type CommitmentPlace = {
  readonly id: string
  readonly code: string
  readonly programmeId: string
  readonly programmeCode: string
  readonly programmeKind: 'promise' | 'law'
  readonly seedCode: string | null
  readonly unitId: string
  readonly unitPath: string
  readonly timeZone: string
}

/** Where a commitment belongs, with its row locked: drafting and publishing the same promise go one after the other. */
export async function lockCommitment(tx: Tx, commitmentId: string): Promise<CommitmentPlace | null> {
  const [row] = await tx.$queryRaw<CommitmentPlace[]>`
    SELECT c.id, c.code, c.programme_id AS "programmeId", p.code AS "programmeCode", p.kind AS "programmeKind",
           p.seed_code AS "seedCode", p.unit_id AS "unitId", u.path::text AS "unitPath", u.time_zone AS "timeZone"
    FROM commitment c JOIN programme p ON p.id = c.programme_id JOIN org_unit u ON u.id = p.unit_id
    WHERE c.id = ${commitmentId}::uuid FOR UPDATE OF c`
  return row ?? null
}

export type ProgrammePlace = {
  readonly id: string
  readonly code: string
  readonly kind: 'promise' | 'law'
  readonly unitId: string
  readonly unitPath: string
}

export async function programmePlace(tx: Tx, programmeId: string): Promise<ProgrammePlace | null> {
  const [row] = await tx.$queryRaw<ProgrammePlace[]>`
    SELECT p.id, p.code, p.kind, p.unit_id AS "unitId", u.path::text AS "unitPath"
    FROM programme p JOIN org_unit u ON u.id = p.unit_id WHERE p.id = ${programmeId}::uuid`
  return row ?? null
}

/** Place after the last commitment of a programme. */
export async function nextPosition(tx: Tx, programmeId: string): Promise<number> {
  const { _max } = await tx.commitment.aggregate({ where: { programmeId }, _max: { position: true } })
  return (_max.position ?? -1) + 1
}
