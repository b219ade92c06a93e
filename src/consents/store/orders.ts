import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { KEPT } from '@/platform/db/kept'
import type { CandidateOrder } from '../rules/choose-order'
import type { ConsentChannel, OrderState, RecordKind, Verdict } from '../rules/lists'
import type { OrderView } from '../rules/order-machine'

/** An order with what its matter says of it. */
export type OrderRow = {
  readonly id: string
  readonly number: string
  readonly unitId: string
  readonly customerId: string
  readonly productId: string
  readonly serviceVersionId: string
  readonly settingVersion: number
  readonly phoneHash: string
  readonly needsConfirmation: boolean
  readonly ruleVersionId: string | null
  readonly activatesItself: boolean
  readonly state: OrderState
  readonly channel: ConsentChannel
  readonly ownerId: string | null
  readonly requestedAt: Date
  readonly askedAt: Date | null
  readonly windowEndsAt: Date | null
  readonly askedAgainAt: Date | null
  readonly answeredAt: Date | null
  readonly activatedAt: Date | null
  readonly cancelledAt: Date | null
  readonly cancelChannel: ConsentChannel | null
  readonly noticeSentAt: Date | null
  readonly externalRef: string | null
  readonly revision: number
  /** The three records are complete. */
  readonly hasYes: boolean
  readonly hasRefusal: boolean
}

const COLUMNS = Prisma.sql`
  o.id, m.number, m.unit_id AS "unitId", o.customer_id AS "customerId", o.product_id AS "productId",
  o.service_version_id AS "serviceVersionId", o.setting_version AS "settingVersion", o.phone_hash AS "phoneHash",
  o.needs_confirmation AS "needsConfirmation", o.rule_version_id AS "ruleVersionId", o.activates_itself AS "activatesItself",
  o.state, m.channel, m.owner_id AS "ownerId", o.requested_at AS "requestedAt", o.asked_at AS "askedAt",
  o.window_ends_at AS "windowEndsAt", o.asked_again_at AS "askedAgainAt", o.answered_at AS "answeredAt",
  o.activated_at AS "activatedAt", o.cancelled_at AS "cancelledAt", o.cancel_channel AS "cancelChannel",
  o.notice_sent_at AS "noticeSentAt", o.external_ref AS "externalRef", m.revision, jn_has_three_records(o) AS "hasYes",
  EXISTS (SELECT 1 FROM consent_record r WHERE r.order_id = o.id AND r.verdict IN ('no','cancel')) AS "hasRefusal"`

export const orderView = (row: OrderRow): OrderView => ({
  state: row.state,
  needsConfirmation: row.needsConfirmation,
  activatesItself: row.activatesItself,
  phoneHash: row.phoneHash,
  requestedAtMs: row.requestedAt.getTime(),
  askedAtMs: row.askedAt?.getTime() ?? null,
  windowEndsAtMs: row.windowEndsAt?.getTime() ?? null,
  askedAgainAtMs: row.askedAgainAt?.getTime() ?? null,
  hasRefusal: row.hasRefusal,
})

/** An order by id; the caller has locked it if it is to change. */
export async function orderById(tx: Tx, id: string): Promise<OrderRow | null> {
  const [row] = await tx.$queryRaw<OrderRow[]>`${KEPT}
    SELECT ${COLUMNS} FROM subscription_order o JOIN matter m ON m.id = o.id WHERE o.id = ${id}::uuid`
  return row ?? null
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Id of the order with that id, number or reference of the carrier's system; null: none. */
export async function orderIdOf(tx: Tx, ref: string): Promise<string | null> {
  const id = ref.toLowerCase()
  // Each by its own index: one condition over all three would read every order there is.
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM subscription_order WHERE id = ${UUID.test(id) ? id : null}::uuid
    UNION ALL SELECT o.id FROM matter m JOIN subscription_order o ON o.id = m.id WHERE m.number = ${ref}
    UNION ALL SELECT id FROM subscription_order WHERE external_ref = ${ref} LIMIT 1`
  return row?.id ?? null
}

/** Id of the order placed with that key or reference before. */
export async function orderPlacedBefore(
  tx: Tx,
  idempotencyKey: string | null,
  externalRef: string | null,
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM subscription_order WHERE idempotency_key = ${idempotencyKey} OR external_ref = ${externalRef} LIMIT 1`
  return row?.id ?? null
}

/** Number of a customer's order of that service that still runs. */
export async function runningOrder(tx: Tx, customerId: string, productId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ number: string }[]>`
    SELECT m.number FROM subscription_order o JOIN matter m ON m.id = o.id
    WHERE o.customer_id = ${customerId}::uuid AND o.product_id = ${productId}::uuid
      AND o.state IN ('requested','asked','confirmed','active')`
  return row?.number ?? null
}

/**
 * One after another for each customer: which order an answer belongs to depends on what the others are.
 * @returns the customer's number as it is kept, sealed; null: there is no such customer
 */
export async function lockCustomer(tx: Tx, customerId: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const [row] = await tx.$queryRaw<{ phoneEnc: Uint8Array<ArrayBuffer> }[]>`${KEPT}
    SELECT phone_enc AS "phoneEnc" FROM customer WHERE id = ${customerId}::uuid FOR NO KEY UPDATE`
  return row?.phoneEnc ?? null
}

