import { newId } from '@/kernel/ids'
import { inAllLocales } from '@/kernel/text'
import type { MessageParams } from '@/messaging/rules/template'
import { queueMessage } from '@/messaging/service/queue'
import { notifyAll } from '@/notifications/service'
import type { NoticeNeed } from '@/obligations/rules/notice-outlook'
import { findRecipients } from '@/organisation/queries/people'
import { orgTree } from '@/organisation/tree'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { formatInstant } from '@/ui/format'
import { FACTS_OF, isOver, templateOf } from '../rules/lists'
import { allowedFrom, forbiddenFrom, planSendings, type Underway } from '../rules/sending'
import { amountText, periodText } from '../rules/texts'
import { dueEventIds, type EventRow } from '../store/events'
import { holdsOf } from '../store/holds'
import {
  changeNotice,
  dropNotices,
  insertNotices,
  type NewNotice,
  type NoticeRow,
  noticesOf,
} from '../store/notices'
import { lockedEvent, patchEvent, recordEventFacts, refreshStanding } from './locked-event'
import { settingsByUnit } from './settings'

const BATCH = 200

/**
 * Does what is due before planned events: writes and sends notices, tries another way where one failed, tells the branch
 * manager what cannot be in time, ends contract terms and changes prices at their time. Each event in a transaction of its
 * own, so that one that fails holds up no other. @returns number of events looked at
 */
export async function advanceDueEvents(ctx: Ctx, isStopping: () => boolean = () => false): Promise<number> {
  const ids = await dueEventIds(ctx.tx ?? ctx.db, ctx.clock(), BATCH)
  let looked = 0
  for (const id of ids) {
    if (isStopping()) break
    await withTransaction(ctx, async (tx) => {
      const event = await lockedEvent(tx, id, [])
      if (event.nextStepAt === null || event.nextStepAt > tx.clock()) return
      await advanceEvent(tx, event)
    })
    looked += 1
  }
  return looked
}

/**
 * The next step of one event whose locks the caller holds.
 * @param begins a low balance was found: its first reminder may be written; without it only what was begun is gone on with
 * @returns number of messages newly written
 */
export async function advanceEvent(
  ctx: TxCtx,
  event: EventRow,
  { begins = event.kind !== 'low_balance' }: { readonly begins?: boolean } = {},
): Promise<number> {
  if (isOver(event.state)) return 0
  const now = ctx.clock()
  if (happensByItself(event) && event.eventAt !== null && event.eventAt <= now) {
    await happen(ctx, event, event.eventAt)
    return 0
  }
  const isDisputed = (await holdsOf(ctx.tx, [event.id])).some(
    ({ kind, liftedAt }) => kind === 'dispute' && liftedAt === null,
  )
  if (isDisputed) {
    await patchEvent(ctx, event, { nextStepAt: null })
    return 0
  }
  const standing = (await refreshStanding(ctx, [event.id])).get(event.id)!
  const { needs } = standing.outlook
  let notices = await noticesOf(ctx.tx, event.id)
  const marginMs = (await settingsByUnit(ctx))(event.unitId).marginMinutes * 60_000
  const mayWrite = begins || notices.length > 0
  const plan = planSendings(mayWrite ? needs : [], underwayOf(event, notices), {
    nowMs: now.getTime(),
    marginMs,
  })
  const rows = plan.sendings.map((sending, index): NewNotice => {
    const attempt = notices.length + index + 1
    return {
      id: newId(now.getTime()),
      eventId: event.id,
      purpose: 'owed',
      factType: sending.factType,
      serves: sending.serves,
      commitments: sending.commitments,
      channel: sending.channel,
      attempt,
      eventAt: announcedBy(sending.factType, event),
      latestAt: sending.latestMs === null ? null : new Date(sending.latestMs),
      sendAt: new Date(sending.sendMs),
      messageKey: keyOf(event, attempt),
      createdAt: now,
    }
  })
  await insertNotices(ctx.tx, rows)
  if (rows.length > 0) notices = await noticesOf(ctx.tx, event.id)
  await queueDue(ctx, event, notices, needs)
  const isAtRisk =
    standing.proof === 'too_late' || plan.hopeless.length > 0 || plan.sendings.some(({ isLate }) => isLate)
  const hasWarned = isAtRisk && event.warnedAt === null && event.kind !== 'low_balance'
  if (hasWarned) await warn(ctx, event, standing.missing)
  await patchEvent(ctx, event, {
    nextStepAt: nextStep(event, await noticesOf(ctx.tx, event.id), standing.latestMs, now),
    ...(hasWarned ? { warnedAt: now } : {}),
  })
  return rows.length
}

/** One more reminder of a balance that fell to another level, which no rule owes. */
export async function sendStep(ctx: TxCtx, event: EventRow, step: number): Promise<void> {
  const now = ctx.clock()
  const notices = await noticesOf(ctx.tx, event.id)
  const attempt = notices.length + 1
  const { timeZone } = (await orgTree(ctx)).unitById(event.unitId)
  const night = [{ timeZone, forbiddenHours: [{ days: [], from: '21:00', to: '08:00' }] }]
  await insertNotices(ctx.tx, [
    {
      id: newId(now.getTime()),
      eventId: event.id,
      purpose: 'step',
      factType: 'balance.notice_sent',
      serves: [],
      commitments: [],
      channel: 'sms',
      attempt,
      eventAt: null,
      latestAt: null,
      sendAt: new Date(allowedFrom(night, now.getTime())),
      messageKey: `${keyOf(event, attempt)}:step${step}`,
      createdAt: now,
    },
  ])
  const written = await noticesOf(ctx.tx, event.id)
  await queueDue(ctx, event, written, [])
  await patchEvent(ctx, event, {
    nextStepAt: nextStep(event, await noticesOf(ctx.tx, event.id), null, now),
  })
}

