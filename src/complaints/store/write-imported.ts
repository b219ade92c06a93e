import type { SealedCustomer } from '@/customers/store'
import type { Tx } from '@/platform/context'

export type ImportedRow = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly unitId: string
  readonly intakeUnitId: string
  readonly customerId: string | null
  readonly classCode: string
  readonly words: string
  readonly channel: string
  readonly brand: string | null
  readonly area: string | null
  readonly place: string | null
  readonly receivedAt: Date
  readonly recordedAt: Date
  readonly loggedById: string
  readonly ownerId: string
  readonly status: 'open' | 'closed'
  readonly closedAt: Date | null
  readonly nextDueAt: Date | null
  readonly importBatchId: string
  readonly externalRef: string
  readonly searchVector: string
  readonly ownerRowId: string
}

/** Imports write one after the other, so that two runs over the same file never both find a row missing. */
export async function lockImports(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('complaint import', 0))`
}

/** Cases that are here already, by their key in the system they came from. */
export async function knownRefs(tx: Tx, refs: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ ref: string; id: string }[]>`
    SELECT external_ref AS ref, id FROM complaint WHERE external_ref = ANY(${[...refs]}::text[])`
  return new Map(rows.map(({ ref, id }) => [ref, id]))
}

export type NumberRange = { readonly unitId: string; readonly year: number; readonly count: number }

/** Takes numbers of many branches and years in one statement. @returns the first number of each `unitId/year` */
export async function takeNumberRanges(tx: Tx, ranges: readonly NumberRange[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ unit_id: string; year: number; last: number }[]>`
    INSERT INTO number_counter AS n (unit_id, year, last)
    SELECT "unitId", year, count FROM jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) AS x("unitId" uuid, year int, count int)
    ORDER BY 1, 2
    ON CONFLICT (unit_id, year) DO UPDATE SET last = n.last + excluded.last RETURNING unit_id, year, last`
  const counts = new Map(ranges.map(({ unitId, year, count }) => [`${unitId}/${year}`, count]))
  return new Map(
    rows.map(({ unit_id, year, last }) => {
      const key = `${unit_id}/${year}`
      return [key, last - (counts.get(key) ?? 0) + 1]
    }),
  )
}

/** Customers by the hash of their number, new or known. A known customer keeps the name that is here. */
export async function putCustomers(
  tx: Tx,
  customers: readonly (SealedCustomer & { readonly id: string })[],
  createdAt: Date,
): Promise<Map<string, string>> {
  if (customers.length === 0) return new Map()
  const base64 = (bytes: Uint8Array | null) => (bytes ? Buffer.from(bytes).toString('base64') : null)
  const rows = JSON.stringify(
    customers.map((each) => ({
      id: each.id,
      phone_hash: each.phoneHash,
      phone_tail_hash: each.phoneTailHash,
      phone_enc: base64(each.phoneEnc),
      name_enc: base64(each.nameEnc),
      name_hash: each.nameHash,
    })),
  )
  const put = await tx.$queryRaw<{ id: string; phone_hash: string }[]>`
    INSERT INTO customer (id, phone_hash, phone_tail_hash, phone_enc, name_enc, name_hash, created_at)
    SELECT id, phone_hash, phone_tail_hash, decode(phone_enc, 'base64'), decode(name_enc, 'base64'), name_hash, ${createdAt}::timestamptz
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(
      id uuid, phone_hash text, phone_tail_hash text, phone_enc text, name_enc text, name_hash text)
    ORDER BY phone_hash
    ON CONFLICT (phone_hash) DO UPDATE SET
      name_enc = coalesce(customer.name_enc, excluded.name_enc), name_hash = coalesce(customer.name_hash, excluded.name_hash)
    RETURNING id, phone_hash`
  return new Map(put.map(({ id, phone_hash }) => [phone_hash, id]))
}

/** Cases with their owners: two statements however many there are. */
export async function insertImported(tx: Tx, rows: readonly ImportedRow[]): Promise<void> {
  if (rows.length === 0) return
  const json = JSON.stringify(rows)
  await tx.$executeRaw`
    INSERT INTO complaint (id, number, kind, unit_id, intake_unit_id, customer_id, class_code, wants, words, channel, brand, area, place,
      urgency, received_at, recorded_at, logged_by_id, first_owner_id, owner_id, status, closed_at, next_due_at, import_batch_id,
      external_ref, search_vector)
    SELECT id, number, kind, "unitId", "intakeUnitId", "customerId", "classCode", 'other', words, channel, brand, area, place,
      'normal', "receivedAt", "recordedAt", "loggedById", "ownerId", "ownerId", status, "closedAt", "nextDueAt", "importBatchId",
      "externalRef", "searchVector"::tsvector
    FROM jsonb_to_recordset(${json}::jsonb) AS x(
      id uuid, number text, kind text, "unitId" uuid, "intakeUnitId" uuid, "customerId" uuid, "classCode" text, words text, channel text,
      brand text, area text, place text, "receivedAt" timestamptz, "recordedAt" timestamptz, "loggedById" uuid, "ownerId" uuid, status text,
      "closedAt" timestamptz, "nextDueAt" timestamptz, "importBatchId" uuid, "externalRef" text, "searchVector" text)`
  const owners = JSON.stringify(
    rows.map(({ ownerRowId, id, ownerId, recordedAt, loggedById }) => ({
      id: ownerRowId,
      complaint_id: id,
      staff_id: ownerId,
      from_at: recordedAt,
      by_id: loggedById,
    })),
  )
  await tx.$executeRaw`
    INSERT INTO complaint_owner (id, complaint_id, staff_id, from_at, by_id)
    SELECT id, complaint_id, staff_id, from_at, by_id FROM jsonb_to_recordset(${owners}::jsonb) AS x(
      id uuid, complaint_id uuid, staff_id uuid, from_at timestamptz, by_id uuid)`
}
