import type { GateRule } from '@/commitments/rules/rule'
import { type PlacedOrder, type PlaceOrder, placeOrder } from '@/consents/service/place'
import { type SaveService, saveService } from '@/consents/service/services'
import { messageReactions } from '@/flows/messages'
import { unwrap } from '@/kernel/result'
import { type Received, receiveIncoming } from '@/messaging/service/receive'
import type { Ctx } from '@/platform/context'

const text = (words: string) => ({ 'zh-CN': words, 'zh-TW': words, en: words })

/** A monthly service of 15 yuan, with what the test changes. */
export const service = (code: string, over: Partial<SaveService> = {}): SaveService => ({
  code,
  basedOn: 0,
  name: text(`服务${code}`),
  provider: text('晨光传媒'),
  cancelHow: text(`发送TD${code}到10086`),
  type: 'monthly',
  extraClasses: [],
  priceMinor: 1500n,
  currency: 'CNY',
  period: 'month',
  trialDays: null,
  ...over,
})

/** TQ and XW by the month, MP as a content SMS, SY as a free trial, DB on demand. */
export async function makeServices(ctx: Ctx): Promise<void> {
  for (const each of [
    service('TQ'),
    service('XW', { priceMinor: 500n }),
    service('MP', { type: 'subscription', extraClasses: ['content_sms'], priceMinor: 300n }),
    service('SY', { type: 'free_trial', trialDays: 30 }),
    service('DB', { type: 'on_demand', period: 'use', priceMinor: 200n }),
  ])
    unwrap(await saveService(ctx, each))
}

/** BJ-05 as the catalogue has it: no charge without order, question and the customer's yes. */
export const SECOND_CONFIRMATION: GateRule = {
  kind: 'gate',
  start: 'subscription.ordered',
  action: 'subscription.charged',
  preconditions: [
    { fact: 'subscription.ordered' },
    { fact: 'subscription.confirm_requested' },
    { fact: 'subscription.confirmed', by: 'customer' },
  ],
  overrideBy: null,
  ifMissing: 'no_charge',
}

let phones = 0
/** A number nobody else uses. */
export const newPhone = (): string => `138${String(10_000_000 + ++phones)}`

/** Places an order of TQ at the unit by text message. */
export const order = async (ctx: Ctx, unitId: string, over: Partial<PlaceOrder> = {}): Promise<PlacedOrder> =>
  unwrap(
    await placeOrder(ctx, {
      service: 'TQ',
      phone: newPhone(),
      channel: 'sms',
      words: '订购TQ',
      unitId,
      ...over,
    }),
  )

let incoming = 0
/** A text from a phone, taken the way a provider hands it in. */
export const texted = (ctx: Ctx, from: string, words: string, receivedAt = ctx.clock()): Promise<Received> =>
  receiveIncoming(
    ctx,
    { adapter: 'test', providerId: `in-${++incoming}`, from, to: '10086', text: words, receivedAt },
    messageReactions,
  )