/** What a text of a customer comes upon. */
export type MetByAnswer = {
  /** The same message is on file already, as this; null: it is new. */
  readonly known: { readonly orderId: string; readonly verdict: Verdict; readonly state: OrderState } | null
  /** The newest setting. */
  readonly settingVersion: number
  /** Orders it may be about: all of the customer's that run, and the newest of the others. */
  readonly candidates: readonly CandidateOrder[]
}

/** What a text comes upon, in one question; the customer is locked, so that it stays so. */
export async function metByAnswer(
  tx: Tx,
  messageKey: string,
  customerId: string | null,
): Promise<MetByAnswer> {
  const [row] = await tx.$queryRaw<
    {
      knownOrderId: string | null
      knownVerdict: Verdict
      knownState: OrderState
      settingVersion: number
      candidates: CandidateOrder[]
    }[]
  >`${KEPT}
    SELECT s.version AS "settingVersion", r.order_id AS "knownOrderId", r.verdict AS "knownVerdict", k.state AS "knownState",
      coalesce((SELECT json_agg(c) FROM (
        SELECT o.id, p.code, o.state, floor(extract(epoch FROM o.requested_at) * 1000)::bigint AS "requestedAtMs",
          floor(extract(epoch FROM o.asked_at) * 1000)::bigint AS "askedAtMs"
        FROM subscription_order o JOIN service_product p ON p.id = o.product_id WHERE o.customer_id = ${customerId}::uuid
        ORDER BY (o.state IN ('requested','asked','confirmed','active')) DESC, o.requested_at DESC LIMIT 50) c), '[]') AS candidates
    FROM (SELECT max(version) AS version FROM consent_setting) s
    LEFT JOIN consent_record r ON r.message_key = ${messageKey} LEFT JOIN subscription_order k ON k.id = r.order_id`
  const { knownOrderId, knownVerdict, knownState, settingVersion, candidates } = row!
  return {
    known: knownOrderId === null ? null : { orderId: knownOrderId, verdict: knownVerdict, state: knownState },
    settingVersion,
    candidates,
  }
}

export type NewOrderRow = {
  readonly id: string
  readonly productId: string
  readonly serviceVersionId: string
  readonly settingVersion: number
  readonly customerId: string
  readonly phoneHash: string
  readonly needsConfirmation: boolean
  readonly ruleVersionId: string | null
  readonly activatesItself: boolean
  readonly requestedAt: Date
  readonly externalRef: string | null
  readonly idempotencyKey: string | null
}

export async function insertOrder(tx: Tx, row: NewOrderRow): Promise<void> {
  await tx.subscriptionOrder.create({ data: { ...row, state: 'requested' } })
}

/** What changes on an order; absent: stays. */
export type OrderPatch = {
  readonly state?: OrderState
  readonly askedAt?: Date
  readonly windowEndsAt?: Date
  readonly askedAgainAt?: Date
  readonly answeredAt?: Date
  readonly activatedAt?: Date
  readonly cancelledAt?: Date
  readonly cancelChannel?: ConsentChannel
  readonly noticeSentAt?: Date
}

/** Changes an order; the caller lets its matter follow. */
export async function changeOrder(tx: Tx, id: string, patch: OrderPatch): Promise<void> {
  await tx.$executeRaw`${KEPT}
    UPDATE subscription_order SET state = coalesce(${patch.state ?? null}, state),
      asked_at = coalesce(${patch.askedAt ?? null}::timestamptz, asked_at),
      window_ends_at = coalesce(${patch.windowEndsAt ?? null}::timestamptz, window_ends_at),
      asked_again_at = coalesce(${patch.askedAgainAt ?? null}::timestamptz, asked_again_at),
      answered_at = coalesce(${patch.answeredAt ?? null}::timestamptz, answered_at),
      activated_at = coalesce(${patch.activatedAt ?? null}::timestamptz, activated_at),
      cancelled_at = coalesce(${patch.cancelledAt ?? null}::timestamptz, cancelled_at),
      cancel_channel = coalesce(${patch.cancelChannel ?? null}, cancel_channel),
      notice_sent_at = coalesce(${patch.noticeSentAt ?? null}::timestamptz, notice_sent_at)
    WHERE id = ${id}::uuid`
}

export type NewRecord = {
  readonly id: string
  readonly orderId: string
  readonly kind: RecordKind
  readonly channel: ConsentChannel | 'email'
  readonly text: string
  readonly fromHash: string | null
  readonly fromEnc: Uint8Array<ArrayBuffer> | null
  readonly verdict: Verdict | null
  readonly messageKey: string | null
  readonly recordedBy: string | null
  readonly occurredAt: Date
  readonly recordedAt: Date
}

/** Puts a record on file; the database makes its fingerprints. */
export async function insertRecord(tx: Tx, row: NewRecord): Promise<void> {
  await tx.$executeRaw`${KEPT}
    INSERT INTO consent_record (id, order_id, kind, channel, text, text_hash, chain_hash, from_hash, from_enc, verdict, message_key,
      recorded_by, occurred_at, recorded_at)
    VALUES (${row.id}::uuid, ${row.orderId}::uuid, ${row.kind}, ${row.channel}, ${row.text}, '', '', ${row.fromHash}, ${row.fromEnc},
      ${row.verdict}, ${row.messageKey}, ${row.recordedBy}::uuid, ${row.occurredAt}, ${row.recordedAt})`
}

/** Orders whose time for an answer is over. */
export async function silentOrders(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM subscription_order WHERE state = 'asked' AND window_ends_at < ${now} ORDER BY window_ends_at LIMIT ${limit}`
  return rows.map(({ id }) => id)
}
