import type { Locale, LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { CustomerClass, EventKind, EventState, PricePeriod, Proof } from '../rules/lists'

/** A planned event with the number of its matter. */
export type EventRow = {
  readonly id: string
  readonly number: string
  readonly revision: number
  readonly kind: EventKind
  readonly externalRef: string
  readonly accountHash: string
  readonly accountEnc: Uint8Array
  readonly customerId: string
  readonly unitId: string
  readonly customerClass: CustomerClass
  readonly locale: Locale
  readonly eventAt: Date | null
  readonly currency: string
  readonly amountMinor: bigint | null
  readonly balanceMinor: bigint | null
  readonly newPriceMinor: bigint | null
  readonly period: PricePeriod | null
  readonly service: LocalText | null
  readonly state: EventState
  readonly plannedAt: Date
  readonly calledOffAt: Date | null
  readonly callOffReason: string | null
  readonly calledOffBy: string | null
  readonly doneAt: Date | null
  readonly breachReason: string | null
  readonly proof: Proof
  readonly missingCount: number
  readonly latestNoticeAt: Date | null
  readonly nextStepAt: Date | null
  readonly warnedAt: Date | null
}

export const EVENT_COLUMNS = Prisma.sql`
  e.id, m.number, m.revision, e.kind, e.external_ref AS "externalRef", e.account_hash AS "accountHash", e.account_enc AS "accountEnc",
  e.customer_id AS "customerId", e.unit_id AS "unitId", e.customer_class AS "customerClass", e.locale, e.event_at AS "eventAt",
  e.currency, e.amount_minor AS "amountMinor", e.balance_minor AS "balanceMinor", e.new_price_minor AS "newPriceMinor", e.period,
  e.service, e.state, e.planned_at AS "plannedAt", e.called_off_at AS "calledOffAt", e.call_off_reason AS "callOffReason",
  e.done_at AS "doneAt", e.breach_reason AS "breachReason", e.proof, e.missing_count::int AS "missingCount",
  e.latest_notice_at AS "latestNoticeAt", e.next_step_at AS "nextStepAt", e.warned_at AS "warnedAt",
  (SELECT s.display_name FROM staff s WHERE s.id = e.called_off_by_id) AS "calledOffBy"`

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Id and account of the event with that reference of billing, number or id; null when there is none. */
export async function findEvent(tx: Tx, ref: string): Promise<{ id: string; accountHash: string } | null> {
  const [row] = await tx.$queryRaw<{ id: string; accountHash: string }[]>`
    SELECT e.id, e.account_hash AS "accountHash" FROM planned_event e JOIN matter m ON m.id = e.id
    WHERE e.external_ref = ${ref} OR m.number = ${ref} OR e.id = ${UUID.test(ref) ? ref : null}::uuid
    ORDER BY (e.external_ref = ${ref}) DESC LIMIT 1`
  return row ?? null
}

export async function eventsById(tx: Tx, ids: readonly string[]): Promise<EventRow[]> {
  return tx.$queryRaw<EventRow[]>`
    SELECT ${EVENT_COLUMNS} FROM planned_event e JOIN matter m ON m.id = e.id
    WHERE e.id = ANY(${[...ids]}::uuid[]) ORDER BY e.id`
}

export async function eventsByRef(tx: Tx, refs: readonly string[]): Promise<EventRow[]> {
  return tx.$queryRaw<EventRow[]>`
    SELECT ${EVENT_COLUMNS} FROM planned_event e JOIN matter m ON m.id = e.id WHERE e.external_ref = ANY(${[...refs]}::text[])`
}

/** Events of accounts that are not over, of one kind. */
export async function openEventsOf(
  tx: Tx,
  accountHashes: readonly string[],
  kind: EventKind,
): Promise<EventRow[]> {
  return tx.$queryRaw<EventRow[]>`
    SELECT ${EVENT_COLUMNS} FROM planned_event e JOIN matter m ON m.id = e.id
    WHERE e.account_hash = ANY(${[...accountHashes]}::text[]) AND e.kind = ${kind} AND e.state IN ('planned','held') ORDER BY e.id`
}

/**
 * Whatever is planned, held or disputed on an account waits here for its turn, before any row is locked: who plans an event
 * and who reports a dispute at the same moment see each other.
 */
export async function lockAccounts(tx: Tx, accountHashes: readonly string[]): Promise<void> {
  const sorted = [...new Set(accountHashes)].sort()
  await tx.$queryRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended('notices:' || h, 0))) FROM (
      SELECT h FROM unnest(${sorted}::text[]) AS h ORDER BY h) sorted`
}

/** What is first written of an event; the rest follows from what is owed. */
export type NewEventRow = Pick<
  EventRow,
  | 'id'
  | 'kind'
  | 'externalRef'
  | 'accountHash'
  | 'customerId'
  | 'unitId'
  | 'customerClass'
  | 'locale'
  | 'eventAt'
  | 'currency'
  | 'amountMinor'
  | 'balanceMinor'
  | 'newPriceMinor'
  | 'period'
  | 'service'
  | 'plannedAt'
> & { readonly accountEnc: Uint8Array<ArrayBuffer> }

export async function insertEvents(tx: Tx, rows: readonly NewEventRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.plannedEvent.createMany({
    data: rows.map(({ service, ...row }) => ({
      ...row,
      service: service === null ? Prisma.DbNull : { ...service },
      state: 'planned',
      proof: 'none_owed',
      missingCount: 0,
      nextStepAt: row.plannedAt,
    })),
  })
}

export type StandingRow = {
  readonly id: string
  readonly proof: Proof
  readonly missingCount: number
  readonly latestNoticeAt: Date | null
}

/** Writes how notices stand, for lists; one statement however many. */
export async function writeStandings(tx: Tx, rows: readonly StandingRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`
    UPDATE planned_event e SET proof = x.proof, missing_count = x."missingCount", latest_notice_at = x."latestNoticeAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, proof text, "missingCount" smallint, "latestNoticeAt" timestamptz)
    WHERE e.id = x.id AND (e.proof, e.missing_count, e.latest_notice_at) IS DISTINCT FROM (x.proof, x."missingCount", x."latestNoticeAt")`
}

/** Events the worker has to look at now. */
export async function dueEventIds(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM planned_event WHERE next_step_at <= ${now} ORDER BY next_step_at LIMIT ${limit}`
  return rows.map(({ id }) => id)
}
