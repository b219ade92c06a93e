import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import type { Angle, Field } from '../rules/catalogue-types'
import { EVERY_CASE } from '../rules/rule'
import { validateVersion } from '../rules/validate'
import { contentOfSeed, type FloorNote, type VersionContent } from '../rules/version-content'
import { versionContentSchema } from '../schema'
import {
  type CommitmentPlace,
  insertCommitments,
  lockCommitment,
  nextPosition,
  programmePlace,
} from '../store/register'
import { deleteDraft, insertDrafts, updateDraft, versionsOf } from '../store/versions'
import { seedOf } from './adopt'
import { floorFindings } from './floors'
import { isoDay } from './iso-day'
import { lockedVersion } from './publish'

async function lockedForDrafting(ctx: TxCtx, commitmentId: string): Promise<CommitmentPlace> {
  const place = await lockCommitment(ctx.tx, commitmentId)
  if (!place) throw new RefusedError({ code: 'commitment_not_found' })
  mustBeAllowed(ctx, 'commitment.draft', place.unitPath)
  return place
}

/** A new draft from the newest version, or from the published programme when the first draft was discarded. */
export async function createDraft(
  ctx: Ctx,
  input: { readonly commitmentId: string },
): Promise<Result<{ versionId: string; version: number }>> {
  return withTransaction(ctx, async (ctx) => {
    const place = await lockedForDrafting(ctx, input.commitmentId)
    const [newest] = await versionsOf(ctx.tx, place.id)
    if (newest?.status === 'draft') {
      throw new RefusedError({ code: 'commitment_draft_exists', params: { commitment: place.code } })
    }
    const content = newest?.content ?? seedContent(place)
    if (!content)
      throw new RefusedError({ code: 'commitment_nothing_to_draft_from', params: { commitment: place.code } })
    const draftedAt = ctx.clock()
    const draft = {
      id: newId(draftedAt.getTime()),
      commitmentId: place.id,
      version: (newest?.version ?? 0) + 1,
      content,
      draftedBy: actorId(ctx),
      draftedAt,
    }
    await insertDrafts(ctx.tx, [draft])
    await audit(ctx, {
      action: 'commitment.drafted',
      subjectType: 'commitment_version',
      subjectId: draft.id,
      unitId: place.unitId,
      detail: { commitment: place.code, programme: place.programmeCode, version: draft.version },
    })
    return { versionId: draft.id, version: draft.version }
  })
}

function seedContent(place: CommitmentPlace): VersionContent | null {
  const row = place.seedCode && seedOf(place.seedCode)?.commitments.find((each) => each.code === place.code)
  return row ? contentOfSeed(row) : null
}

export type SaveDraft = {
  readonly versionId: string
  /** `updatedAt` the editor started from (ISO); null: whatever is there. */
  readonly knownUpdatedAt: string | null
  readonly content: unknown
  /** Reasons for staying looser than a floor, by key of the finding. */
  readonly floorReasons: Readonly<Record<string, string>>
}

/**
 * Saves a draft: shape, meaning and floors are checked. A promise looser than a floor is saved only with a reason for
 * each difference; the reason stays on the version.
 */
export async function saveDraft(ctx: Ctx, input: SaveDraft): Promise<Result<{ updatedAt: string }>> {
  return withTransaction(ctx, async (ctx) => {
    const { place, version } = await lockedVersion(ctx, input.versionId)
    mustBeAllowed(ctx, 'commitment.draft', place.unitPath)
    const params = { commitment: place.code }
    if (version.status !== 'draft') throw new RefusedError({ code: 'commitment_published_fixed', params })
    const content = contentOf(input.content, place)
    const at = ctx.clock()
    const byId = actorId(ctx)
    const floorNotes = floorFindings({ kind: place.programmeKind }, content, isoDay(at)).map(
      (finding): FloorNote => {
        const reason = input.floorReasons[finding.key]?.trim()
        const earlier = version.floorNotes.find((note) => note.key === finding.key)
        if (!reason && earlier) return earlier
        if (!reason) {
          throw new RefusedError({
            code: 'commitment_floor_reason_missing',
            params: { ...params, floor: finding.floorCode },
            fields: { [`floor.${finding.key}`]: 'commitment_floor_reason' },
          })
        }
        if (earlier?.reason === reason) return earlier
        const { key, floorCode, article } = finding
        return { key, floorCode, article, reason, byId, at: at.toISOString() }
      },
    )
    const saved = await updateDraft(ctx.tx, {
      versionId: version.id,
      knownUpdatedAt: input.knownUpdatedAt === null ? null : new Date(input.knownUpdatedAt),
      content,
      floorNotes,
      byId,
      at,
    })
    if (!saved) throw new RefusedError({ code: 'commitment_draft_changed', params })
    await audit(ctx, {
      action: 'commitment.draft_saved',
      subjectType: 'commitment_version',
      subjectId: version.id,
      unitId: place.unitId,
      detail: {
        commitment: place.code,
        programme: place.programmeCode,
        version: version.version,
        floorNotes: floorNotes.map(({ floorCode, reason }) => ({ floorCode, reason })),
      },
    })
    return { updatedAt: at.toISOString() }
  })
}

