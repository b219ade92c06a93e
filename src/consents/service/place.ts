import { findOrAddCustomers } from '@/customers/service/find-or-add'
import { phoneHashOf } from '@/customers/store'
import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import { openMatters } from '@/matters/service/open'
import { orgTree } from '@/organisation/tree'
import { actorId, type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { seal } from '@/platform/crypto'
import { isUniqueViolation } from '@/platform/db/errors'
import type { ConsentChannel, OrderState } from '../rules/lists'
import {
  insertOrder,
  lockCustomer,
  type OrderRow,
  orderById,
  orderPlacedBefore,
  runningOrder,
} from '../store/orders'
import { offeredService, type ServiceVersion } from '../store/services'
import { currentSetting } from '../store/settings'
import { becomeActive } from './activate'
import { mustReach, patchOrder, putOnFile, recordOrderFacts } from './locked-order'
import { momentText, phoneOf, serviceParams, tell } from './messages'
import { confirmationRequired } from './needs-confirmation'

export type PlaceOrder = {
  /** Keyword code of the service. */
  readonly service: string
  readonly phone: string
  readonly name?: string | null
  readonly channel: ConsentChannel
  /** The order as it was received: the customer's words, the text message, the form. */
  readonly words: string
  /** Default: the unit of who acts. */
  readonly unitId?: string | null
  /** When the customer ordered; default now, never later. */
  readonly requestedAt?: Date | null
  readonly brand?: string | null
  readonly customerClass?: string | null
  /** Reference of the carrier's system; unique. */
  readonly externalRef?: string | null
  readonly idempotencyKey?: string | null
  /** false: the carrier's system activates it by itself after the confirmation. Default true. */
  readonly activatesItself?: boolean
  /** Language of the texts to the customer; default zh-CN. */
  readonly locale?: Locale
}

export type PlacedOrder = {
  readonly id: string
  readonly number: string
  readonly state: OrderState
  readonly needsConfirmation: boolean
  /** Until when an answer counts; null: none is needed. */
  readonly windowEndsAt: Date | null
  readonly wasPlacedBefore: boolean
}

/**
 * Takes an order and asks the customer in the same transaction; what needs no confirmation is active at once. The same
 * key or reference again gives the same order.
 * @returns refusals `service_unknown`, `order_running`, `phone_invalid`, `time_in_future`, `not_allowed`
 */
export async function placeOrder(ctx: Ctx, input: PlaceOrder): Promise<Result<PlacedOrder>> {
  try {
    return await withTransaction(ctx, (tx) => place(tx, input))
  } catch (error) {
    // Two at once with one key: the other was first, and this is its order.
    if (ctx.tx || !isUniqueViolation(error)) throw error
    return withTransaction(ctx, (tx) => place(tx, input))
  }
}

async function place(ctx: TxCtx, input: PlaceOrder): Promise<PlacedOrder> {
  const unitId = input.unitId ?? (ctx.actor.kind === 'staff' ? ctx.actor.homeUnitId : null)
  if (!unitId || !(await orgTree(ctx)).find(unitId)) throw new RefusedError({ code: 'not_found' })
  await mustReach(ctx, 'order.place', unitId)
  const before = await orderPlacedBefore(ctx.tx, input.idempotencyKey ?? null, input.externalRef ?? null)
  if (before) return told(await orderOf(ctx, before), true)

  const phone = phoneOf(input.phone)
  const now = ctx.clock()
  const requestedAt = input.requestedAt ?? now
  if (requestedAt > now)
    throw new RefusedError({ code: 'time_in_future', fields: { requestedAt: 'time_in_future' } })
  const service = await offeredService(ctx.tx, input.service.toUpperCase(), now)
  if (!service)
    throw new RefusedError({
      code: 'service_unknown',
      params: { service: input.service },
      fields: { service: 'service_unknown' },
    })
  const [customerId] = await findOrAddCustomers(ctx, [{ phone, name: input.name ?? null }])
  await lockCustomer(ctx.tx, customerId!)
  // The same order sent twice at once: the other was written while this one waited for the customer.
  const meanwhile = await orderPlacedBefore(ctx.tx, input.idempotencyKey ?? null, input.externalRef ?? null)
  if (meanwhile) return told(await orderOf(ctx, meanwhile), true)
  const running = await runningOrder(ctx.tx, customerId!, service.productId)
  if (running) throw new RefusedError({ code: 'order_running', params: { order: running } })
  const order = await write(ctx, input, { service, unitId, customerId: customerId!, phone, requestedAt })
  if (order.needsConfirmation) await ask(ctx, order, service, input.locale)
  else await becomeActive(ctx, order, ctx.clock())
  return told(await orderOf(ctx, order.id), false)
}

type Prepared = {
  readonly service: ServiceVersion
  readonly unitId: string
  readonly customerId: string
  readonly phone: string
  readonly requestedAt: Date
}

/** The matter, the order and its record, and the fact that it was ordered. */
async function write(ctx: TxCtx, input: PlaceOrder, prepared: Prepared): Promise<OrderRow> {
  const { service, unitId, customerId, phone, requestedAt } = prepared
  const setting = await currentSetting(ctx.tx)
  const subject = {
    kind: 'subscription_order',
    classCode: service.type,
    alsoClasses: service.extraClasses,
    channel: input.channel,
    brand: input.brand ?? null,
    customerClass: input.customerClass ?? null,
    ownerId: actorId(ctx),
  }
  const requirement = await confirmationRequired(ctx, setting, { ...subject, unitId }, requestedAt)
  const [matter] = await openMatters(ctx, 'subscription_order', [
    {
      id: newId(ctx.clock().getTime()),
      unitId,
      customerId,
      classCode: service.type,
      brand: subject.brand,
      channel: input.channel,
      customerClass: subject.customerClass,
      state: 'requested',
      openedAt: requestedAt,
    },
  ])
  const id = matter!.id
  await insertOrder(ctx.tx, {
    id,
    productId: service.productId,
    serviceVersionId: service.id,
    settingVersion: setting.version,
    customerId,
    phoneHash: phoneHashOf(phone),
    ...requirement,
    activatesItself: input.activatesItself ?? true,
    requestedAt,
    externalRef: input.externalRef ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
  })
  await putOnFile(ctx, id, {
    kind: 'order',
    channel: input.channel,
    text: input.words,
    occurredAt: requestedAt,
    from: { fromHash: phoneHashOf(phone), fromEnc: seal('customer.phone', phone) },
  })
  await recordOrderFacts(ctx, { id, unitId }, [
    {
      type: 'subscription.ordered',
      occurredAt: requestedAt,
      attrs: {
        ...subject,
        service: service.code,
        serviceVersion: service.version,
        priceMinor: Number(service.priceMinor),
      },
    },
  ])
  return orderOf(ctx, id)
}

/** Asks the customer and starts the time for an answer. */
async function ask(ctx: TxCtx, order: OrderRow, service: ServiceVersion, locale?: Locale): Promise<void> {
  const { windowMinutes } = await currentSetting(ctx.tx)
  const askedAt = ctx.clock()
  const windowEndsAt = new Date(askedAt.getTime() + windowMinutes * 60_000)
  const sent = await tell(
    ctx,
    {
      subjectType: 'subscription_order',
      subjectId: order.id,
      customerId: order.customerId,
      unitId: order.unitId,
      locale,
    },
    'consent.ask',
    { ...serviceParams(service), until: await momentText(ctx, windowEndsAt, order.unitId) },
  )
  await putOnFile(ctx, order.id, {
    kind: 'question',
    channel: 'sms',
    text: sent.text,
    occurredAt: askedAt,
    messageKey: sent.key,
  })
  await recordOrderFacts(ctx, order, [{ type: 'subscription.confirm_requested', occurredAt: askedAt }])
  await patchOrder(ctx, order.id, { state: 'asked', askedAt, windowEndsAt })
}

const told = (order: OrderRow, wasPlacedBefore: boolean): PlacedOrder => ({
  id: order.id,
  number: order.number,
  state: order.state,
  needsConfirmation: order.needsConfirmation,
  windowEndsAt: order.windowEndsAt,
  wasPlacedBefore,
})

/** The order as it stands in this transaction. */
const orderOf = async (ctx: TxCtx, id: string): Promise<OrderRow> => (await orderById(ctx.tx, id))!
