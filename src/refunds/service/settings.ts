import type { Result } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, withTransaction } from '@/platform/context'
import { closeErrorClass, errorClasses, insertErrorClass } from '../store/classes'
import { insertLimit } from '../store/limits'
import { refused } from './change'

/** Sets from which amount two people approve in a unit and below; what held before stays on record. */
export function setSecondAbove(
  ctx: Ctx,
  input: { readonly unitId: string; readonly currency: string; readonly secondAboveMinor: bigint },
): Promise<Result<null>> {
  return withTransaction(ctx, async (tx) => {
    const unit = (await orgTree(tx)).unitById(input.unitId)
    mustBeAllowed(tx, 'refund.configure', unit.path)
    if (input.secondAboveMinor < 0n)
      return refused({ code: 'amount_invalid', fields: { amount: 'amount_invalid' } })
    await insertLimit(tx.tx, { ...input, setById: actorId(tx), setAt: tx.clock() })
    await audit(tx, {
      action: 'refund.configure',
      subjectType: 'refund_limit',
      subjectId: null,
      unitId: unit.id,
      detail: { currency: input.currency, secondAboveMinor: String(input.secondAboveMinor) },
    })
    return null
  })
}

/** Adds a class of error of the carrier's own; the carrier's units all use the same. */
export function addErrorClass(
  ctx: Ctx,
  input: { readonly code: string; readonly name: LocalText; readonly alsoClasses: readonly string[] },
): Promise<Result<null>> {
  return withTransaction(ctx, async (tx) => {
    const root = (await orgTree(tx)).root
    mustBeAllowed(tx, 'refund.configure', root?.path)
    const known = await errorClasses(tx.tx)
    if (known.some(({ code }) => code === input.code))
      return refused({ code: 'refund_class_known', fields: { code: 'refund_class_known' } })
    await insertErrorClass(tx.tx, input)
    await audit(tx, {
      action: 'refund.add_class',
      subjectType: 'billing_error_class',
      subjectId: input.code,
      detail: { alsoClasses: input.alsoClasses },
    })
    return null
  })
}

/** Takes a class out of use, or into it again; errors that have it keep it. */
export async function setClassClosed(ctx: Ctx, code: string, isClosed: boolean): Promise<Result<null>> {
  return withTransaction(ctx, async (tx) => {
    mustBeAllowed(tx, 'refund.configure', (await orgTree(tx)).root?.path)
    if ((await closeErrorClass(tx.tx, code, isClosed)) === 0) return refused({ code: 'not_found' })
    await audit(tx, {
      action: isClosed ? 'refund.close_class' : 'refund.open_class',
      subjectType: 'billing_error_class',
      subjectId: code,
    })
    return null
  })
}
