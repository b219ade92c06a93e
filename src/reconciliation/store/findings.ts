import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { ChargeKind, FindingClass, FindingState, Why } from '../rules/lists'

export type Unpriced = {
  readonly id: string
  readonly classCode: FindingClass
  readonly unitId: string
  readonly currency: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly chargedAt: Date
}

export const unpricedFindings = (tx: Tx, runId: string, limit: number): Promise<Unpriced[]> =>
  tx.$queryRaw<Unpriced[]>`
    SELECT f.id, f.class_code AS "classCode", f.unit_id AS "unitId", f.currency, f.charged_minor AS "chargedMinor",
      f.correct_minor AS "correctMinor", c.charged_at AS "chargedAt"
    FROM finding f JOIN charge c ON c.id = f.charge_id
    WHERE f.run_id = ${runId}::uuid AND f.owed_minor IS NULL ORDER BY f.id LIMIT ${limit}`

/** Puts down what is owed; an amount that stands already stays. */
export async function priceFindings(
  tx: Tx,
  rows: readonly { readonly id: string; readonly owedMinor: bigint; readonly promiseCode: string | null }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE finding f SET owed_minor = x.owed, promise_code = x.promise
    FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ owedMinor }) => String(owedMinor))}::bigint[],
      ${rows.map(({ promiseCode }) => promiseCode)}::text[]) AS x(id, owed, promise)
    WHERE f.id = x.id AND f.owed_minor IS NULL`
}

/** What a list of findings is asked for; null: not asked. */
export type FindingFilter = {
  readonly runId: string
  readonly unitIds: readonly string[] | null
  readonly classCode: FindingClass | null
  readonly state: FindingState | null
  readonly text: string | null
}
export const FINDING_SORTS = ['-owed', 'owed', '-charged', 'charged'] as const
export type FindingSort = (typeof FINDING_SORTS)[number]

export type ListedFinding = {
  readonly id: string
  readonly chargeRef: string
  readonly accountEnc: Uint8Array
  readonly phoneEnc: Uint8Array
  readonly unitId: string
  readonly serviceCode: string
  readonly kind: ChargeKind
  readonly classCode: FindingClass
  readonly why: Why
  readonly alsoClasses: readonly FindingClass[]
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly owedMinor: bigint | null
  readonly currency: string
  readonly chargedAt: Date
  readonly month: string
  readonly state: FindingState
  readonly errorNumber: string | null
}

const LISTED = Prisma.sql`
  f.id, c.charge_ref AS "chargeRef", p.account_enc AS "accountEnc", p.phone_enc AS "phoneEnc", f.unit_id AS "unitId",
  c.service_code AS "serviceCode", c.kind, f.class_code AS "classCode", f.why, f.also_classes AS "alsoClasses",
  f.charged_minor AS "chargedMinor", f.correct_minor AS "correctMinor", f.owed_minor AS "owedMinor", f.currency,
  c.charged_at AS "chargedAt", c.month, f.state, (SELECT m.number FROM matter m WHERE m.id = f.error_id) AS "errorNumber"`

const where = ({ runId, unitIds, classCode, state, text }: FindingFilter): Prisma.Sql => Prisma.sql`
  f.run_id = ${runId}::uuid
  AND (${unitIds === null} OR f.unit_id = ANY(${[...(unitIds ?? [])]}::uuid[]))
  AND (${classCode}::text IS NULL OR f.class_code = ${classCode})
  AND (${state}::text IS NULL OR f.state = ${state})
  AND (${text}::text IS NULL OR c.charge_ref = ${text} OR c.service_code = ${text})`

const ORDER: Readonly<Record<FindingSort, Prisma.Sql>> = {
  '-owed': Prisma.sql`f.owed_minor DESC NULLS LAST, f.id`,
  owed: Prisma.sql`f.owed_minor, f.id`,
  '-charged': Prisma.sql`c.charged_at DESC, f.id`,
  charged: Prisma.sql`c.charged_at, f.id`,
}

export const listFindings = (
  tx: Tx,
  filter: FindingFilter,
  page: { readonly order: FindingSort; readonly limit: number; readonly offset: number },
): Promise<ListedFinding[]> =>
  tx.$queryRaw<ListedFinding[]>`
    SELECT ${LISTED} FROM finding f JOIN charge c ON c.id = f.charge_id JOIN charged_party p ON p.id = c.party_id
    WHERE ${where(filter)} ORDER BY ${ORDER[page.order]} LIMIT ${page.limit} OFFSET ${page.offset}`

/** Open findings a filter means for which something is owed, for accepting them together. */
export async function openFindingIds(tx: Tx, filter: FindingFilter, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT f.id FROM finding f JOIN charge c ON c.id = f.charge_id
    WHERE ${where({ ...filter, state: 'open' })} AND f.owed_minor > 0 ORDER BY f.id LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

export type OpenFinding = ListedFinding & {
  readonly runId: string
  readonly chargeId: bigint
  readonly orderId: string | null
  readonly purchaseId: string | null
  readonly tariffId: string | null
  readonly earlierChargeId: bigint | null
  readonly promiseCode: string | null
  readonly usedSeconds: number | null
  readonly billedSeconds: number | null
  readonly orderRef: string | null
  readonly line: number
  readonly importId: string
  readonly reason: string | null
  readonly decidedById: string | null
  readonly decidedAt: Date | null
  readonly errorId: string | null
  readonly carriedFromId: string | null
}

/** Findings in full; locked in one order when they are about to be decided. */
export async function findingsById(
  tx: Tx,
  ids: readonly string[],
  { lock }: { readonly lock: boolean },
): Promise<OpenFinding[]> {
  if (lock)
    await tx.$queryRaw`SELECT id FROM finding WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`
  return tx.$queryRaw<OpenFinding[]>`
    SELECT ${LISTED}, f.run_id AS "runId", f.charge_id AS "chargeId", f.order_id AS "orderId", f.purchase_id AS "purchaseId",
      f.tariff_id AS "tariffId", f.earlier_charge_id AS "earlierChargeId", f.promise_code AS "promiseCode",
      c.used_seconds AS "usedSeconds", c.billed_seconds AS "billedSeconds", c.order_ref AS "orderRef", c.line,
      c.import_id AS "importId", f.reason, f.decided_by_id AS "decidedById", f.decided_at AS "decidedAt", f.error_id AS "errorId",
      f.carried_from_id AS "carriedFromId"
    FROM finding f JOIN charge c ON c.id = f.charge_id JOIN charged_party p ON p.id = c.party_id
    WHERE f.id = ANY(${[...ids]}::uuid[]) ORDER BY f.id`
}

/** Closes findings with what was decided; null error: dismissed. */
export async function decideFindings(
  tx: Tx,
  decisions: readonly { readonly id: string; readonly errorId: string | null }[],
  told: { readonly byId: string | null; readonly at: Date; readonly reason: string | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE finding f SET state = CASE WHEN x.error IS NULL THEN 'dismissed' ELSE 'accepted' END, error_id = x.error,
      decided_by_id = ${told.byId}::uuid, decided_at = ${told.at}, reason = ${told.reason}
    FROM unnest(${decisions.map(({ id }) => id)}::uuid[], ${decisions.map(({ errorId }) => errorId)}::uuid[]) AS x(id, error)
    WHERE f.id = x.id AND f.state = 'open'`
}
