import { maskSensitiveNumbers } from '@/customers/rules/identity'
import { RefusedError, type Result } from '@/kernel/result'
import { lockSubject } from '@/obligations/service/record'
import { actorId, type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { FACTS_OF } from '../rules/lists'
import type { EventRow } from '../store/events'
import {
  freshEvent,
  lockedEvent,
  mustBeOpen,
  patchEvent,
  recordEventFacts,
  refreshStanding,
  takeBackNotices,
} from './locked-event'

/**
 * Plans an event for another time. Notices that announced an earlier time still count, those that have not left are written
 * anew. The same time again changes nothing.
 * @returns refusals `event_unknown`, `not_allowed`, `event_in_past`, `event_done`, `event_called_off`, `event_has_no_time`
 */
export function moveEvent(
  ctx: Ctx,
  input: { readonly ref: string; readonly eventAt: Date },
): Promise<Result<EventRow>> {
  return withTransaction(ctx, async (tx) => {
    const event = await lockedEvent(tx, input.ref, ['notice.api'])
    mustBeOpen(event)
    if (event.kind === 'low_balance')
      throw new RefusedError({ code: 'event_has_no_time', params: { number: event.number } })
    const now = tx.clock()
    if (event.eventAt?.getTime() === input.eventAt.getTime()) return event
    if (input.eventAt < now)
      throw new RefusedError({ code: 'event_in_past', fields: { eventAt: 'event_in_past' } })
    await takeBackNotices(tx, event.id)
    await recordEventFacts(tx, event, [
      {
        type: FACTS_OF[event.kind].planned,
        occurredAt: now,
        attrs: { eventAt: input.eventAt.toISOString(), movedFrom: event.eventAt?.toISOString() ?? null },
      },
    ])
    await patchEvent(tx, event, { eventAt: input.eventAt, warnedAt: null, nextStepAt: now })
    await refreshStanding(tx, [event.id])
    return freshEvent(tx, event.id)
  })
}

/**
 * Calls an event off: nothing is owed for it any more. Again changes nothing.
 * @returns refusals `event_unknown`, `not_allowed`, `event_done`
 */
export function callOffEvent(
  ctx: Ctx,
  input: { readonly ref: string; readonly reason: string },
): Promise<Result<EventRow>> {
  return withTransaction(ctx, async (tx) => {
    const event = await lockedEvent(tx, input.ref, ['notice.hold', 'notice.api'])
    if (event.state === 'called_off') return event
    mustBeOpen(event)
    await callOffLocked(tx, event, maskSensitiveNumbers(input.reason.trim()).text)
    return freshEvent(tx, event.id)
  })
}

/** The same for an event whose account is locked. */
export async function callOffLocked(ctx: TxCtx, event: EventRow, reason: string): Promise<void> {
  await lockSubject(ctx, { type: 'planned_event', id: event.id })
  const at = ctx.clock()
  await takeBackNotices(ctx, event.id)
  await recordEventFacts(ctx, event, [
    { type: FACTS_OF[event.kind].calledOff, occurredAt: at, attrs: { reason } },
  ])
  await patchEvent(ctx, event, {
    state: 'called_off',
    calledOffAt: at,
    calledOffById: actorId(ctx),
    callOffReason: reason,
    nextStepAt: null,
  })
  await refreshStanding(ctx, [event.id])
}
