import { DAY_MS } from '@/calendar/rules/days'
import type { TxCtx } from '@/platform/context'
import { type ReminderOutcome, remindOf } from '../rules/balance'
import type { PlannedAnswer, Prepared } from '../rules/planned'
import { insertReport, remindersSince, reportByRef, reportsOfEvent } from '../store/balances'
import { type EventRow, eventsById, openEventsOf } from '../store/events'
import { advanceEvent, sendStep } from './advance'
import { callOffLocked } from './change'
import { patchEvent, recordEventFacts } from './locked-event'
import { settingsByUnit } from './settings'
import { plannedAnswer, writeEvents } from './write-events'

/**
 * Takes a balance of an account: low for the first time it becomes an event that owes a notice; falling further it reminds
 * once a level, never more often than set (SH-23); above every level again, the event is settled. The same reference
 * counts once. The caller holds the account's lock.
 */
export async function reportBalance(ctx: TxCtx, input: Prepared): Promise<PlannedAnswer> {
  const before = await reportByRef(ctx.tx, input.ref)
  if (before) return answerOf(ctx, input.ref, before.eventId, true)
  const now = ctx.clock()
  const setting = (await settingsByUnit(ctx))(input.unitId)
  const [open = null] = await openEventsOf(ctx.tx, [input.accountHash], 'low_balance')
  const reminded = {
    deepestStep: open ? await deepestReminded(ctx, open) : 0,
    atMs: (
      await remindersSince(ctx.tx, input.accountHash, new Date(now.getTime() - setting.perDays * DAY_MS))
    ).map((at) => at.getTime()),
  }
  const balanceMinor = input.balanceMinor ?? 0n
  const { step, outcome } = remindOf(setting, balanceMinor, reminded, now.getTime())
  const eventId = outcome === 'above' ? null : (open?.id ?? (await newLowBalance(ctx, input)).id)
  await insertReport(ctx.tx, {
    ref: input.ref,
    eventId: eventId ?? open?.id ?? null,
    accountHash: input.accountHash,
    balanceMinor,
    foundAt: now,
    recordedAt: now,
    step,
    outcome,
  })
  if (open && outcome === 'above') await callOffLocked(ctx, open, 'topped_up')
  if (eventId !== null) await tell(ctx, eventId, { isNew: open === null, balanceMinor, step, outcome })
  return answerOf(ctx, input.ref, eventId ?? open?.id ?? null, false)
}

const deepestReminded = async (ctx: TxCtx, event: EventRow): Promise<number> =>
  Math.max(
    0,
    ...(await reportsOfEvent(ctx.tx, event.id))
      .filter(({ outcome }) => outcome === 'remind')
      .map(({ step }) => step),
  )

async function newLowBalance(ctx: TxCtx, input: Prepared): Promise<EventRow> {
  const written = await writeEvents(ctx, [{ ...input, eventAt: null }], null)
  return written.get(input.ref)!
}

type Told = {
  readonly isNew: boolean
  readonly balanceMinor: bigint
  readonly step: number
  readonly outcome: ReminderOutcome
}

/** Puts a further fall on record and sends the reminder, where one is due. */
async function tell(
  ctx: TxCtx,
  eventId: string,
  { isNew, balanceMinor, step, outcome }: Told,
): Promise<void> {
  const [event] = await eventsById(ctx.tx, [eventId])
  if (!event) return
  if (!isNew) {
    await recordEventFacts(ctx, event, [
      {
        type: 'balance.low_found',
        occurredAt: ctx.clock(),
        attrs: { balanceMinor: String(balanceMinor), currency: event.currency, step, outcome },
      },
    ])
    await patchEvent(ctx, event, { balanceMinor })
  }
  if (outcome !== 'remind') {
    // The customer has been told often enough; nothing more is sent until it falls further.
    await patchEvent(ctx, event, { nextStepAt: null })
    return
  }
  const sent = await advanceEvent(ctx, { ...event, balanceMinor }, { begins: true })
  if (sent === 0) await sendStep(ctx, { ...event, balanceMinor }, step)
}

async function answerOf(
  ctx: TxCtx,
  ref: string,
  eventId: string | null,
  wasPlannedBefore: boolean,
): Promise<PlannedAnswer> {
  const [event] = eventId === null ? [] : await eventsById(ctx.tx, [eventId])
  if (!event) return { ref, id: null, number: null, state: 'not_low', wasPlannedBefore }
  return { ...plannedAnswer(event, wasPlannedBefore), ref }
}
