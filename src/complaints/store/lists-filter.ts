import { Prisma } from '@/platform/db/generated/client'
import { type CaseFilter, DUE_WITHIN_MS, type DueFilter, type OwnerFilter } from '../rules/list-filter'

/** Rows a person may see: their units' cases, and those they own, were first asked or logged. null: everything. */
export type CaseScope = { readonly unitIds: readonly string[]; readonly staffId: string } | null

const { sql, join, empty } = Prisma
type Sql = Prisma.Sql

/** The filter as conditions on `complaint c`; the law is `matchesFilter`. `now` is the reader's clock. */
export function filterConditions(filter: CaseFilter, now: Date): Sql[] {
  const conditions: Sql[] = []
  const where = (condition: Sql) => conditions.push(condition)

  if (filter.status === 'active') where(sql`c.status <> 'closed'`)
  else if (filter.status !== 'all') {
    where(sql`c.status = ${filter.status}`)
    // Said once more so that the indexes over unfinished cases serve.
    if (filter.status !== 'closed') where(sql`c.status <> 'closed'`)
  }
  if (filter.due) where(dueCondition(filter.due, now))
  if (filter.kind) where(sql`c.kind = ${filter.kind}`)
  if (filter.classCodes) where(sql`c.class_code = ANY(${[...filter.classCodes]}::text[])`)
  if (filter.unitIds) where(sql`c.unit_id = ANY(${[...filter.unitIds]}::uuid[])`)
  if (filter.owner) where(ownerCondition(filter.owner))
  if (filter.channel) where(sql`c.channel = ${filter.channel}`)
  if (filter.brand) where(sql`c.brand = ${filter.brand}`)
  if (filter.area) where(sql`c.area = ${filter.area}`)
  if (filter.receivedFrom) where(sql`c.received_at >= ${filter.receivedFrom}`)
  if (filter.receivedBefore) where(sql`c.received_at < ${filter.receivedBefore}`)
  if (filter.appealed !== undefined) where(present(sql`c.appealed_at`, filter.appealed))
  if (filter.escalated !== undefined) where(present(sql`c.escalated_at`, filter.escalated))
  if (filter.upgraded !== undefined) where(present(sql`c.upgraded_at`, filter.upgraded))
  if (filter.repeat !== undefined) where(present(sql`c.repeat_of_id`, filter.repeat))
  if (filter.legacy !== undefined) where(filter.legacy ? sql`c.is_legacy` : sql`NOT c.is_legacy`)
  if (filter.groupId) where(sql`c.group_id = ${filter.groupId}::uuid`)
  if (filter.importBatchId) where(sql`c.import_batch_id = ${filter.importBatchId}::uuid`)
  if (filter.grouped !== undefined) where(present(sql`c.group_id`, filter.grouped))
  if (filter.customerIds) where(sql`c.customer_id = ANY(${[...filter.customerIds]}::uuid[])`)
  return conditions
}

const present = (column: Sql, wanted: boolean): Sql =>
  wanted ? sql`${column} IS NOT NULL` : sql`${column} IS NULL`

/** The deadline as the work list sorts by it; written as in the index `complaint_worklist`, or it is not used. */
export const SORTED_DUE = sql`coalesce(c.next_due_at, 'infinity'::timestamptz)`

function dueCondition(due: DueFilter, now: Date): Sql {
  const soon = (ms: number) => new Date(now.getTime() + ms)
  switch (due) {
    case 'overdue':
      return sql`c.next_due_at IS NOT NULL AND ${SORTED_DUE} < ${now}`
    case '4h':
    case '24h':
      return sql`c.next_due_at IS NOT NULL AND ${SORTED_DUE} >= ${now} AND ${SORTED_DUE} <= ${soon(DUE_WITHIN_MS[due])}`
    case 'later':
      return sql`c.next_due_at IS NOT NULL AND ${SORTED_DUE} > ${soon(DUE_WITHIN_MS['24h'])}`
    case 'none':
      return sql`c.next_due_at IS NULL AND ${SORTED_DUE} = 'infinity'::timestamptz`
  }
}

function ownerCondition(owner: OwnerFilter): Sql {
  switch (owner.type) {
    case 'owner':
      return sql`c.owner_id = ${owner.staffId}::uuid`
    case 'first_owner':
      return sql`c.first_owner_id = ${owner.staffId}::uuid`
    case 'nobody':
      return sql`c.owner_id IN (SELECT s.id FROM staff s WHERE s.closed_at IS NOT NULL)`
  }
}

/** `WHERE a AND b`, or nothing. */
export const whereAll = (conditions: readonly Sql[]): Sql =>
  conditions.length ? sql`WHERE ${join([...conditions], ' AND ')}` : empty

export const ofUnits = (scope: NonNullable<CaseScope>): Sql =>
  sql`c.unit_id = ANY(${[...scope.unitIds]}::uuid[])`

export const ofPerson = (scope: NonNullable<CaseScope>): Sql =>
  sql`(c.owner_id = ${scope.staffId}::uuid OR c.first_owner_id = ${scope.staffId}::uuid OR c.logged_by_id = ${scope.staffId}::uuid)`
