import { findOrAddCustomers } from '@/customers/service/find-or-add'
import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import { openMatters } from '@/matters/service/open'
import { recordFacts } from '@/obligations/service/record'
import { orgTree } from '@/organisation/tree'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { isUniqueViolation } from '@/platform/db/errors'
import type { ConsentChannel, Period } from '../rules/lists'
import { amountText, periodText } from '../rules/price'
import { mustReach } from './locked-order'
import { phoneOf, tell } from './messages'

export type RecordJoining = {
  readonly phone: string
  readonly name?: string | null
  readonly unitId: string
  readonly channel: ConsentChannel
  /** Reference of the contract in the carrier's system; each counts once. */
  readonly externalRef: string
  readonly planName: string
  readonly priceMinor: bigint
  readonly currency: string
  readonly period: Period
  /** Where tariff and itemised bills can be looked up. */
  readonly website: string
  readonly customerClass?: string | null
  readonly brand?: string | null
  readonly joinedAt: Date
  readonly locale?: Locale
}

export type RecordedJoining = {
  readonly id: string
  readonly number: string
  readonly wasRecordedBefore: boolean
}

/**
 * Takes a new customer and sends the welcome text: tariff, ways to query, real-name registration (SH-12).
 * @returns refusals `phone_invalid`, `time_in_future`, `message_leaves_unsaid`
 */
export async function recordJoining(ctx: Ctx, input: RecordJoining): Promise<Result<RecordedJoining>> {
  try {
    return await withTransaction(ctx, (tx) => record(tx, input))
  } catch (error) {
    if (ctx.tx || !isUniqueViolation(error)) throw error
    return withTransaction(ctx, (tx) => record(tx, input))
  }
}

async function record(ctx: TxCtx, input: RecordJoining): Promise<RecordedJoining> {
  const unit = (await orgTree(ctx)).find(input.unitId)
  if (!unit) throw new RefusedError({ code: 'not_found' })
  await mustReach(ctx, 'order.api', unit.id)
  const known = await ctx.tx.joining.findUnique({ where: { externalRef: input.externalRef } })
  if (known) {
    const { number } = await ctx.tx.matter.findUniqueOrThrow({ where: { id: known.id } })
    return { id: known.id, number, wasRecordedBefore: true }
  }
  if (input.joinedAt > ctx.clock())
    throw new RefusedError({ code: 'time_in_future', fields: { joinedAt: 'time_in_future' } })
  const [customerId] = await findOrAddCustomers(ctx, [
    { phone: phoneOf(input.phone), name: input.name ?? null },
  ])
  const [matter] = await openMatters(ctx, 'joining', [
    {
      id: newId(ctx.clock().getTime()),
      unitId: unit.id,
      customerId: customerId!,
      ownerId: null,
      classCode: 'joining',
      brand: input.brand ?? null,
      channel: input.channel,
      customerClass: input.customerClass ?? null,
      state: 'joined',
      openedAt: input.joinedAt,
    },
  ])
  const { id, number } = matter!
  const price = amountText(input.priceMinor, input.currency)
  const period = periodText(input.period)
  await ctx.tx.joining.create({
    data: {
      id,
      customerId: customerId!,
      externalRef: input.externalRef,
      planName: input.planName,
      tariff: `${price['zh-CN']} ${period['zh-CN']}`,
      joinedAt: input.joinedAt,
    },
  })
  await recordFacts(ctx, [
    {
      type: 'customer.joined',
      subject: { type: 'joining', id },
      unitId: unit.id,
      occurredAt: input.joinedAt,
      attrs: {
        kind: 'joining',
        classCode: 'joining',
        channel: input.channel,
        brand: input.brand ?? null,
        customerClass: input.customerClass ?? null,
        ownerId: null,
      },
    },
  ])
  await tell(
    ctx,
    { subjectType: 'joining', subjectId: id, customerId: customerId!, unitId: unit.id, locale: input.locale },
    'notice.welcome',
    { service: input.planName, price, period, website: input.website },
  )
  return { id, number, wasRecordedBefore: false }
}
