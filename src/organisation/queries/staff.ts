import { RefusedError } from '@/kernel/result'
import { type Ctx, may, mustBeAllowed, reader } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { OrgUnit } from '../rules/org-tree'
import type { Role } from '../rules/roles'
import { orgTree, scopeUnitIds } from '../tree'

export const STAFF_STATES = ['active', 'locked', 'closed'] as const
export type StaffState = (typeof STAFF_STATES)[number]
export const STAFF_SORTS = ['name', 'employeeNo', 'lastSignIn'] as const
export type StaffSort = (typeof STAFF_SORTS)[number]
export const STAFF_PAGE_SIZE = 50

export type StaffFilter = {
  readonly query: string
  /** With everything below it. */
  readonly unitId: string | null
  readonly role: Role | null
  /** null: every account that is open, locked ones too. */
  readonly state: StaffState | null
  readonly sort: StaffSort
  readonly direction: 'asc' | 'desc'
  /** From 1. */
  readonly page: number
}

export type StaffListRow = {
  readonly id: string
  readonly displayName: string
  readonly employeeNo: string
  readonly username: string
  readonly unit: OrgUnit
  readonly roles: readonly Role[]
  readonly state: StaffState
  readonly lastSignInAt: Date | null
}

export type StaffList = {
  readonly rows: readonly StaffListRow[]
  readonly total: number
  readonly from: number
  readonly to: number
}

type RawRow = Omit<StaffListRow, 'unit'> & { readonly homeUnitId: string; readonly total: number }

const SORTS: Readonly<Record<StaffSort, Prisma.Sql>> = {
  // Chinese names in the order of their pinyin.
  name: Prisma.sql`s.display_name COLLATE "zh-Hans-x-icu"`,
  employeeNo: Prisma.sql`s.employee_no`,
  lastSignIn: Prisma.sql`s.last_sign_in_at`,
}

/** One page of the people the actor may see, by home unit. */
export async function listStaff(ctx: Ctx, filter: StaffFilter): Promise<StaffList> {
  mustBeAllowed(ctx, 'staff.view')
  const tree = await orgTree(ctx)
  const now = ctx.clock()
  const scope = await scopeUnitIds(ctx, 'staff.view')
  const wanted = filter.unitId && tree.find(filter.unitId) ? tree.subtreeIds(filter.unitId) : null
  const units = wanted && scope ? wanted.filter((id) => scope.includes(id)) : (wanted ?? scope)
  const pattern = `%${filter.query.replace(/[\\%_]/g, '\\$&')}%`
  const state = Prisma.sql`CASE WHEN s.closed_at IS NOT NULL THEN 'closed' WHEN s.locked_until > ${now} THEN 'locked' ELSE 'active' END`
  const conditions = [
    units === null ? Prisma.empty : Prisma.sql`AND s.home_unit_id = ANY(${[...units]}::uuid[])`,
    filter.query === ''
      ? Prisma.empty
      : Prisma.sql`AND (s.display_name ILIKE ${pattern} OR s.username ILIKE ${pattern} OR s.employee_no ILIKE ${pattern})`,
    filter.role === null
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT 1 FROM role_assignment a WHERE a.staff_id = s.id AND a.ended_at IS NULL AND a.role = ${filter.role})`,
    filter.state === null ? Prisma.sql`AND s.closed_at IS NULL` : Prisma.sql`AND ${state} = ${filter.state}`,
  ]
  const direction = filter.direction === 'desc' ? Prisma.sql`DESC NULLS LAST` : Prisma.sql`ASC NULLS FIRST`
  const skipped = (filter.page - 1) * STAFF_PAGE_SIZE
  const rows = await reader(ctx).$queryRaw<RawRow[]>`
    SELECT s.id, s.display_name AS "displayName", s.employee_no AS "employeeNo", s.username, s.home_unit_id AS "homeUnitId",
           s.last_sign_in_at AS "lastSignInAt", ${state} AS state, count(*) OVER ()::int AS total,
           ARRAY(SELECT DISTINCT a.role FROM role_assignment a WHERE a.staff_id = s.id AND a.ended_at IS NULL) AS roles
      FROM staff s WHERE NOT s.is_machine ${Prisma.join(conditions, ' ')}
     ORDER BY ${SORTS[filter.sort]} ${direction}, s.id LIMIT ${STAFF_PAGE_SIZE} OFFSET ${skipped}`
  return {
    rows: rows.map(({ homeUnitId, total: _total, ...row }) => ({ ...row, unit: tree.unitById(homeUnitId) })),
    total: rows[0]?.total ?? 0,
    from: rows.length === 0 ? 0 : skipped + 1,
    to: skipped + rows.length,
  }
}

export type HeldRole = {
  readonly id: string
  readonly role: Role
  readonly unit: OrgUnit
  readonly grantedAt: Date
  readonly grantedBy: string | null
  readonly endedAt: Date | null
  readonly endedBy: string | null
}

export type StaffDetail = {
  readonly id: string
  readonly displayName: string
  readonly employeeNo: string
  readonly username: string
  readonly email: string | null
  readonly locale: string
  readonly unit: OrgUnit
  readonly state: StaffState
  readonly lockedUntil: Date | null
  readonly mustChangePassword: boolean
  readonly createdAt: Date
  readonly closedAt: Date | null
  readonly lastSignInAt: Date | null
  readonly openCases: number
  readonly roles: readonly HeldRole[]
  readonly mayManage: boolean
}

/** One person with roles now and before. Refusals: `not_found`, `not_allowed`. */
export async function readStaff(ctx: Ctx, staffId: string): Promise<StaffDetail> {
  const tree = await orgTree(ctx)
  // The hash of the password stays in the database.
  const account = isUuid(staffId)
    ? await reader(ctx).staff.findUnique({ where: { id: staffId }, omit: { passwordHash: true } })
    : null
  if (!account) throw new RefusedError({ code: 'not_found' })
  const unit = tree.unitById(account.homeUnitId)
  mustBeAllowed(ctx, 'staff.view', unit.path)
  const [roles, openCases] = await Promise.all([
    reader(ctx).$queryRaw<(Omit<HeldRole, 'unit'> & { unitId: string })[]>`
      SELECT a.id, a.role, a.unit_id AS "unitId", a.granted_at AS "grantedAt", g.display_name AS "grantedBy",
             a.ended_at AS "endedAt", e.display_name AS "endedBy"
        FROM role_assignment a
        LEFT JOIN staff g ON g.id = a.granted_by
        LEFT JOIN staff e ON e.id = a.ended_by
       WHERE a.staff_id = ${staffId}::uuid ORDER BY a.ended_at DESC NULLS FIRST, a.granted_at, a.id`,
    reader(ctx).complaint.count({ where: { ownerId: staffId, status: { not: 'closed' } } }),
  ])
  const held = roles.map(({ unitId, ...role }) => ({ ...role, unit: tree.unitById(unitId) }))
  const active = held.filter((role) => role.endedAt === null)
  const mayManage = [unit, ...active.map((role) => role.unit)].every(({ path }) =>
    may(ctx, 'staff.manage', path),
  )
  const isLocked = account.lockedUntil !== null && account.lockedUntil > ctx.clock()
  const state: StaffState = account.closedAt ? 'closed' : isLocked ? 'locked' : 'active'
  return { ...account, unit, state, openCases, roles: held, mayManage }
}

export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
