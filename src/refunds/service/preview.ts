import { ok, type Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { type Ctx, mustBeAllowed, reader } from '@/platform/context'
import { dueInWords } from '../rules/due-in-words'
import { errorClasses } from '../store/classes'
import { dueCalculator } from './due'

export type PreviewInput = {
  readonly unitId: string
  readonly classCode: string
  readonly chargedAt: Date
  readonly currency: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly customerClass: string | null
}

export type DuePreview = {
  readonly differenceMinor: string
  readonly refundMinor: string
  readonly currency: string
  readonly promiseCode: string | null
  readonly steps: readonly string[]
}

/** What would be due for these amounts if the error were verified now, with the working in words; writes nothing. */
export async function previewDue(ctx: Ctx, input: PreviewInput): Promise<Result<DuePreview>> {
  const tree = await orgTree(ctx)
  const unit = tree.unitById(input.unitId)
  mustBeAllowed(ctx, 'refund.view', unit.path)
  const classes = await errorClasses(reader(ctx))
  const due = await dueCalculator(ctx)
  const worked = due(
    {
      classCode: input.classCode,
      alsoClasses: classes.find(({ code }) => code === input.classCode)?.alsoClasses ?? [],
      channel: null,
      brand: null,
      customerClass: input.customerClass,
      unitId: unit.id,
    },
    {
      currency: input.currency,
      chargedMinor: input.chargedMinor,
      correctMinor: input.correctMinor,
      chargedAtMs: input.chargedAt.getTime(),
    },
    ctx.clock(),
  )
  return ok({
    differenceMinor: String(worked.differenceMinor),
    refundMinor: String(worked.amountMinor),
    currency: input.currency,
    promiseCode: worked.promiseCode,
    steps: dueInWords(worked.steps, input.currency, ctx.locale, unit.timeZone),
  })
}
