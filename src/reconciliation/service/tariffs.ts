import { newId } from '@/kernel/ids'
import { type Result, refuse } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, withTransaction } from '@/platform/context'
import { isUniqueViolation } from '@/platform/db/errors'
import { insertTariff, type NewTariff } from '../store/tariffs'

/**
 * Publishes what a call or prompt costs from a moment on; what was published stays.
 * @returns refusals `not_allowed`, `tariff_same_moment`
 */
export async function publishTariff(ctx: Ctx, tariff: NewTariff): Promise<Result<{ id: string }>> {
  try {
    return await withTransaction(ctx, async (tx) => {
      mustBeAllowed(tx, 'reconciliation.run', (await orgTree(tx)).root?.path)
      const createdAt = tx.clock()
      const id = newId(createdAt.getTime())
      await insertTariff(tx.tx, { ...tariff, id, createdById: actorId(tx), createdAt })
      await audit(tx, {
        action: 'reconciliation.tariff',
        subjectType: 'call_tariff',
        subjectId: id,
        detail: { service: tariff.serviceCode, kind: tariff.kind, price: String(tariff.priceMinor) },
      })
      return { id }
    })
  } catch (error) {
    if (ctx.tx || !isUniqueViolation(error)) throw error
    return refuse('tariff_same_moment', {}, { validFrom: 'tariff_same_moment' })
  }
}
