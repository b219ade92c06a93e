import { RefusedError } from '@/kernel/result'
import { moveMatters } from '@/matters/store/write'
import { withdrawMessages } from '@/messaging/service/queue'
import { noticeOutlooks } from '@/obligations/queries/notice-needs'
import type { NoticeOutlook } from '@/obligations/rules/notice-outlook'
import { lockSubject, type NewFact, recordFacts } from '@/obligations/service/record'
import type { Permission } from '@/organisation/rules/permissions'
import { orgTree } from '@/organisation/tree'
import { may, mustBeAllowed, type TxCtx } from '@/platform/context'
import { type EventState, isOver } from '../rules/lists'
import { type Standing, standingOf } from '../rules/standing'
import { type EventRow, eventsById, findEvent, lockAccounts, writeStandings } from '../store/events'
import { dropNotices, noticesOf } from '../store/notices'

/**
 * The event of a reference of billing, a number or an id; its account and then its row stay locked until the transaction
 * ends, in this order everywhere.
 * @param permissions one of them is needed at its unit; empty: a process of ours
 * @throws RefusedError `event_unknown`, `not_allowed`
 */
export async function lockedEvent(
  ctx: TxCtx,
  ref: string,
  permissions: readonly Permission[],
): Promise<EventRow> {
  const found = await findEvent(ctx.tx, ref)
  if (!found) throw new RefusedError({ code: 'event_unknown', params: { ref } })
  await lockAccounts(ctx.tx, [found.accountHash])
  await lockSubject(ctx, { type: 'planned_event', id: found.id })
  const event = (await eventsById(ctx.tx, [found.id]))[0]!
  const [first] = permissions
  if (first) {
    const { path } = (await orgTree(ctx)).unitById(event.unitId)
    if (!permissions.some((permission) => may(ctx, permission, path))) mustBeAllowed(ctx, first, path)
  }
  return event
}

/** The row as this transaction has it now. */
export const freshEvent = async (ctx: TxCtx, id: string): Promise<EventRow> =>
  (await eventsById(ctx.tx, [id]))[0]!

/** @throws RefusedError when it is over */
export function mustBeOpen(event: EventRow): void {
  if (isOver(event.state))
    throw new RefusedError({ code: `event_${event.state}`, params: { number: event.number } })
}

export type EventFact = Pick<NewFact, 'type' | 'occurredAt' | 'source' | 'idempotencyKey'> & {
  readonly attrs?: NewFact['attrs']
}

/** Records facts of an event. @throws RefusedError `gate_missing` */
export async function recordEventFacts(
  ctx: TxCtx,
  event: Pick<EventRow, 'id' | 'unitId'>,
  facts: readonly EventFact[],
): Promise<void> {
  await recordFacts(
    ctx,
    facts.map(({ attrs, ...fact }) => ({
      ...fact,
      subject: { type: 'planned_event', id: event.id },
      unitId: event.unitId,
      attrs: attrs ?? {},
    })),
  )
}

export type EventPatch = Partial<{
  state: EventState
  eventAt: Date
  balanceMinor: bigint
  calledOffAt: Date
  calledOffById: string | null
  callOffReason: string
  doneAt: Date
  breachReason: string | null
  nextStepAt: Date | null
  warnedAt: Date | null
}>

/** Changes an event and lets its matter follow the state. */
export async function patchEvent(ctx: TxCtx, event: Pick<EventRow, 'id'>, patch: EventPatch): Promise<void> {
  await ctx.tx.plannedEvent.update({ where: { id: event.id }, data: patch })
  if (patch.state === undefined) return
  await moveMatters(ctx.tx, [event.id], {
    state: patch.state,
    closedAt: isOver(patch.state) ? (patch.doneAt ?? patch.calledOffAt ?? ctx.clock()) : null,
  })
}

/** Asks the engine how the notices stand and writes it for the lists. */
export async function refreshStanding(
  ctx: TxCtx,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, Standing & { readonly outlook: NoticeOutlook }>> {
  const outlooks = await noticeOutlooks(ctx, eventIds)
  const nowMs = ctx.clock().getTime()
  const standings = new Map(
    [...outlooks].map(([id, outlook]) => [id, { ...standingOf(outlook, nowMs), outlook }]),
  )
  await writeStandings(
    ctx.tx,
    [...standings].map(([id, { proof, missingCount, latestMs }]) => ({
      id,
      proof,
      missingCount,
      latestNoticeAt: latestMs === null ? null : new Date(latestMs),
    })),
  )
  return standings
}

/** Takes back what has not left yet. */
export async function takeBackNotices(ctx: TxCtx, eventId: string): Promise<void> {
  const notices = await noticesOf(ctx.tx, eventId)
  const waiting = notices.filter(({ state }) => state === 'waiting')
  const queued = notices.filter(({ state }) => state === 'queued' || state === 'failed')
  const withdrawn = new Set(
    await withdrawMessages(
      ctx,
      queued.map(({ messageKey }) => messageKey),
    ),
  )
  await dropNotices(ctx.tx, [
    ...waiting.map(({ id }) => id),
    ...queued
      .filter(({ state, messageKey }) => state === 'queued' && withdrawn.has(messageKey))
      .map(({ id }) => id),
  ])
}
