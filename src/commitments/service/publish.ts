import { RefusedError, type Result } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { formatInstant } from '@/ui/format'
import { type CommitmentPlace, lockCommitment, programmePlace } from '../store/register'
import {
  draftsOfProgramme,
  endTerm,
  publishDrafts,
  type StoredVersion,
  versionById,
  versionsOf,
} from '../store/versions'
import { openFindings } from './floors'
import { isoDay } from './iso-day'

/** The person who publishes; our own processes may not, because a promise is made by people. */
function publisherOf(ctx: Ctx): string {
  const id = actorId(ctx)
  if (!id) throw new RefusedError({ code: 'commitment_publisher_missing' })
  return id
}

/**
 * Refuses what may not be published: no draft, the drafter's own draft, a floor undercut without a reason, a start
 * before now (except for the first version, which may hold since the promise was made public), a start inside a term
 * that cannot be ended there.
 */
function mustBePublishable(
  place: CommitmentPlace,
  draft: StoredVersion,
  others: readonly StoredVersion[],
  publication: { readonly byId: string; readonly at: Date; readonly validFrom: Date },
  locale: Locale,
): void {
  const told = (instant: Date) => formatInstant(instant, { locale, timeZone: place.timeZone })
  const commitment = place.code
  if (draft.status !== 'draft')
    throw new RefusedError({ code: 'commitment_already_published', params: { commitment } })
  if (draft.draftedBy === publication.byId)
    throw new RefusedError({ code: 'commitment_second_person', params: { commitment } })
  const open = openFindings(
    { kind: place.programmeKind },
    draft.content,
    draft.floorNotes,
    isoDay(publication.at),
  )
  if (open[0]) {
    throw new RefusedError({
      code: 'commitment_floor_reason_missing',
      params: { commitment, floor: open[0].floorCode },
    })
  }
  const terms = others.flatMap((version) =>
    version.term ? [{ version: version.version, ...version.term }] : [],
  )
  if (terms.length > 0 && publication.validFrom < publication.at) {
    throw new RefusedError({ code: 'commitment_valid_from_past', params: { commitment } })
  }
  for (const term of terms) {
    const begins = term.validTo ?? term.validFrom
    const clashes = term.validTo
      ? publication.validFrom < term.validTo
      : publication.validFrom <= term.validFrom
    if (clashes) {
      throw new RefusedError({
        code: term.validTo ? 'commitment_term_not_over' : 'commitment_term_not_begun',
        params: { commitment, version: term.version, time: told(begins) },
      })
    }
  }
}

/**
 * Publishes a draft by a second person; it holds from `validFrom` (null: from now), and the version before it ends at
 * that moment. A first version may hold from an earlier day; the engine applies it to cases recorded after publication.
 */
export async function publishVersion(
  ctx: Ctx,
  input: { readonly versionId: string; readonly validFrom: Date | null },
): Promise<Result<{ versionId: string; validFrom: Date }>> {
  return withTransaction(ctx, async (ctx) => {
    const { place, version } = await lockedVersion(ctx, input.versionId)
    mustBeAllowed(ctx, 'commitment.publish', place.unitPath)
    const at = ctx.clock()
    const publication = { byId: publisherOf(ctx), at, validFrom: input.validFrom ?? at }
    const others = (await versionsOf(ctx.tx, place.id)).filter((each) => each.id !== version.id)
    mustBePublishable(place, version, others, publication, ctx.locale)
    await publishDrafts(ctx.tx, [version.id], publication)
    await audit(ctx, {
      action: 'commitment.published',
      subjectType: 'commitment_version',
      subjectId: version.id,
      unitId: place.unitId,
      detail: {
        commitment: place.code,
        programme: place.programmeCode,
        version: version.version,
        validFrom: publication.validFrom.toISOString(),
        floorNotes: version.floorNotes.map(({ floorCode, reason }) => ({ floorCode, reason })),
      },
    })
    return { versionId: version.id, validFrom: publication.validFrom }
  })
}

export type PublishedAll = {
  readonly published: readonly { readonly commitment: string; readonly version: number }[]
  /** Drafts left as they are, each with the refusal that kept it back. */
  readonly kept: readonly {
    readonly commitment: string
    readonly code: string
    readonly params: Readonly<Record<string, string | number>>
  }[]
}

