import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { plainWords } from '../rules/answer-words'
import type { ExtraClass, Period, ServiceType } from '../rules/lists'
import { insertServiceVersion } from '../store/services'
import { currentSetting } from '../store/settings'

/** What a customer is told of a service, and what it costs. */
export type ServiceContent = {
  readonly name: LocalText
  readonly provider: LocalText
  readonly cancelHow: LocalText
  readonly type: ServiceType
  readonly extraClasses: readonly ExtraClass[]
  readonly priceMinor: bigint
  readonly currency: string
  readonly period: Period
  /** Days of a free trial; null for every other type. */
  readonly trialDays: number | null
}

export type SaveService = ServiceContent & {
  readonly code: string
  /** Version it was changed from; 0: a new service. */
  readonly basedOn: number
}

/**
 * Puts a service into the catalogue, or a new version of one: orders keep the version they saw.
 * @returns refusals `service_code_taken`, `service_code_is_word`, `service_code_invalid`, `service_changed`,
 * `service_trial_days`, `not_allowed`
 */
export function saveService(
  ctx: Ctx,
  input: SaveService,
): Promise<Result<{ productId: string; version: number }>> {
  return withTransaction(ctx, async (ctx) => {
    mustBeAllowed(ctx, 'order.configure')
    if ((input.type === 'free_trial') !== (input.trialDays !== null))
      throw new RefusedError({ code: 'service_trial_days', fields: { trialDays: 'service_trial_days' } })
    const { productId, version } = await placeOf(ctx, input)
    const now = ctx.clock()
    const { code, basedOn: _, ...content } = input
    await insertServiceVersion(ctx.tx, {
      ...content,
      id: newId(now.getTime()),
      productId,
      version,
      validFrom: now,
      createdBy: actorId(ctx),
      createdAt: now,
    })
    await audit(ctx, {
      action: 'service.saved',
      subjectType: 'service_product',
      subjectId: productId,
      detail: { code, version },
    })
    return { productId, version }
  })
}

/** The product, locked, and the number of the version to come. */
async function placeOf(
  ctx: TxCtx,
  { code, basedOn }: SaveService,
): Promise<{ productId: string; version: number }> {
  const wrong = (refusal: string): never => {
    throw new RefusedError({ code: refusal, params: { code }, fields: { code: refusal } })
  }
  if (!/^[A-Z0-9]{2,10}$/.test(code)) wrong('service_code_invalid')
  const known = await ctx.tx.serviceProduct.findUnique({ where: { code } })
  if (!known) {
    const { words } = await currentSetting(ctx.tx)
    const small = plainWords(code)
    if ([...words.yes, ...words.no, ...words.cancel].some((word) => plainWords(word) === small))
      wrong('service_code_is_word')
    const now = ctx.clock()
    const { id } = await ctx.tx.serviceProduct.create({
      data: { id: newId(now.getTime()), code, createdAt: now },
    })
    return { productId: id, version: 1 }
  }
  if (basedOn === 0) wrong('service_code_taken')
  await ctx.tx.$queryRaw`SELECT id FROM service_product WHERE id = ${known.id}::uuid FOR UPDATE`
  const newest = await ctx.tx.serviceVersion.findFirst({
    where: { productId: known.id },
    orderBy: { version: 'desc' },
  })
  if (newest?.version !== basedOn) wrong('service_changed')
  return { productId: known.id, version: basedOn + 1 }
}

/** Takes a service out of the catalogue, or puts it back; orders that run go on. */
export function withdrawService(
  ctx: Ctx,
  input: { readonly code: string; readonly isWithdrawn: boolean },
): Promise<Result<{ code: string }>> {
  return withTransaction(ctx, async (ctx) => {
    mustBeAllowed(ctx, 'order.configure')
    const { count } = await ctx.tx.serviceProduct.updateMany({
      where: { code: input.code },
      data: { withdrawnAt: input.isWithdrawn ? ctx.clock() : null },
    })
    if (count === 0) throw new RefusedError({ code: 'service_unknown', params: { service: input.code } })
    await audit(ctx, {
      action: input.isWithdrawn ? 'service.withdrawn' : 'service.offered_again',
      subjectType: 'service_product',
      subjectId: null,
      detail: { code: input.code },
    })
    return { code: input.code }
  })
}
