import { newId } from '@/kernel/ids'
import { RefusedError } from '@/kernel/result'
import { moveMatters } from '@/matters/store/write'
import { lockSubject, type NewFact, recordFacts } from '@/obligations/service/record'
import type { Permission } from '@/organisation/rules/permissions'
import { orgTree } from '@/organisation/tree'
import { actorId, may, mustBeAllowed, type TxCtx } from '@/platform/context'
import type { ConsentChannel, RecordKind, Verdict } from '../rules/lists'
import {
  changeOrder,
  insertRecord,
  type NewRecord,
  type OrderPatch,
  type OrderRow,
  orderById,
  orderIdOf,
} from '../store/orders'

/**
 * The order of an id, number or outside reference, locked until the transaction ends.
 * @throws RefusedError `order_unknown`, or `not_allowed` at its unit
 */
export async function lockedOrder(ctx: TxCtx, ref: string, permission: Permission | null): Promise<OrderRow> {
  const id = await orderIdOf(ctx.tx, ref)
  if (id === null) throw new RefusedError({ code: 'order_unknown', params: { order: ref } })
  const order = await lockedOrderOf(ctx, id)
  if (permission !== null) await mustReach(ctx, permission, order.unitId)
  return order
}

/** The order of an id that is known to be one, locked until the transaction ends. */
export async function lockedOrderOf(ctx: TxCtx, id: string): Promise<OrderRow> {
  await lockSubject(ctx, { type: 'subscription_order', id })
  return (await orderById(ctx.tx, id))!
}

/** The permission at that unit, or the right of the carrier's systems there. */
export async function mustReach(ctx: TxCtx, permission: Permission, unitId: string): Promise<void> {
  const { path } = (await orgTree(ctx)).unitById(unitId)
  if (!may(ctx, 'order.api', path)) mustBeAllowed(ctx, permission, path)
}

/** Changes an order and lets its matter follow the state. */
export const patchOrder = (ctx: TxCtx, id: string, patch: OrderPatch): Promise<void> =>
  patchOrderBy(ctx, id, [patch])

/** The same by several steps, each a state it passes through; the matter follows to the last. */
export async function patchOrderBy(ctx: TxCtx, id: string, patches: readonly OrderPatch[]): Promise<void> {
  for (const each of patches) await changeOrder(ctx.tx, id, each)
  const patch = patches.at(-1)
  if (patch?.state === undefined) return
  const isOver = ['declined', 'lapsed', 'cancelled'].includes(patch.state)
  await moveMatters(ctx.tx, [id], {
    state: patch.state,
    closedAt: isOver ? (patch.cancelledAt ?? patch.answeredAt ?? ctx.clock()) : null,
  })
}

type RecordInput = {
  readonly kind: RecordKind
  readonly channel: ConsentChannel
  readonly text: string
  readonly occurredAt: Date
  readonly from?: Pick<NewRecord, 'fromHash' | 'fromEnc'>
  readonly verdict?: Verdict
  readonly messageKey?: string | null
}

/** Puts one of the three records on file. */
export async function putOnFile(ctx: TxCtx, orderId: string, record: RecordInput): Promise<void> {
  const recordedAt = ctx.clock()
  await insertRecord(ctx.tx, {
    id: newId(recordedAt.getTime()),
    orderId,
    kind: record.kind,
    channel: record.channel,
    text: record.text,
    fromHash: record.from?.fromHash ?? null,
    fromEnc: record.from?.fromEnc ?? null,
    verdict: record.verdict ?? null,
    messageKey: record.messageKey ?? null,
    recordedBy: actorId(ctx),
    occurredAt: record.occurredAt,
    recordedAt,
  })
}

export type OrderFact = {
  readonly type: NewFact['type']
  readonly occurredAt: Date
  readonly attrs?: Readonly<Record<string, unknown>>
}

/** Records facts of one order in the order given. @throws RefusedError `gate_missing` */
export async function recordOrderFacts(
  ctx: TxCtx,
  order: { readonly id: string; readonly unitId: string },
  facts: readonly OrderFact[],
): Promise<void> {
  await recordFacts(
    ctx,
    facts.map(({ type, occurredAt, attrs }) => ({
      type,
      subject: { type: 'subscription_order', id: order.id },
      unitId: order.unitId,
      occurredAt,
      attrs: attrs ?? {},
    })),
  )
}
