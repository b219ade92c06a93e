import type { Tx } from '@/platform/context'
import type { ErrorState, Hands, NextStep } from '../rules/states'

/** A billing error as use cases read it. Amounts in minor units. */
export type ErrorRow = Hands & {
  readonly id: string
  readonly number: string
  readonly revision: number
  readonly state: ErrorState
  readonly unitId: string
  readonly customerId: string | null
  readonly accountHash: string
  readonly batchId: string | null
  readonly classCode: string
  readonly alsoClasses: readonly string[]
  readonly channel: string | null
  readonly brand: string | null
  readonly customerClass: string | null
  readonly ownerId: string | null
  readonly currency: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly verifiedChargedMinor: bigint | null
  readonly verifiedCorrectMinor: bigint | null
  readonly promisedMinor: bigint | null
  readonly refundMinor: bigint | null
  readonly chargedAt: Date
  readonly verifiedAt: Date | null
  readonly creditedAt: Date | null
  readonly excessReason: string | null
}

/** Takes the row locks of their matters in one order, then reads errors as they are now. */
export async function lockErrors(tx: Tx, ids: readonly string[]): Promise<ErrorRow[]> {
  await tx.$queryRaw`SELECT id FROM matter WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`
  return readErrors(tx, ids)
}

export function readErrors(tx: Tx, ids: readonly string[]): Promise<ErrorRow[]> {
  return tx.$queryRaw<ErrorRow[]>`
    SELECT e.id, m.number, m.revision, e.state, e.unit_id AS "unitId", e.customer_id AS "customerId", e.account_hash AS "accountHash",
      e.batch_id AS "batchId", e.class_code AS "classCode", c.also_classes AS "alsoClasses", m.channel, m.brand,
      m.customer_class AS "customerClass", m.owner_id AS "ownerId", e.currency, e.charged_minor AS "chargedMinor",
      e.correct_minor AS "correctMinor", e.verified_charged_minor AS "verifiedChargedMinor",
      e.verified_correct_minor AS "verifiedCorrectMinor", e.verified_at AS "verifiedAt", e.promised_minor AS "promisedMinor", e.refund_minor AS "refundMinor",
      e.charged_at AS "chargedAt", e.credited_at AS "creditedAt", e.excess_reason AS "excessReason",
      e.reported_by_id AS "reportedById", e.checked_by_id AS "checkedById", e.verified_by_id AS "verifiedById",
      coalesce((SELECT array_agg(k.corrected_by_id::text ORDER BY k.place) FROM billing_error_correction k WHERE k.error_id = e.id), '{}') AS "correctorIds",
      coalesce((SELECT array_agg(a.approver_id::text ORDER BY a.place) FROM refund_approval a WHERE a.error_id = e.id), '{}') AS "approverIds"
    FROM billing_error e JOIN matter m ON m.id = e.id JOIN billing_error_class c ON c.code = e.class_code
    WHERE e.id = ANY(${[...ids]}::uuid[]) ORDER BY e.id`
}

/**
 * Id and number of the errors that stand for these charges already. One that was rejected, or taken back before anything
 * was paid, stands for none; the same condition as in the index `billing_error_once_per_charge`.
 */
export async function knownCharges(
  tx: Tx,
  chargeKeys: readonly string[],
): Promise<Map<string, { id: string; number: string }>> {
  const rows = await tx.$queryRaw<{ charge_key: string; id: string; number: string }[]>`
    SELECT e.charge_key, e.id, m.number FROM billing_error e JOIN matter m ON m.id = e.id
    WHERE e.charge_key = ANY(${[...chargeKeys]}::text[]) AND e.state <> 'rejected'
      AND (e.state <> 'reversed' OR e.credited_at IS NOT NULL)`
  return new Map(rows.map(({ charge_key, id, number }) => [charge_key, { id, number }]))
}

