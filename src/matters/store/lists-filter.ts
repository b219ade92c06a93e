import type { MatterType } from '@/kernel/fact-types'
import { Prisma } from '@/platform/db/generated/client'
import type { MatterFilter } from '../rules/list-filter'
import { MATTER_TYPES } from '../rules/matter-types'

const { sql } = Prisma
type Sql = Prisma.Sql

export const whereAll = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? Prisma.empty : sql`WHERE ${Prisma.join([...conditions], ' AND ')}`

const HOURS = { '4h': 4, '24h': 24 } as const

/** The conditions of a filter on `matter m`. Exactly at the deadline is still in time. */
export function filterConditions(filter: MatterFilter, now: Date): Sql[] {
  const conditions: Sql[] = []
  if (filter.status !== 'all')
    conditions.push(filter.status === 'active' ? sql`m.closed_at IS NULL` : sql`m.closed_at IS NOT NULL`)
  if (filter.types) conditions.push(sql`m.type = ANY(${[...filter.types]}::text[])`)
  if (filter.state) conditions.push(sql`m.state = ${filter.state}`)
  if (filter.classCode) conditions.push(sql`m.class_code = ${filter.classCode}`)
  if (filter.due === 'overdue') conditions.push(sql`m.next_due_at < ${now}`)
  else if (filter.due)
    conditions.push(
      sql`m.next_due_at >= ${now} AND m.next_due_at <= ${now}::timestamptz + make_interval(hours => ${HOURS[filter.due]}::int)`,
    )
  if (filter.unitIds) conditions.push(sql`m.unit_id = ANY(${[...filter.unitIds]}::uuid[])`)
  if (filter.ownerId) conditions.push(sql`m.owner_id = ${filter.ownerId}::uuid`)
  if (filter.customerId) conditions.push(sql`m.customer_id = ${filter.customerId}::uuid`)
  if (filter.number) conditions.push(sql`starts_with(m.number, ${filter.number})`)
  if (filter.openedFrom) conditions.push(sql`m.opened_at >= ${filter.openedFrom}`)
  if (filter.openedBefore) conditions.push(sql`m.opened_at < ${filter.openedBefore}`)
  return conditions
}

/** Types with the units whose matters of them somebody may see; units null: all. */
export type TypeScope = { readonly types: readonly MatterType[]; readonly unitIds: readonly string[] | null }

/** Whatever a reader may see: by type and unit, and what is their own. */
export type MatterScope = { readonly byType: readonly TypeScope[]; readonly staffId: string | null }

/** The scope on `matter m`. */
export function scopeCondition({ byType, staffId }: MatterScope): Sql {
  const isEverything =
    byType.every(({ unitIds }) => unitIds === null) &&
    MATTER_TYPES.every((type) => byType.some(({ types }) => types.includes(type)))
  if (isEverything) return sql`true`
  const parts = byType.map(({ types, unitIds }) =>
    unitIds === null
      ? sql`m.type = ANY(${[...types]}::text[])`
      : sql`(m.type = ANY(${[...types]}::text[]) AND m.unit_id = ANY(${[...unitIds]}::uuid[]))`,
  )
  if (staffId !== null) parts.push(sql`m.owner_id = ${staffId}::uuid`)
  return parts.length === 0 ? sql`false` : sql`(${Prisma.join(parts, ' OR ')})`
}
