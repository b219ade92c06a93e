import type { SearchParams } from '@/identity/guard'
import type { AuditFilter } from '@/organisation/queries/audit'
import { isUuid } from '@/organisation/queries/staff'

/** The log's filter as its address says it; days are local days of the reader's zone. */
export type AuditQuery = {
  readonly action: string
  readonly person: string
  readonly from: string
  readonly to: string
  readonly after: string
}

const one = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value.trim().slice(0, 100) : ''
const day = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : ''

export function auditQueryOf(params: SearchParams): AuditQuery {
  const after = one(params.after)
  return {
    action: one(params.action),
    person: one(params.person),
    from: day(one(params.from)),
    to: day(one(params.to)),
    after: isUuid(after) ? after : '',
  }
}

export function auditFilterOf(query: AuditQuery, startOfDay: (isoDay: string) => Date): AuditFilter {
  const dayAfter = (isoDay: string) =>
    new Date(Date.parse(`${isoDay}T00:00:00Z`) + 24 * 60 * 60_000).toISOString().slice(0, 10)
  return {
    action: query.action || null,
    person: query.person,
    from: query.from ? startOfDay(query.from) : null,
    to: query.to ? startOfDay(dayAfter(query.to)) : null,
    after: query.after || null,
  }
}

export function auditAddress(query: AuditQuery, change: Partial<AuditQuery>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, after: '', ...change }))
    if (value) search.set(name, value)
  return search.size > 0 ? `/audit?${search}` : '/audit'
}
