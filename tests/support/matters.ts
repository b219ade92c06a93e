import type { FactType, MatterType } from '@/kernel/fact-types'
import { type Result, unwrap } from '@/kernel/result'
import { openMatters } from '@/matters/service/open'
import { lockSubject, type NewFact, type Recorded, recordFacts } from '@/obligations/service/record'
import { type Ctx, withTransaction } from '@/platform/context'
import type { Carrier } from './carrier'

export type TestMatter = {
  readonly id: string
  readonly type: MatterType
  readonly number: string
  readonly unitId: string
}

/** A matter opened at the context's time, with its first fact; nobody owns it unless told. */
export async function openMatter(
  ctx: Ctx,
  carrier: Carrier,
  type: MatterType,
  first: FactType,
  told: {
    readonly attrs?: Readonly<Record<string, unknown>>
    readonly classCode?: string
    readonly unitId?: string
    readonly ownerId?: string | null
    readonly state?: string
  } = {},
): Promise<TestMatter> {
  const { attrs = {}, classCode = 'other', unitId = carrier.units.hall, ownerId = null } = told
  return unwrap(
    await withTransaction(ctx, async (tx) => {
      const openedAt = tx.clock()
      const [matter] = await openMatters(tx, type, [
        { unitId, customerId: null, ownerId, classCode, state: told.state ?? 'open', openedAt },
      ])
      const opened = { ...matter!, type, unitId }
      await recordFacts(tx, [
        {
          type: first,
          subject: { type, id: opened.id },
          unitId,
          occurredAt: openedAt,
          attrs: { kind: type, classCode, ownerId, ...attrs },
        },
      ])
      return opened
    }),
  )
}

/** Records one more fact on a matter at the context's time, as a use case does. */
export const recordOn = (
  ctx: Ctx,
  matter: TestMatter,
  type: FactType,
  attrs: Readonly<Record<string, unknown>> = {},
  told: Pick<NewFact, 'source'> & { readonly occurredAt?: Date } = {},
): Promise<Result<Recorded>> =>
  withTransaction(ctx, async (tx) => {
    const subject = { type: matter.type, id: matter.id }
    await lockSubject(tx, subject)
    return recordFacts(tx, [
      {
        type,
        subject,
        unitId: matter.unitId,
        occurredAt: told.occurredAt ?? tx.clock(),
        attrs,
        ...(told.source ? { source: told.source } : {}),
      },
    ])
  })
