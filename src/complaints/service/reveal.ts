import type { PlainCustomer } from '@/customers/store'
import type { Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { type Ctx, withTransaction } from '@/platform/context'
import { maySee, rightRefusal } from '../rules/case-actions'
import type { CaseChange as Input, revealSchema } from '../schema'
import { loadCase } from '../store/write-case'
import { maskedText, refused, rightsOn } from './change-case'

/**
 * A customer's data in plain, once, for a reason that stays on record (PI-06). Nothing is returned unless the audit row
 * was written; the case itself does not change.
 */
export function revealPersonalData(
  ctx: Ctx,
  input: Input<typeof revealSchema>,
): Promise<Result<PlainCustomer>> {
  return withTransaction(ctx, async (tx) => {
    const loaded = await loadCase(tx.tx, input.complaintId)
    const unit = loaded && (await orgTree(tx)).find(loaded.row.unitId)
    if (!loaded || !unit) return refused({ code: 'not_found' })
    const { row, customer } = loaded
    const rights = rightsOn(tx, row, unit)
    if (!maySee(rights)) return refused({ code: 'not_found' })
    const refusal = rightRefusal('reveal', rights)
    if (refusal)
      return refused({ ...refusal, params: { ...refusal.params, owner: row.ownerName, number: row.number } })
    if (!customer) return refused({ code: 'no_personal_data' })
    await audit(tx, {
      action: 'complaint.reveal',
      subjectType: 'complaint',
      subjectId: row.id,
      unitId: row.unitId,
      detail: { number: row.number, reason: maskedText(input.reason, customer).text },
    })
    return customer
  })
}
