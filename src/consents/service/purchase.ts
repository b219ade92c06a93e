import { findOrAddCustomers } from '@/customers/service/find-or-add'
import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import { openMatters } from '@/matters/service/open'
import { type NewFact, recordFacts } from '@/obligations/service/record'
import { orgTree } from '@/organisation/tree'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { isUniqueViolation } from '@/platform/db/errors'
import type { ConsentChannel } from '../rules/lists'
import { amountText } from '../rules/price'
import { offeredService } from '../store/services'
import { mustReach } from './locked-order'
import { phoneOf, serviceParams, tell } from './messages'
import { bindingVersion } from './needs-confirmation'

export type RecordPurchase = {
  /** Keyword code of the service. */
  readonly service: string
  readonly phone: string
  readonly unitId: string
  readonly channel: ConsentChannel
  /** Reference of the purchase in the carrier's system; each counts once. */
  readonly externalRef: string
  readonly amountMinor: bigint
  readonly currency: string
  /** When the free page that tells the fee was shown; null: it was not. */
  readonly feePageShownAt: Date | null
  readonly madeAt: Date
  readonly locale?: Locale
}

export type RecordedPurchase = {
  readonly id: string
  readonly number: string
  readonly wasRecordedBefore: boolean
}

/**
 * Takes a purchase on demand before it is charged and tells the customer the fee at once (BR-14). Where a promise in force
 * wants the fee page first, a purchase without it is refused.
 * @returns refusals `fee_page_missing`, `service_unknown`, `phone_invalid`, `time_in_future`
 */
export async function recordPurchase(ctx: Ctx, input: RecordPurchase): Promise<Result<RecordedPurchase>> {
  try {
    return await withTransaction(ctx, (tx) => record(tx, input))
  } catch (error) {
    if (ctx.tx || !isUniqueViolation(error)) throw error
    return withTransaction(ctx, (tx) => record(tx, input))
  }
}

async function record(ctx: TxCtx, input: RecordPurchase): Promise<RecordedPurchase> {
  const unit = (await orgTree(ctx)).find(input.unitId)
  if (!unit) throw new RefusedError({ code: 'not_found' })
  await mustReach(ctx, 'order.api', unit.id)
  const known = await ctx.tx.purchase.findUnique({ where: { externalRef: input.externalRef } })
  if (known) return { id: known.id, number: await numberOf(ctx, known.id), wasRecordedBefore: true }
  if (input.madeAt > ctx.clock())
    throw new RefusedError({ code: 'time_in_future', fields: { madeAt: 'time_in_future' } })
  const service = await offeredService(ctx.tx, input.service.toUpperCase(), input.madeAt)
  if (!service) throw new RefusedError({ code: 'service_unknown', params: { service: input.service } })
  const subject = {
    kind: 'purchase',
    classCode: service.type,
    alsoClasses: service.extraClasses,
    channel: input.channel,
    brand: null,
    customerClass: null,
    ownerId: null,
  }
  if (input.feePageShownAt === null)
    await refuseWithoutPage(ctx, { ...subject, unitId: unit.id }, input.madeAt)
  const [customerId] = await findOrAddCustomers(ctx, [{ phone: phoneOf(input.phone), name: null }])
  const [matter] = await openMatters(ctx, 'purchase', [
    {
      id: newId(ctx.clock().getTime()),
      unitId: unit.id,
      customerId: customerId!,
      ownerId: null,
      classCode: service.type,
      channel: input.channel,
      state: 'made',
      openedAt: input.madeAt,
    },
  ])
  const { id, number } = matter!
  await ctx.tx.purchase.create({
    data: {
      id,
      serviceVersionId: service.id,
      customerId: customerId!,
      externalRef: input.externalRef,
      amountMinor: input.amountMinor,
      currency: input.currency,
      feePageShownAt: input.feePageShownAt,
      madeAt: input.madeAt,
    },
  })
  const fact = (type: NewFact['type'], occurredAt: Date): NewFact => ({
    type,
    subject: { type: 'purchase', id },
    unitId: unit.id,
    occurredAt,
    attrs: subject,
  })
  await recordFacts(ctx, [
    ...(input.feePageShownAt === null ? [] : [fact('purchase.fee_page_shown', input.feePageShownAt)]),
    fact('purchase.made', input.madeAt),
  ])
  await tell(
    ctx,
    {
      subjectType: 'purchase',
      subjectId: id,
      customerId: customerId!,
      unitId: unit.id,
      locale: input.locale,
    },
    'notice.purchase',
    { ...serviceParams(service), price: amountText(input.amountMinor, input.currency) },
  )
  return { id, number, wasRecordedBefore: false }
}

async function refuseWithoutPage(
  ctx: TxCtx,
  subject: Parameters<typeof bindingVersion>[1],
  madeAt: Date,
): Promise<void> {
  const version = await bindingVersion(
    ctx,
    subject,
    madeAt,
    (rule) =>
      rule.kind === 'gate' &&
      rule.action === 'purchase.made' &&
      rule.ifMissing === 'refuse' &&
      rule.preconditions.some(({ fact }) => fact === 'purchase.fee_page_shown'),
  )
  if (version) throw new RefusedError({ code: 'fee_page_missing' })
}

const numberOf = async (ctx: TxCtx, id: string): Promise<string> =>
  (await ctx.tx.matter.findUniqueOrThrow({ where: { id }, select: { number: true } })).number