const keyOf = (event: EventRow, attempt: number): string => `notice:${event.id}:${attempt}`

/** A balance tells no date. */
const announcedBy = (factType: string, event: EventRow): Date | null =>
  factType === 'balance.notice_sent' ? null : event.eventAt

/** What still announces the time the event is planned for. */
const underwayOf = (event: EventRow, notices: readonly NoticeRow[]): Underway[] =>
  notices
    .filter(
      ({ eventAt }) =>
        eventAt === null || (event.eventAt !== null && eventAt.getTime() === event.eventAt.getTime()),
    )
    // What was given up for the night says nothing against its channel.
    .map((notice) => (notice.errorCode === 'expired' ? { ...notice, state: 'dropped' } : notice))

/** Hands over to the outbox what is due; what nobody needs any more is dropped. */
async function queueDue(
  ctx: TxCtx,
  event: EventRow,
  notices: readonly NoticeRow[],
  needs: readonly NoticeNeed[],
): Promise<void> {
  const now = ctx.clock()
  const missing = new Set(needs.flatMap(({ key, metAtMs }) => (metAtMs === null ? [key] : [])))
  for (const notice of notices) {
    if (notice.state !== 'waiting' || notice.sendAt > now) continue
    if (notice.purpose === 'owed' && !notice.serves.some((key) => missing.has(key))) {
      await dropNotices(ctx.tx, [notice.id])
      continue
    }
    const served = needs.filter(({ key }) => notice.serves.includes(key))
    const allowedMs = allowedFrom(served, now.getTime())
    if (allowedMs > now.getTime()) {
      // The worker was away when its time came, and now nobody is disturbed.
      await changeNotice(ctx.tx, notice.id, { sendAt: new Date(allowedMs) })
      continue
    }
    const untilMs = forbiddenFrom(served, now.getTime())
    const queued = await queueMessage(ctx, {
      key: notice.messageKey,
      channel: notice.channel,
      customerId: event.customerId,
      templateCode: templateOf(notice.factType, event.customerClass),
      locale: event.locale,
      params: await paramsOf(ctx, event),
      subject: { type: 'planned_event', id: event.id },
      unitId: event.unitId,
      // Held up into the night it is given up and written anew for the morning.
      ...(untilMs === null ? {} : { notAfter: new Date(untilMs) }),
    })
    await changeNotice(ctx.tx, notice.id, { state: 'queued', messageId: queued.id })
  }
}

async function paramsOf(ctx: TxCtx, event: EventRow): Promise<MessageParams> {
  const { timeZone } = (await orgTree(ctx)).unitById(event.unitId)
  const { eventAt, service, newPriceMinor, period, currency } = event
  const amountMinor =
    event.kind === 'low_balance' || event.amountMinor === null ? event.balanceMinor : event.amountMinor
  return {
    ...(amountMinor === null ? {} : { amount: amountText(amountMinor, currency) }),
    ...(eventAt === null
      ? {}
      : { date: inAllLocales((locale) => formatInstant(eventAt, { locale, timeZone, style: 'dateTime' })) }),
    ...(service === null ? {} : { service }),
    ...(newPriceMinor === null ? {} : { price: amountText(newPriceMinor, currency) }),
    ...(period === null ? {} : { period: periodText(period) }),
  }
}

/** When there is something to do next: a message to hand over, a latest moment to watch, an event that happens by itself. */
function nextStep(
  event: EventRow,
  notices: readonly NoticeRow[],
  latestMs: number | null,
  now: Date,
): Date | null {
  const times = notices.flatMap(({ state, sendAt }) => (state === 'waiting' ? sendAt.getTime() : []))
  if (latestMs !== null && latestMs + 1 > now.getTime()) times.push(latestMs + 1)
  if (happensByItself(event) && event.eventAt !== null) times.push(event.eventAt.getTime())
  return times.length === 0 ? null : new Date(Math.max(Math.min(...times), now.getTime() + 1))
}

/** A term ends and a price changes by the calendar; a suspension is carried out by somebody, who asks first. */
const happensByItself = ({ kind }: EventRow): boolean => kind === 'contract_end' || kind === 'price_change'

async function happen(ctx: TxCtx, event: EventRow, at: Date): Promise<void> {
  const { done } = FACTS_OF[event.kind]
  if (done) await recordEventFacts(ctx, event, [{ type: done, occurredAt: at, source: 'system' }])
  await patchEvent(ctx, event, { state: 'done', doneAt: at, nextStepAt: null })
  await refreshStanding(ctx, [event.id])
}

/** Tells the branch manager, once for each time that is planned, that a notice cannot be in time. */
async function warn(ctx: TxCtx, event: EventRow, missing: readonly NoticeNeed[]): Promise<void> {
  const managers = await findRecipients(ctx, 'branch_manager', event.unitId)
  await notifyAll(
    ctx,
    managers.map(({ staffId: recipientId }) => ({
      recipientId,
      kind: 'notice_at_risk' as const,
      matterId: event.id,
      params: {
        number: event.number,
        eventKind: event.kind,
        eventAt: event.eventAt?.toISOString() ?? '',
        commitments: [...new Set(missing.map(({ commitmentCode }) => commitmentCode))].join(', '),
      },
      idempotencyKey: `notice_at_risk:${event.id}:${event.eventAt?.getTime() ?? 0}:${recipientId}`,
    })),
  )
}