/** Publishes every draft of a programme that may be; says which were kept back and why. */
export async function publishAll(
  ctx: Ctx,
  input: { readonly programmeId: string; readonly validFrom: Date | null },
): Promise<Result<PublishedAll>> {
  return withTransaction(ctx, async (ctx) => {
    const programme = await programmePlace(ctx.tx, input.programmeId)
    if (!programme) throw new RefusedError({ code: 'commitment_not_found' })
    mustBeAllowed(ctx, 'commitment.publish', programme.unitPath)
    const byId = publisherOf(ctx)
    const published: { commitment: string; version: number; id: string }[] = []
    const kept: PublishedAll['kept'][number][] = []
    const drafts = await draftsOfProgramme(ctx.tx, programme.id)
    // In order of id, as every other publisher takes these locks.
    const places = new Map<string, CommitmentPlace>()
    for (const commitmentId of drafts.map((draft) => draft.commitmentId).sort()) {
      const place = await lockCommitment(ctx.tx, commitmentId)
      if (place) places.set(commitmentId, place)
    }
    const at = ctx.clock()
    const publication = { byId, at, validFrom: input.validFrom ?? at }
    for (const draft of await draftsOfProgramme(ctx.tx, programme.id)) {
      const place = places.get(draft.commitmentId)
      if (!place) continue
      try {
        const others = (await versionsOf(ctx.tx, place.id)).filter((each) => each.id !== draft.id)
        mustBePublishable(place, draft, others, publication, ctx.locale)
        published.push({ commitment: place.code, version: draft.version, id: draft.id })
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error
        kept.push({ commitment: place.code, code: error.refusal.code, params: error.refusal.params ?? {} })
      }
    }
    if (published.length === 0 && kept.length === 0) {
      throw new RefusedError({ code: 'commitment_no_drafts', params: { programme: programme.code } })
    }
    if (published.length > 0) {
      await publishDrafts(
        ctx.tx,
        published.map(({ id }) => id),
        publication,
      )
      await audit(ctx, {
        action: 'programme.published',
        subjectType: 'programme',
        subjectId: programme.id,
        unitId: programme.unitId,
        detail: {
          programme: programme.code,
          validFrom: publication.validFrom.toISOString(),
          published: published.map(({ commitment, version }) => ({ commitment, version })),
          kept,
        },
      })
    }
    return { published: published.map(({ commitment, version }) => ({ commitment, version })), kept }
  })
}

/** Ends the term of a published version at `validTo` (null: now). What was owed before stays owed under it. */
export async function withdrawVersion(
  ctx: Ctx,
  input: { readonly versionId: string; readonly validTo: Date | null; readonly reason: string },
): Promise<Result<{ validTo: Date }>> {
  return withTransaction(ctx, async (ctx) => {
    const { place, version } = await lockedVersion(ctx, input.versionId)
    mustBeAllowed(ctx, 'commitment.publish', place.unitPath)
    publisherOf(ctx)
    const at = ctx.clock()
    const validTo = input.validTo ?? at
    const params = { commitment: place.code }
    if (!version.term) throw new RefusedError({ code: 'commitment_not_published', params })
    if (version.term.validTo) throw new RefusedError({ code: 'commitment_already_ended', params })
    if (validTo < at) throw new RefusedError({ code: 'commitment_valid_to_past', params })
    if (validTo <= version.term.validFrom)
      throw new RefusedError({ code: 'commitment_ends_before_start', params })
    await endTerm(ctx.tx, version.id, validTo)
    await audit(ctx, {
      action: 'commitment.withdrawn',
      subjectType: 'commitment_version',
      subjectId: version.id,
      unitId: place.unitId,
      detail: {
        commitment: place.code,
        programme: place.programmeCode,
        version: version.version,
        validTo: validTo.toISOString(),
        reason: input.reason,
      },
    })
    return { validTo }
  })
}

/** A version read again after its commitment's row is locked, so that of two people one sees what the other did. */
export async function lockedVersion(
  ctx: TxCtx,
  versionId: string,
): Promise<{ place: CommitmentPlace; version: StoredVersion }> {
  const found = await versionById(ctx.tx, versionId)
  const place = found && (await lockCommitment(ctx.tx, found.commitmentId))
  const version = place && (await versionById(ctx.tx, versionId))
  if (!place || !version) throw new RefusedError({ code: 'commitment_draft_gone' })
  return { place, version }
}
