import type { SearchParams } from '@/identity/guard'
import { isUuid, STAFF_SORTS, STAFF_STATES, type StaffFilter } from '@/organisation/queries/staff'
import { ROLES } from '@/organisation/rules/roles'

const one = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value.trim() : ''

/** The list's filter out of its address; what makes no sense is left out. */
export function staffFilterOf(params: SearchParams): StaffFilter {
  const unit = one(params.unit)
  const page = Number(one(params.page) || '1')
  return {
    query: one(params.q).slice(0, 100),
    unitId: isUuid(unit) ? unit : null,
    role: ROLES.find((role) => role === one(params.role)) ?? null,
    state: STAFF_STATES.find((state) => state === one(params.state)) ?? null,
    sort: STAFF_SORTS.find((sort) => sort === one(params.sort)) ?? 'name',
    direction: one(params.dir) === 'desc' ? 'desc' : 'asc',
    page: Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1,
  }
}

/** The address of the list with some of its parameters changed. */
export function staffAddress(filter: StaffFilter, change: Partial<StaffFilter>): string {
  const next = { ...filter, page: 1, ...change }
  const query = new URLSearchParams()
  if (next.query) query.set('q', next.query)
  if (next.unitId) query.set('unit', next.unitId)
  if (next.role) query.set('role', next.role)
  if (next.state) query.set('state', next.state)
  if (next.sort !== 'name') query.set('sort', next.sort)
  if (next.direction === 'desc') query.set('dir', 'desc')
  if (next.page > 1) query.set('page', String(next.page))
  return query.size > 0 ? `/staff?${query}` : '/staff'
}
