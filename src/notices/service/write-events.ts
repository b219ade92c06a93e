import { sealAccount } from '@/customers/account'
import { RefusedError } from '@/kernel/result'
import { openMatters } from '@/matters/service/open'
import { type NewFact, recordFactsOfMany } from '@/obligations/service/record'
import { actorId, type TxCtx } from '@/platform/context'
import { FACTS_OF } from '../rules/lists'
import type { PlannedAnswer, Prepared } from '../rules/planned'
import { type EventRow, eventsById, insertEvents } from '../store/events'
import type { DisputeLookup } from './dispute-lookup'
import { holdForDisputes } from './hold'
import { refreshStanding } from './locked-event'
import { type TakenOver, takeOverLowBalances } from './take-over'

export const plannedAnswer = (
  { externalRef, id, number, state }: EventRow,
  wasPlannedBefore: boolean,
): PlannedAnswer => ({ ref: externalRef, id, number, state, wasPlannedBefore })

/** New events with their matters and facts, what is owed, and what holds them; a handful of statements for all. */
export async function writeEvents(
  ctx: TxCtx,
  events: readonly Prepared[],
  disputes: DisputeLookup | null,
): Promise<ReadonlyMap<string, EventRow>> {
  if (events.length === 0) return new Map()
  const now = ctx.clock()
  const takenOver = await takeOverLowBalances(ctx, events)
  const matters = await openMatters(
    ctx,
    'planned_event',
    events.map((event) => ({
      unitId: event.unitId,
      customerId: event.customerId,
      ownerId: null,
      classCode: event.kind,
      channel: 'api',
      customerClass: event.customerClass,
      state: 'planned',
      openedAt: now,
    })),
  )
  await insertEvents(
    ctx.tx,
    events.map(({ ref, account, phone: _, ...event }, index) => ({
      ...event,
      id: matters[index]!.id,
      externalRef: ref,
      accountEnc: sealAccount(account),
      plannedAt: now,
    })),
  )
  const { refused } = await recordFactsOfMany(
    ctx,
    events.map((event, index) => ({
      facts: firstFacts(ctx, matters[index]!.id, event, takenOver.get(event.ref), now),
    })),
  )
  for (const refusal of refused.values()) throw new RefusedError(refusal)
  const ids = matters.map(({ id }) => id)
  await refreshStanding(ctx, ids)
  if (disputes) await holdDisputed(ctx, ids, disputes)
  return new Map((await eventsById(ctx.tx, ids)).map((event) => [event.externalRef, event]))
}

async function holdDisputed(ctx: TxCtx, ids: readonly string[], disputes: DisputeLookup): Promise<void> {
  const suspensions = (await eventsById(ctx.tx, ids)).filter(({ kind }) => kind === 'suspension')
  if (suspensions.length === 0) return
  const open = await disputes.ofAccounts(ctx, [...new Set(suspensions.map(({ accountHash }) => accountHash))])
  for (const event of suspensions) {
    const own = open.filter(({ accountHash }) => accountHash === event.accountHash)
    if (own.length > 0) await holdForDisputes(ctx, event, own)
  }
}

/** The facts an event begins with; a prepaid suspension is owed a balance notice first, those given already counting. */
function firstFacts(
  ctx: TxCtx,
  id: string,
  event: Prepared,
  taken: TakenOver | undefined,
  now: Date,
): NewFact[] {
  const subject = { type: 'planned_event', id } as const
  const { unitId } = event
  const common = { subject, unitId }
  const said = {
    kind: 'planned_event',
    classCode: event.kind,
    channel: 'api',
    customerClass: event.customerClass,
    ownerId: null,
    plannedBy: actorId(ctx),
    ...(event.eventAt ? { eventAt: event.eventAt.toISOString() } : {}),
    ...(event.balanceMinor === null ? {} : { balanceMinor: String(event.balanceMinor) }),
    ...(event.amountMinor === null ? {} : { amountMinor: String(event.amountMinor) }),
    currency: event.currency,
  }
  const planned: NewFact = { ...common, type: FACTS_OF[event.kind].planned, occurredAt: now, attrs: said }
  if (event.kind !== 'suspension' || event.customerClass !== 'prepaid') return [planned]
  return [
    { ...common, type: 'balance.low_found', occurredAt: taken?.foundAt ?? now, attrs: said },
    ...(taken?.notices ?? []).map(
      (notice): NewFact => ({
        ...common,
        type: 'balance.notice_sent',
        occurredAt: notice.sentAt,
        source: 'system',
        attrs: {
          channel: notice.channel,
          deliveredAt: notice.deliveredAt.toISOString(),
          noticeId: notice.id,
          takenFrom: taken?.number,
        },
      }),
    ),
    planned,
  ]
}
