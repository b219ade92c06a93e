import type { SealedCustomer } from '@/customers/store'
import type { Tx } from '@/platform/context'
import { type KeptStatement, type KeptValue, keptStatement, runKept } from '@/platform/db/kept'
import type { RowsInsert } from '@/platform/db/rows-insert'

export type IntakeRow = {
  readonly id: string
  readonly kind: string
  readonly unitId: string
  readonly intakeUnitId: string
  readonly customer: (SealedCustomer & { readonly id: string }) | null
  readonly classCode: string
  readonly wants: string
  readonly words: string
  readonly channel: string
  readonly brand: string | null
  readonly customerClass: string | null
  readonly area: string | null
  readonly place: string | null
  readonly urgency: string
  readonly receivedAt: Date
  readonly recordedAt: Date
  readonly backdateReason: string | null
  readonly clerkId: string
  readonly repeatOfId: string | null
  readonly externalRef: string | null
  /** Branch whose counter gives the number, the year it counts, and what stands before the figures. */
  readonly counter: { readonly unitId: string; readonly year: number; readonly prefix: string }
  /** Literal of `searchVector` without the number's own figures. */
  readonly searchVector: string
  readonly ownerRowId: string
  readonly audit: { readonly id: string; readonly detail: string }
  /** First deadline of the case; null: nothing with a time is owed. */
  readonly nextDueAt: Date | null
}

const INTAKE = `
    WITH known AS (
      INSERT INTO customer (id, phone_hash, phone_tail_hash, phone_enc, name_enc, name_hash, identity_enc, created_at)
      SELECT {customerId}::uuid, {phoneHash}::text, {phoneTailHash}::text, {phoneEnc}::bytea, {nameEnc}::bytea, {nameHash}::text,
             {identityEnc}::bytea, {recordedAt}::timestamptz
      WHERE {customerId}::uuid IS NOT NULL
      ON CONFLICT (phone_hash) DO UPDATE SET
        name_enc = coalesce(excluded.name_enc, customer.name_enc), name_hash = coalesce(excluded.name_hash, customer.name_hash),
        identity_enc = coalesce(excluded.identity_enc, customer.identity_enc)
      RETURNING id),
    counted AS (
      INSERT INTO number_counter AS n (unit_id, year, last) VALUES ({counterUnitId}::uuid, {year}::int, 1)
      ON CONFLICT (unit_id, year) DO UPDATE SET last = n.last + 1
      RETURNING lpad(last::text, greatest(6, length(last::text)), '0') AS figures),
    put AS (
      INSERT INTO complaint (id, number, kind, unit_id, intake_unit_id, customer_id, class_code, wants, words, channel, brand,
        customer_class, area, place, urgency, received_at, recorded_at, backdate_reason, logged_by_id, first_owner_id, owner_id,
        status, next_due_at, repeat_of_id, external_ref, search_vector)
      SELECT {id}::uuid, {prefix}::text || figures, {kind}::text, {unitId}::uuid, {intakeUnitId}::uuid, (SELECT id FROM known),
        {classCode}::text, {wants}::text, {words}::text, {channel}::text, {brand}::text, {customerClass}::text, {area}::text,
        {place}::text, {urgency}::text, {receivedAt}::timestamptz, {recordedAt}::timestamptz, {backdateReason}::text,
        {clerkId}::uuid, {clerkId}::uuid, {clerkId}::uuid, 'open', {nextDueAt}::timestamptz, {repeatOfId}::uuid,
        {externalRef}::text, ({searchVector}::text || ' ''' || figures || ''':1')::tsvector
      FROM counted
      RETURNING id, number),
    owned AS (
      INSERT INTO complaint_owner (id, complaint_id, staff_id, from_at, by_id)
      SELECT {ownerRowId}::uuid, id, {clerkId}::uuid, {recordedAt}::timestamptz, {clerkId}::uuid FROM put),
    audited AS (
      INSERT INTO audit_log (id, at, actor_id, action, subject_type, subject_id, unit_id, detail)
      SELECT {auditId}::uuid, {recordedAt}::timestamptz, {clerkId}::uuid, 'complaint.log', 'complaint', id::text,
             {unitId}::uuid, {auditDetail}::jsonb FROM put)`

/** By the tables that are written besides: facts always, obligations and their events when there are some. */
const statements = new Map<string, KeptStatement>()

