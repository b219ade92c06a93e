import { maskSensitiveNumbers } from '@/customers/rules/identity'
import { plainCustomers } from '@/customers/service/find-or-add'
import type { Result } from '@/kernel/result'
import { type WaiveInput, waiveObligation } from '@/obligations/service/waive'
import { type Ctx, reader } from '@/platform/context'
import { matterOfObligation } from '../store/read'

/** Waives what is owed on a matter; reason and proof become part of the record, so numbers of customers are masked. */
export async function waiveOnMatter(ctx: Ctx, input: WaiveInput): Promise<Result<void>> {
  const customerId = (await matterOfObligation(reader(ctx), input.obligationId))?.customerId ?? null
  const phone =
    customerId === null ? null : ((await plainCustomers(ctx, [customerId])).get(customerId)?.phone ?? null)
  const clean = (text: string) => maskSensitiveNumbers(text, phone).text
  return waiveObligation(ctx, { ...input, reason: clean(input.reason), proof: clean(input.proof) })
}
