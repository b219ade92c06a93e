import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { lawProgramme } from '../catalogue/law-programme'
import { programmeByCode } from '../catalogue/programmes'
import type { ProgrammeSeed } from '../rules/catalogue-types'
import { contentOfSeed } from '../rules/version-content'
import { insertCommitments, insertProgramme, unitOf } from '../store/register'
import { insertDrafts } from '../store/versions'

/** Code under which the law of China is adopted as a programme of its own. */
export const LAW_CODE = 'CN'

/** The published programme, or the law, of that code. */
export function seedOf(seedCode: string): ProgrammeSeed | undefined {
  return seedCode === LAW_CODE ? lawProgramme() : programmeByCode(seedCode)
}

export type Adopted = { readonly programmeId: string; readonly commitments: number }

/**
 * Starts a carrier's programme from one of the five published ones (`ZZ`, `BJ`, `CD`, `BR`, `SH`) or from the law
 * (`CN`): every row becomes a commitment with a draft, titled-only and principle entries too. Nothing binds until a
 * second person publishes it.
 */
export async function adoptProgramme(
  ctx: Ctx,
  input: { readonly seedCode: string; readonly unitId: string },
): Promise<Result<Adopted>> {
  return withTransaction(ctx, async (ctx) => {
    const unit = await unitOf(ctx.tx, input.unitId)
    if (!unit) throw new RefusedError({ code: 'commitment_unit_unknown' })
    mustBeAllowed(ctx, 'commitment.draft', unit.path)
    const seed = seedOf(input.seedCode)
    if (!seed)
      throw new RefusedError({ code: 'commitment_seed_unknown', params: { programme: input.seedCode } })
    return insertSeed(ctx, seed, unit.id)
  })
}

async function insertSeed(ctx: TxCtx, seed: ProgrammeSeed, unitId: string): Promise<Adopted> {
  const now = ctx.clock()
  const id = () => newId(now.getTime())
  const programmeId = id()
  const isNew = await insertProgramme(ctx.tx, {
    id: programmeId,
    code: seed.code,
    unitId,
    kind: seed.code === LAW_CODE ? 'law' : 'promise',
    name: seed.name,
    slogan: seed.slogan,
    years: seed.years,
    publishedOn: seed.publishedOn,
    phases: seed.phases,
    source: seed.source,
    seedCode: seed.code,
    lineage: seed.lineage,
    titledOnly: seed.titledOnly,
    createdAt: now,
  })
  if (!isNew)
    throw new RefusedError({ code: 'commitment_programme_exists', params: { programme: seed.code } })
  const rows = seed.commitments.map((row, position) => ({ row, position, commitmentId: id() }))
  await insertCommitments(
    ctx.tx,
    rows.map(({ row, position, commitmentId }) => ({
      id: commitmentId,
      programmeId,
      code: row.code,
      angle: row.area.angle,
      field: row.area.field,
      entryState: row.entryState,
      position,
      publicSince: row.validFrom,
      createdAt: now,
    })),
  )
  await insertDrafts(
    ctx.tx,
    rows.map(({ row, commitmentId }) => ({
      id: id(),
      commitmentId,
      version: 1,
      content: contentOfSeed(row),
      draftedBy: actorId(ctx),
      draftedAt: now,
    })),
  )
  await audit(ctx, {
    action: 'programme.adopted',
    subjectType: 'programme',
    subjectId: programmeId,
    unitId,
    detail: { programme: seed.code, commitments: rows.length },
  })
  return { programmeId, commitments: rows.length }
}