function intakeWith(others: readonly RowsInsert[]): KeptStatement {
  const tables = others.map(({ table }) => table).join()
  const known = statements.get(tables)
  if (known) return known
  const opened = others.map(({ table, sql }) => `, opened_${table} AS (${sql(`{${table}}`)})`).join('')
  const made = keptStatement(`${INTAKE}${opened} SELECT number FROM put`)
  statements.set(tables, made)
  return made
}

/**
 * Customer, number, case, owner, audit row and whatever else is opened with it (`others`) in one statement. The
 * counter's row stays locked until the statement's transaction ends, and a statement that fails leaves nothing behind,
 * so a branch has no gaps in its numbers.
 * @returns the number
 * @throws a unique violation when this form was sent before (same `externalRef`)
 */
export async function insertIntake(tx: Tx, row: IntakeRow, others: readonly RowsInsert[]): Promise<string> {
  const { customer, counter, audit } = row
  const values: Record<string, KeptValue> = {
    customerId: customer?.id ?? null,
    phoneHash: customer?.phoneHash ?? null,
    phoneTailHash: customer?.phoneTailHash ?? null,
    phoneEnc: customer?.phoneEnc ?? null,
    nameEnc: customer?.nameEnc ?? null,
    nameHash: customer?.nameHash ?? null,
    identityEnc: customer?.identityEnc ?? null,
    counterUnitId: counter.unitId,
    year: counter.year,
    prefix: counter.prefix,
    id: row.id,
    kind: row.kind,
    unitId: row.unitId,
    intakeUnitId: row.intakeUnitId,
    classCode: row.classCode,
    wants: row.wants,
    words: row.words,
    channel: row.channel,
    brand: row.brand,
    customerClass: row.customerClass,
    area: row.area,
    place: row.place,
    urgency: row.urgency,
    receivedAt: row.receivedAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    backdateReason: row.backdateReason,
    clerkId: row.clerkId,
    nextDueAt: row.nextDueAt?.toISOString() ?? null,
    repeatOfId: row.repeatOfId,
    externalRef: row.externalRef,
    searchVector: row.searchVector,
    ownerRowId: row.ownerRowId,
    auditId: audit.id,
    auditDetail: audit.detail,
  }
  for (const { table, rows } of others) values[table] = rows
  const [put] = await runKept<{ number: string }>(tx, intakeWith(others), values)
  return put!.number
}

export type LoggedBefore = { readonly id: string; readonly number: string }

/** The case a form was already logged as. */
export async function findByExternalRef(tx: Tx, externalRef: string): Promise<LoggedBefore | null> {
  const [row] = await tx.$queryRaw<LoggedBefore[]>`
    SELECT id, number FROM complaint WHERE external_ref = ${externalRef}`
  return row ?? null
}

export type OpenCaseRow = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly class_code: string
  readonly unit_id: string
  readonly status: string
  readonly received_at: Date
  readonly next_due_at: Date | null
  readonly owner_name: string
  readonly name_enc: Uint8Array | null
}

/** Cases of a customer that are not closed, latest first; two index look-ups. */
export function openCasesByPhone(tx: Tx, phoneHash: string, limit: number): Promise<OpenCaseRow[]> {
  return tx.$queryRaw<OpenCaseRow[]>`
    SELECT c.id, c.number, c.kind, c.class_code, c.unit_id, c.status, c.received_at, c.next_due_at, s.display_name AS owner_name, k.name_enc
    FROM customer k JOIN complaint c ON c.customer_id = k.id JOIN staff s ON s.id = c.owner_id
    WHERE k.phone_hash = ${phoneHash} AND c.status <> 'closed'
    ORDER BY c.received_at DESC LIMIT ${limit}`
}

/** Takes `count` numbers of a branch and year at once, for imports. @returns the first of them */
export async function takeNumbers(tx: Tx, unitId: string, year: number, count: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO number_counter AS n (unit_id, year, last) VALUES (${unitId}::uuid, ${year}, ${count})
    ON CONFLICT (unit_id, year) DO UPDATE SET last = n.last + ${count} RETURNING last`
  return row!.last - count + 1
}

/** A case of the customer with that number, and the one it repeats. */
export async function caseOfPhone(
  tx: Tx,
  id: string,
  phoneHash: string,
): Promise<{ id: string; repeatOfId: string | null } | null> {
  const [row] = await tx.$queryRaw<{ id: string; repeatOfId: string | null }[]>`
    SELECT c.id, c.repeat_of_id AS "repeatOfId" FROM complaint c JOIN customer k ON k.id = c.customer_id
    WHERE c.id = ${id}::uuid AND k.phone_hash = ${phoneHash}`
  return row ?? null
}