/** What describes a charge beside billing's reference. */
export type DescribedCharge = Pick<
  NewErrorRow,
  'id' | 'accountHash' | 'period' | 'service' | 'chargedAt' | 'chargedMinor' | 'chargeRef'
>

/**
 * Errors that may stand for the same charges though only one of the two names billing's reference: same account, month,
 * service, moment and amount. By id of the charge asked for.
 */
export async function likelyTheSame(
  tx: Tx,
  charges: readonly DescribedCharge[],
): Promise<Map<string, { id: string; number: string }>> {
  const json = JSON.stringify(
    charges.map(({ id, accountHash, period, service, chargedAt, chargedMinor, chargeRef }) => ({
      id,
      accountHash,
      period,
      service,
      chargedAt,
      chargedMinor: String(chargedMinor),
      hasRef: chargeRef !== null,
    })),
  )
  const rows = await tx.$queryRaw<{ asked: string; id: string; number: string }[]>`
    SELECT x.id AS asked, e.id, m.number
    FROM jsonb_to_recordset(${json}::jsonb) AS x(id uuid, "accountHash" text, period text, service text, "chargedAt" timestamptz,
      "chargedMinor" bigint, "hasRef" boolean)
    -- One by one along the account, however many are asked for: the limit keeps it so.
    CROSS JOIN LATERAL (
      SELECT id FROM billing_error WHERE account_hash = x."accountHash" AND period = x.period AND charged_minor = x."chargedMinor"
        AND charged_at = x."chargedAt" AND (charge_ref IS NOT NULL) <> x."hasRef"
        AND lower(btrim(normalize(service, NFKC))) = lower(btrim(normalize(x.service, NFKC)))
        AND state <> 'rejected' AND (state <> 'reversed' OR credited_at IS NOT NULL) LIMIT 1) e
    JOIN matter m ON m.id = e.id`
  return new Map(rows.map(({ asked, id, number }) => [asked, { id, number }]))
}

/** A billing error as it is first written. */
export type NewErrorRow = {
  readonly id: string
  readonly unitId: string
  readonly customerId: string | null
  readonly batchId: string | null
  readonly batchLine: number | null
  readonly source: string
  readonly sourceId: string | null
  readonly accountHash: string
  readonly accountEnc: Uint8Array
  readonly period: string
  readonly service: string
  readonly classCode: string
  readonly chargeRef: string | null
  readonly chargeKey: string
  readonly chargedAt: Date
  readonly words: string | null
  readonly currency: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
}

/** Writes any number of errors in one statement. @throws a unique violation when a charge has one already */
export async function insertErrors(
  tx: Tx,
  rows: readonly NewErrorRow[],
  reportedById: string | null,
  reportedAt: Date,
): Promise<void> {
  const json = JSON.stringify(
    rows.map(({ accountEnc, chargedMinor, correctMinor, ...row }) => ({
      ...row,
      accountEnc: Buffer.from(accountEnc).toString('base64'),
      chargedMinor: String(chargedMinor),
      correctMinor: String(correctMinor),
    })),
  )
  await tx.$executeRaw`
    INSERT INTO billing_error (id, unit_id, customer_id, batch_id, batch_line, source, source_id, account_hash, account_enc, period,
      service, class_code, charge_ref, charge_key, charged_at, words, currency, charged_minor, correct_minor, overcharge_minor, state,
      reported_by_id, reported_at)
    SELECT id, "unitId", "customerId", "batchId", "batchLine", source, "sourceId", "accountHash", decode("accountEnc", 'base64'), period,
      service, "classCode", "chargeRef", "chargeKey", "chargedAt", words, currency, "chargedMinor", "correctMinor",
      greatest(0, "chargedMinor" - "correctMinor"), 'reported', ${reportedById}::uuid, ${reportedAt}
    FROM jsonb_to_recordset(${json}::jsonb) AS x(id uuid, "unitId" uuid, "customerId" uuid, "batchId" uuid, "batchLine" int, source text,
      "sourceId" uuid, "accountHash" text, "accountEnc" text, period text, service text, "classCode" text, "chargeRef" text, "chargeKey" text,
      "chargedAt" timestamptz, words text, currency text, "chargedMinor" bigint, "correctMinor" bigint)`
}

