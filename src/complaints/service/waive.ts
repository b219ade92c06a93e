import type { Result } from '@/kernel/result'
import { type WaiveInput, waiveObligation } from '@/obligations/service/waive'
import { type Ctx, reader } from '@/platform/context'
import { caseOfObligation, loadCase } from '../store/write-case'
import { maskedText } from './change-case'

/** Waives what is owed on a case; reason and proof become part of the record, so numbers of customers are masked. */
export async function waiveOnCase(ctx: Ctx, input: WaiveInput): Promise<Result<void>> {
  const complaintId = await caseOfObligation(reader(ctx), input.obligationId)
  const customer =
    complaintId === null ? null : ((await loadCase(reader(ctx), complaintId))?.customer ?? null)
  const clean = (text: string) => maskedText(text, customer).text
  return waiveObligation(ctx, { ...input, reason: clean(input.reason), proof: clean(input.proof) })
}