function contentOf(input: unknown, place: CommitmentPlace): VersionContent {
  const parsed = versionContentSchema.safeParse(input)
  const problems = parsed.success
    ? validateVersion(parsed.data).map(({ path }) => ({ path, code: 'commitment_rule_problem' }))
    : parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: 'commitment_field_invalid' }))
  if (!parsed.success || problems.length > 0) {
    throw new RefusedError({
      code: 'commitment_draft_incomplete',
      params: { commitment: place.code, count: problems.length },
      fields: Object.fromEntries(problems.map(({ path, code }) => [path, code])),
    })
  }
  return parsed.data
}

/** Throws a draft away; published versions stay for ever. */
export async function discardDraft(ctx: Ctx, input: { readonly versionId: string }): Promise<Result<null>> {
  return withTransaction(ctx, async (ctx) => {
    const { place, version } = await lockedVersion(ctx, input.versionId)
    mustBeAllowed(ctx, 'commitment.draft', place.unitPath)
    if (!(await deleteDraft(ctx.tx, version.id))) {
      throw new RefusedError({ code: 'commitment_published_fixed', params: { commitment: place.code } })
    }
    await audit(ctx, {
      action: 'commitment.draft_discarded',
      subjectType: 'commitment_version',
      subjectId: version.id,
      unitId: place.unitId,
      detail: { commitment: place.code, programme: place.programmeCode, version: version.version },
    })
    return null
  })
}

export type NewPromise = {
  readonly programmeId: string
  readonly code: string
  readonly angle: Angle
  readonly field: Field
  readonly text: LocalText
}

/** A draft that says only the promise itself; everything else is filled in the editor. */
const blankContent = (code: string, text: LocalText): VersionContent => ({
  text,
  evidence: TO_BE_NAMED,
  ifBroken: { text: TO_BE_NAMED, provenance: 'own' },
  rules: [],
  scope: EVERY_CASE,
  target: { percent: 100 },
  ladder: [],
  remedy: { type: 'none' },
  consequence: { type: 'none' },
  quietHours: null,
  source: { title: OWN_PROMISE, date: null, ref: code },
  ownChoice: [],
  note: null,
})
const TO_BE_NAMED: LocalText = { 'zh-CN': '待写明', 'zh-TW': '待寫明', en: 'To be named' }
const OWN_PROMISE: LocalText = {
  'zh-CN': '本公司自定承诺',
  'zh-TW': '本公司自訂承諾',
  en: 'A promise of our own',
}

/** Adds a promise of the carrier's own to a programme, as a draft. */
export async function addCommitment(
  ctx: Ctx,
  input: NewPromise,
): Promise<Result<{ commitmentId: string; versionId: string }>> {
  return withTransaction(ctx, async (ctx) => {
    const programme = await programmePlace(ctx.tx, input.programmeId)
    if (!programme) throw new RefusedError({ code: 'commitment_not_found' })
    mustBeAllowed(ctx, 'commitment.draft', programme.unitPath)
    const now = ctx.clock()
    const commitmentId = newId(now.getTime())
    const added = await insertCommitments(ctx.tx, [
      {
        id: commitmentId,
        programmeId: programme.id,
        code: input.code,
        angle: input.angle,
        field: input.field,
        entryState: 'full',
        position: await nextPosition(ctx.tx, programme.id),
        publicSince: null,
        createdAt: now,
      },
    ])
    if (added === 0)
      throw new RefusedError({ code: 'commitment_code_taken', params: { commitment: input.code } })
    const versionId = newId(now.getTime())
    await insertDrafts(ctx.tx, [
      {
        id: versionId,
        commitmentId,
        version: 1,
        content: blankContent(input.code, input.text),
        draftedBy: actorId(ctx),
        draftedAt: now,
      },
    ])
    await audit(ctx, {
      action: 'commitment.added',
      subjectType: 'commitment',
      subjectId: commitmentId,
      unitId: programme.unitId,
      detail: { commitment: input.code, programme: programme.code },
    })
    return { commitmentId, versionId }
  })
}