/** Columns a use case sets; bigint as text, so that JSON loses none of it. */
export type ErrorPatch = {
  readonly state?: ErrorState
  readonly class_code?: string
  readonly checked_by_id?: string | null
  readonly checked_at?: Date
  readonly finding?: string | null
  readonly verified_by_id?: string | null
  readonly verified_at?: Date
  readonly verified_charged_minor?: string
  readonly verified_correct_minor?: string
  readonly overcharge_minor?: string
  readonly promise_version_id?: string | null
  readonly promise_code?: string | null
  readonly promised_minor?: string
  readonly refund_minor?: string
  readonly steps?: unknown
  readonly excess_reason?: string | null
  readonly rejected_by_id?: string | null
  readonly rejected_at?: Date
  readonly reject_reason?: string
  readonly reject_next?: NextStep
  readonly approved_at?: Date
  readonly sent_at?: Date
  readonly credited_at?: Date
  readonly failed_at?: Date
  readonly fail_reason?: string | null
  readonly confirmed_by_id?: string | null
  readonly confirmed_at?: Date
  readonly reversed_by_id?: string | null
  readonly reversed_at?: Date
  readonly reverse_reason?: string
}

/** Changes any number of errors in one statement; columns a patch does not name stay. */
export async function patchErrors(
  tx: Tx,
  patches: readonly { readonly id: string; readonly patch: ErrorPatch }[],
): Promise<void> {
  if (patches.length === 0) return
  await tx.$executeRaw`
    UPDATE billing_error e SET (state, class_code, checked_by_id, checked_at, finding, verified_by_id, verified_at, verified_charged_minor,
      verified_correct_minor, overcharge_minor, promise_version_id, promise_code, promised_minor, refund_minor, steps, excess_reason,
      rejected_by_id, rejected_at, reject_reason, reject_next, approved_at, sent_at, credited_at, failed_at, fail_reason, confirmed_by_id,
      confirmed_at, reversed_by_id, reversed_at, reverse_reason) =
      (SELECT p.state, p.class_code, p.checked_by_id, p.checked_at, p.finding, p.verified_by_id, p.verified_at, p.verified_charged_minor,
      p.verified_correct_minor, p.overcharge_minor, p.promise_version_id, p.promise_code, p.promised_minor, p.refund_minor, p.steps,
      p.excess_reason, p.rejected_by_id, p.rejected_at, p.reject_reason, p.reject_next, p.approved_at, p.sent_at, p.credited_at,
      p.failed_at, p.fail_reason, p.confirmed_by_id, p.confirmed_at, p.reversed_by_id, p.reversed_at, p.reverse_reason
      FROM jsonb_populate_record(e, x.patch) p)
    FROM jsonb_to_recordset(${JSON.stringify(patches)}::jsonb) AS x(id uuid, patch jsonb) WHERE e.id = x.id`
}

export type NewApproval = {
  readonly errorId: string
  readonly place: number
  readonly amountMinor: bigint
  readonly note: string | null
}

export async function insertApprovals(
  tx: Tx,
  approvals: readonly NewApproval[],
  approverId: string,
  at: Date,
): Promise<void> {
  if (approvals.length === 0) return
  const json = JSON.stringify(approvals.map((row) => ({ ...row, amountMinor: String(row.amountMinor) })))
  await tx.$executeRaw`
    INSERT INTO refund_approval (error_id, place, approver_id, amount_minor, note, at)
    SELECT "errorId", place, ${approverId}::uuid, "amountMinor", note, ${at}
    FROM jsonb_to_recordset(${json}::jsonb) AS x("errorId" uuid, place int, "amountMinor" bigint, note text)`
}
