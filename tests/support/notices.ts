import type { AdvanceNoticeRule } from '@/commitments/rules/rule'
import { messageReactions } from '@/flows/messages'
import { planEvents } from '@/flows/notices'
import { unwrap } from '@/kernel/result'
import type { MessageAdapter } from '@/messaging/adapters/adapter'
import { simulatorAdapter } from '@/messaging/adapters/simulator'
import { deliverOutbox } from '@/messaging/service/deliver'
import type { PlanEvent, PlannedAnswer } from '@/notices/rules/planned'
import { advanceDueEvents } from '@/notices/service/advance'
import type { Ctx } from '@/platform/context'
import type { Db } from '@/platform/db/client'
import { type Carrier, EVERYTHING, publish } from './carrier'

const text = (words: string) => ({ 'zh-CN': words, 'zh-TW': words, en: words })
const NIGHT = { days: [], from: '21:00', to: '08:00' } as const

/** BJ-03: a day before a postpaid suspension, by text or call, not at night. */
export const REMINDER: AdvanceNoticeRule = {
  kind: 'advance_notice',
  event: 'suspension.done',
  notices: [{ lead: { amount: 24, unit: 'hour' }, clock: 'elapsed', channels: ['sms', 'voice'] }],
  forbiddenHours: [NIGHT],
}
/** BJ-04: the balance told before a prepaid suspension. */
export const BALANCE_NOTICE: AdvanceNoticeRule = {
  kind: 'advance_notice',
  event: 'suspension.done',
  trigger: text('a low balance'),
  notices: [{ lead: null, clock: 'elapsed', channels: ['sms'] }],
  forbiddenHours: [NIGHT],
}
export const TERM_NOTICE: AdvanceNoticeRule = {
  kind: 'advance_notice',
  event: 'contract_term.ended',
  notices: [{ lead: { amount: 30, unit: 'day' }, clock: 'calendar_day', channels: ['sms'] }],
  forbiddenHours: [NIGHT],
}
export const PRICE_NOTICE: AdvanceNoticeRule = { ...TERM_NOTICE, event: 'price_change.done' }

/** Publishes the four. */
export async function makeNoticePromises(db: Db, carrier: Carrier): Promise<void> {
  await publish(db, carrier, [REMINDER], { scope: { ...EVERYTHING, customerClasses: ['postpaid'] } })
  await publish(db, carrier, [BALANCE_NOTICE], { scope: { ...EVERYTHING, customerClasses: ['prepaid'] } })
  await publish(db, carrier, [TERM_NOTICE])
  await publish(db, carrier, [PRICE_NOTICE])
}

let events = 0
/** A postpaid suspension of an account of its own at 10:00 of 9 March 2026. */
export const suspension = (unitId: string, over: Partial<PlanEvent> = {}): PlanEvent => {
  events += 1
  return {
    kind: 'suspension',
    ref: `BILL-${events}`,
    account: `ZZ-${200_000 + events}`,
    phone: `137${String(10_000_000 + events)}`,
    unitId,
    customerClass: 'postpaid',
    eventAt: new Date('2026-03-09T02:00:00Z'),
    currency: 'CNY',
    amountMinor: 3650n,
    balanceMinor: null,
    newPriceMinor: null,
    period: null,
    service: null,
    locale: 'zh-CN',
    ...over,
  }
}
export const lowBalance = (unitId: string, balanceMinor: bigint, over: Partial<PlanEvent> = {}): PlanEvent =>
  suspension(unitId, {
    kind: 'low_balance',
    customerClass: 'prepaid',
    eventAt: null,
    amountMinor: null,
    balanceMinor,
    ...over,
  })

export type Planned = PlannedAnswer & { readonly id: string; readonly number: string }

export async function plan(ctx: Ctx, input: PlanEvent): Promise<Planned> {
  const answer = unwrap((await planEvents(ctx, [input]))[0]!.result)
  if (answer.id === null || answer.number === null) throw new Error(`${input.ref}: ${answer.state}`)
  return { ...answer, id: answer.id, number: answer.number }
}

/** Everything that is due is written, sent and reported, again until nothing is due. */
export async function workThrough(
  ctx: Ctx,
  adapters: readonly MessageAdapter[] = [simulatorAdapter()],
): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const looked = await advanceDueEvents(ctx)
    const { sent, failed } = await deliverOutbox(ctx, {
      adapters,
      react: messageReactions,
      random: () => 0.5,
    })
    if (looked + sent + failed === 0) return
  }
}

/** A provider that refuses what goes by these channels for good. */
export const refusing = (...channels: readonly string[]): MessageAdapter => {
  const simulator = simulatorAdapter()
  return {
    ...simulator,
    send: (message) =>
      channels.includes(message.channel)
        ? Promise.resolve({ kind: 'refused', permanent: true, errorCode: 'absent_subscriber' })
        : simulator.send(message),
  }
}
