import { maskSensitiveNumbers } from '@/customers/rules/identity'
import { RefusedError, type Result } from '@/kernel/result'
import { actorId, type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import type { Dispute } from '../rules/disputes'
import { type EventRow, lockAccounts, openEventsOf } from '../store/events'
import { heldByErrors, holdingErrors, holdsOf, insertHold, liftHolds } from '../store/holds'
import type { DisputeLookup } from './dispute-lookup'
import {
  freshEvent,
  lockedEvent,
  mustBeOpen,
  patchEvent,
  recordEventFacts,
  takeBackNotices,
} from './locked-event'

export type HoldInput = { readonly ref: string; readonly reason: string }
export type HeldEvent = { readonly id: string; readonly number: string; readonly state: EventRow['state'] }

const told = ({ id, number, state }: EventRow): HeldEvent => ({ id, number, state })
const cleaned = (reason: string): string => maskSensitiveNumbers(reason.trim()).text

/**
 * A person holds a planned suspension. Reminders still go out, so that it may be carried out when the hold is lifted.
 * @returns refusals `event_unknown`, `not_allowed`, `event_not_suspension`, `event_held_already`, `event_done`, `event_called_off`
 */
export function holdEvent(ctx: Ctx, input: HoldInput): Promise<Result<HeldEvent>> {
  return withTransaction(ctx, async (tx) => {
    const event = await lockedEvent(tx, input.ref, ['notice.hold'])
    mustBeOpen(event)
    if (event.kind !== 'suspension')
      throw new RefusedError({ code: 'event_not_suspension', params: { number: event.number } })
    const reason = cleaned(input.reason)
    const at = tx.clock()
    const isNew = await insertHold(
      tx.tx,
      { eventId: event.id, kind: 'person', reason, errorId: null, heldById: actorId(tx) },
      at,
    )
    if (!isNew) throw new RefusedError({ code: 'event_held_already', params: { number: event.number } })
    await recordEventFacts(tx, event, [
      { type: 'suspension.held', occurredAt: at, attrs: { by: 'person', reason } },
    ])
    if (event.state !== 'held') await patchEvent(tx, event, { state: 'held' })
    return told(await freshEvent(tx, event.id))
  })
}

export type ItemResult = { readonly ref: string; readonly result: Result<HeldEvent> }

/** Holds many for one reason; each answers for itself. */
export async function holdMany(ctx: Ctx, refs: readonly string[], reason: string): Promise<ItemResult[]> {
  const results: ItemResult[] = []
  for (const ref of refs) results.push({ ref, result: await holdEvent(ctx, { ref, reason }) })
  return results
}

/**
 * Lifts everything that holds an event; who did so and why is on record. A dispute lifted by a person holds it no more.
 * @returns refusals `event_unknown`, `not_allowed`, `event_not_held`
 */
export function liftHold(ctx: Ctx, input: HoldInput): Promise<Result<HeldEvent>> {
  return withTransaction(ctx, async (tx) => {
    const event = await lockedEvent(tx, input.ref, ['notice.hold'])
    mustBeOpen(event)
    const open = (await holdsOf(tx.tx, [event.id])).filter(({ liftedAt }) => liftedAt === null)
    if (open.length === 0)
      throw new RefusedError({ code: 'event_not_held', params: { number: event.number } })
    const reason = cleaned(input.reason)
    const at = tx.clock()
    await liftHolds(
      tx.tx,
      open.map(({ id }) => id),
      { by: actorId(tx), reason, at },
    )
    await letGo(tx, event, { by: 'person', reason }, at)
    return told(await freshEvent(tx, event.id))
  })
}

/** Nothing holds it any more: on with its reminders. */
async function letGo(
  ctx: TxCtx,
  event: EventRow,
  attrs: Readonly<Record<string, unknown>>,
  at: Date,
): Promise<void> {
  await recordEventFacts(ctx, event, [{ type: 'suspension.released', occurredAt: at, attrs }])
  await patchEvent(ctx, event, { state: 'planned', nextStepAt: at })
}

/**
 * Holds one event for disputes about content fees of its account (CN-27): nobody is reminded of a suspension over a fee that
 * is being checked. The caller holds the event's locks. @returns whether a dispute was new
 */
export async function holdForDisputes(
  ctx: TxCtx,
  event: EventRow,
  disputes: readonly Dispute[],
): Promise<boolean> {
  const at = ctx.clock()
  let isNew = false
  for (const { errorId, number } of disputes) {
    const added = await insertHold(
      ctx.tx,
      { eventId: event.id, kind: 'dispute', reason: number, errorId, heldById: null },
      at,
    )
    if (!added) continue
    isNew = true
    await recordEventFacts(ctx, event, [
      { type: 'suspension.held', occurredAt: at, attrs: { by: 'dispute', errorId, number } },
    ])
  }
  if (!isNew) return false
  await patchEvent(ctx, event, { state: 'held', nextStepAt: null })
  await takeBackNotices(ctx, event.id)
  return true
}

/** Disputes were reported: the planned suspensions of their accounts are held. @returns events held */
export async function disputesReported(
  ctx: Ctx,
  reported: readonly Dispute[],
  lookup: DisputeLookup,
): Promise<number> {
  let held = 0
  const accounts = [...new Set(reported.map(({ accountHash }) => accountHash))]
  for (const accountHash of accounts) {
    for (const { id } of await openEventsOf(ctx.tx ?? ctx.db, [accountHash], 'suspension')) {
      const done = await withTransaction(ctx, async (tx) => {
        const event = await lockedEvent(tx, id, [])
        if (event.state !== 'planned' && event.state !== 'held') return false
        // Asked again under the lock: what was decided meanwhile holds nothing.
        return holdForDisputes(tx, event, await lookup.ofAccounts(tx, [accountHash]))
      })
      if (done.ok && done.value) held += 1
    }
  }
  return held
}

/**
 * Disputes were decided: what only they held goes on. Looked for under the lock of the account, so that a hold that is being
 * made at this moment is seen. @returns events released
 */
export async function disputesDecided(
  ctx: Ctx,
  decided: readonly Pick<Dispute, 'errorId' | 'accountHash'>[],
  lookup: DisputeLookup,
): Promise<number> {
  let released = 0
  for (const accountHash of new Set(decided.map((each) => each.accountHash))) {
    const errorIds = decided.flatMap((each) => (each.accountHash === accountHash ? each.errorId : []))
    const done = await withTransaction(ctx, async (tx) => {
      await lockAccounts(tx.tx, [accountHash])
      let freed = 0
      for (const eventId of await heldByErrors(tx.tx, errorIds))
        if (await releaseDecided(tx, eventId, lookup)) freed += 1
      return freed
    })
    if (done.ok) released += done.value
  }
  return released
}

async function releaseDecided(ctx: TxCtx, eventId: string, lookup: DisputeLookup): Promise<boolean> {
  const event = await lockedEvent(ctx, eventId, [])
  const open = (await holdsOf(ctx.tx, [eventId])).filter(({ liftedAt }) => liftedAt === null)
  const disputed = open.filter(({ errorId }) => errorId !== null)
  const undecided = new Set(
    (
      await lookup.undecidedOf(
        ctx,
        disputed.flatMap(({ errorId }) => errorId ?? []),
      )
    ).map(({ errorId }) => errorId),
  )
  const decided = disputed.filter(({ errorId }) => !undecided.has(errorId ?? ''))
  if (decided.length === 0) return false
  const at = ctx.clock()
  // Who decided the dispute is who let the suspension go.
  const deciders = await lookup.decidersOf(
    ctx,
    decided.flatMap(({ errorId }) => errorId ?? []),
  )
  for (const { id, errorId } of decided)
    await liftHolds(ctx.tx, [id], { by: deciders.get(errorId ?? '') ?? null, reason: 'decided', at })
  if (decided.length < open.length || event.state !== 'held') return false
  await letGo(ctx, event, { by: 'decision', numbers: decided.map(({ reason }) => reason).join(', ') }, at)
  return true
}

const ERRORS_A_ROUND = 500

/** What a job that was lost, or an error verified without one, left held. @returns events released */
export async function releaseWhatIsDecided(ctx: Ctx, lookup: DisputeLookup): Promise<number> {
  const holding = await holdingErrors(ctx.tx ?? ctx.db, ERRORS_A_ROUND)
  if (holding.length === 0) return 0
  const errorIds = holding.map(({ errorId }) => errorId)
  const undecided = new Set((await lookup.undecidedOf(ctx, errorIds)).map(({ errorId }) => errorId))
  return disputesDecided(
    ctx,
    holding.filter(({ errorId }) => !undecided.has(errorId)),
    lookup,
  )
}
