import { maskName, normalisePhone } from '@/customers/rules/identity'
import { openName, phoneHashOf } from '@/customers/store'
import { ok, type Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { type Ctx, mustBeAllowed, reader } from '@/platform/context'
import type { OpenCase } from '../rules/receipt'
import { caseOfPhone, openCasesByPhone } from '../store/write-intake'
import { refused } from './change-case'

const MOST = 5

/**
 * Open cases under a number while it is typed; nothing until the number is complete, because the key finds whole
 * numbers only. Whoever may log cases may know that one exists, wherever it is, so that no second one is opened (F-03).
 */
export async function openCasesOf(ctx: Ctx, typedPhone: string): Promise<Result<OpenCase[]>> {
  mustBeAllowed(ctx, 'complaint.log')
  const phone = normalisePhone(typedPhone)
  if (phone === null) return ok([])
  const rows = await openCasesByPhone(reader(ctx), phoneHashOf(phone), MOST)
  if (rows.length === 0) return ok([])
  const tree = await orgTree(ctx)
  return ok(
    rows.flatMap((row): OpenCase[] => {
      const unit = tree.find(row.unit_id)
      if (!unit) return []
      const name = row.name_enc && openName(row.name_enc)
      return [
        {
          id: row.id,
          number: row.number,
          kind: row.kind,
          classCode: row.class_code,
          status: row.status,
          receivedAt: row.received_at,
          nextDueAt: row.next_due_at,
          unitName: unit.name,
          timeZone: unit.timeZone,
          ownerName: row.owner_name,
          customerName: name && maskName(name),
        },
      ]
    }),
  )
}

/** The first of the repeats a new case belongs to; it must be one of the same number. */
export async function firstCaseOfPhone(ctx: Ctx, wantedId: string, phone: string | null): Promise<string> {
  const found = phone === null ? null : await caseOfPhone(reader(ctx), wantedId, phoneHashOf(phone))
  if (!found)
    return refused({ code: 'repeat_other_customer', fields: { repeatOfId: 'repeat_other_customer' } })
  return found.repeatOfId ?? found.id
}
