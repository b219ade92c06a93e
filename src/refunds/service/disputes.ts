import { type Ctx, reader } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'

/** A billing error as the rooms see it that hold something back while it is open. */
export type Dispute = {
  readonly errorId: string
  readonly number: string
  readonly state: string
  readonly classCode: string
  /** About a content fee: the account is not suspended for it while it is open (CN-27). */
  readonly isContentFee: boolean
  /** Neither rejected, nor paid, nor taken back. */
  readonly isOpen: boolean
  readonly accountHash: string
  readonly customerId: string | null
  readonly unitId: string
  readonly reportedAt: Date
  /** Who rejected it, or who verified it. */
  readonly decidedById: string | null
}

const OPEN_STATES = ['reported', 'checked', 'verified', 'approved', 'sent', 'failed']

const DISPUTE = Prisma.sql`
    SELECT e.id AS "errorId", m.number, e.state, e.class_code AS "classCode",
      (e.class_code = 'content_fee' OR 'content_fee' = ANY(c.also_classes)) AS "isContentFee",
      e.state = ANY(${OPEN_STATES}::text[]) AS "isOpen", e.account_hash AS "accountHash", e.customer_id AS "customerId",
      e.unit_id AS "unitId", e.reported_at AS "reportedAt",
      coalesce(e.rejected_by_id, e.verified_by_id) AS "decidedById"
    FROM billing_error e JOIN matter m ON m.id = e.id JOIN billing_error_class c ON c.code = e.class_code`

/** Errors by id, for whoever was told that they were reported or decided. */
export const disputesOf = (ctx: Ctx, errorIds: readonly string[]): Promise<Dispute[]> =>
  reader(ctx).$queryRaw<Dispute[]>`
    ${DISPUTE} WHERE e.id = ANY(${[...errorIds]}::uuid[]) ORDER BY e.reported_at`

/** Open errors about content fees of an account (`accountHashOf`): none may be held against it by suspending it. */
export const openContentFeeDisputes = (ctx: Ctx, accountHash: string): Promise<Dispute[]> =>
  reader(ctx).$queryRaw<Dispute[]>`
    ${DISPUTE} WHERE e.account_hash = ${accountHash} AND e.state = ANY(${OPEN_STATES}::text[])
      AND (e.class_code = 'content_fee' OR 'content_fee' = ANY(c.also_classes)) ORDER BY e.reported_at`

/** The same for many accounts at once. */
export const openContentFeeDisputesOf = (ctx: Ctx, accountHashes: readonly string[]): Promise<Dispute[]> =>
  reader(ctx).$queryRaw<Dispute[]>`
    ${DISPUTE} WHERE e.account_hash = ANY(${[...accountHashes]}::text[]) AND e.state = ANY(${OPEN_STATES}::text[])
      AND (e.class_code = 'content_fee' OR 'content_fee' = ANY(c.also_classes)) ORDER BY e.reported_at`
