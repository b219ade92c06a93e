import { normalisePhone } from '@/customers/rules/identity'
import { RefusedError } from '@/kernel/result'
import { inAllLocales, type Locale, type LocalText } from '@/kernel/text'
import type { MessageParams } from '@/messaging/rules/template'
import { type QueuedMessage, queueMessage } from '@/messaging/service/queue'
import { orgTree } from '@/organisation/tree'
import type { TxCtx } from '@/platform/context'
import { formatInstant } from '@/ui/format'
import { type ConsentTemplate, unsaidItems } from '../rules/must-state'
import { amountText, periodText } from '../rules/price'
import type { ServiceVersion } from '../store/services'

/** Who gets a text and what it is about. */
export type Recipient = {
  readonly subjectId: string
  readonly subjectType: 'subscription_order' | 'purchase' | 'joining'
  readonly customerId: string
  readonly unitId: string
  readonly locale?: Locale
}

/**
 * Queues a text to a customer in the caller's transaction, after what it must state has been checked.
 * @param part names the message among those of one template and subject, e.g. the month of a reminder
 * @throws RefusedError `message_leaves_unsaid` with the items
 */
export async function tell(
  ctx: TxCtx,
  to: Recipient,
  template: ConsentTemplate,
  params: MessageParams,
  part = '',
): Promise<QueuedMessage & { readonly key: string }> {
  const unsaid = unsaidItems(template, params)
  if (unsaid.length > 0)
    throw new RefusedError({
      code: 'message_leaves_unsaid',
      params: { template, items: unsaid.join(', ') },
    })
  const key = messageKey(template, to.subjectId, part)
  const queued = await queueMessage(ctx, {
    key,
    channel: 'sms',
    customerId: to.customerId,
    templateCode: template,
    locale: to.locale,
    params,
    subject: { type: to.subjectType, id: to.subjectId },
    unitId: to.unitId,
  })
  return { ...queued, key }
}

/** `consent.ask:<order>`: one message for ever. */
export const messageKey = (template: ConsentTemplate, subjectId: string, part = ''): string =>
  `${template}:${subjectId}${part === '' ? '' : `:${part}`}`

/** What a text says of a service: name, provider, price and period as ordered, how to cancel. */
export const serviceParams = (service: Omit<ServiceVersion, 'withdrawnAt'>): MessageParams => ({
  service: service.name,
  provider: service.provider,
  price: amountText(service.priceMinor, service.currency),
  period: periodText(service.period),
  howToCancel: service.cancelHow,
})

/** A moment in the words of the unit's zone. */
export async function momentText(ctx: TxCtx, at: Date, unitId: string): Promise<LocalText> {
  const { timeZone } = (await orgTree(ctx)).unitById(unitId)
  return inAllLocales((locale) => formatInstant(at, { locale, timeZone, style: 'dateTime' }))
}

/** Normalised number. @throws RefusedError `phone_invalid` */
export function phoneOf(typed: string): string {
  const phone = normalisePhone(typed)
  if (phone === null) throw new RefusedError({ code: 'phone_invalid', fields: { phone: 'phone_invalid' } })
  return phone
}
