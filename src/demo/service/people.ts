import { hashPassword } from '@/identity/password'
import { unwrap } from '@/kernel/result'
import type { Grant } from '@/organisation/rules/permissions'
import type { PersonRole, Role } from '@/organisation/rules/roles'
import { createStaff } from '@/organisation/service/staff'
import { setSubscribers } from '@/organisation/service/subscribers'
import { createUnit } from '@/organisation/service/units'
import { orgTree } from '@/organisation/tree'
import { type Actor, type Ctx, reader } from '@/platform/context'
import {
  clerksOf,
  DEMO_PASSWORD,
  type DemoPerson,
  type DemoUnit,
  demoUnits,
  HOTLINE,
  nameOf,
  PROVINCE,
  SIGN_INS,
} from '../rules/carrier'

/** Creates the units of the demonstration carrier. */
export async function createUnits(ctx: Ctx, calendarId: string): Promise<void> {
  const ids = new Map<string, string>()
  for (const unit of demoUnits()) {
    const created = unwrap(
      await createUnit(ctx, {
        parentId: unit.parent === null ? null : (ids.get(unit.parent) ?? null),
        kind: unit.kind,
        code: unit.code,
        name: unit.name,
        timeZone: 'Asia/Shanghai',
        calendarId: unit.parent === null ? calendarId : null,
        isNetworkTeam: unit.isNetworkTeam ?? false,
      }),
    )
    ids.set(unit.code, created.id)
  }
}

function peopleOf(units: readonly DemoUnit[]): DemoPerson[] {
  const people: DemoPerson[] = [...SIGN_INS]
  const has = (role: Role, unit: string) =>
    people.some((person) => person.role === role && person.unit === unit)
  for (const unit of units) {
    const short = unit.code.toLowerCase()
    const clerks = unit.isNetworkTeam
      ? 3
      : unit.kind === 'city_branch'
        ? 3
        : unit.kind === 'county_branch'
          ? 1
          : clerksOf(unit.kind)
    for (let i = 1; i <= clerks; i += 1)
      people.push({ username: `${short}.c${i}`, role: 'service_staff', unit: unit.code })
    if ((unit.kind === 'hall' || unit.kind === 'hotline') && !has('hall_manager', unit.code)) {
      people.push({ username: `${short}.m`, role: 'hall_manager', unit: unit.code })
    }
    if ((unit.kind === 'city_branch' || unit.kind === 'county_branch') && !has('branch_manager', unit.code)) {
      people.push({ username: `${short}.m`, role: 'branch_manager', unit: unit.code })
    }
    if (unit.kind === 'city_branch')
      people.push({ username: `${short}.q`, role: 'quality_officer', unit: unit.code })
  }
  people.push({ username: 'deputy', role: 'executive', unit: PROVINCE, name: '方敏华' })
  return people
}

/** Creates everybody who works there, all with the demonstration's password. */
export async function createPeople(ctx: Ctx): Promise<void> {
  const tree = await orgTree(ctx)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const people = peopleOf(demoUnits())
  for (const [i, person] of people.entries()) {
    const unit = tree.byCode(person.unit)!
    // The hotline takes cases for every branch of the province.
    const roleUnit =
      person.unit === HOTLINE && person.role === 'service_staff' ? tree.byCode(PROVINCE)! : unit
    unwrap(
      await createStaff(
        ctx,
        {
          username: person.username,
          employeeNo: `HX${String(10_001 + i)}`,
          displayName: person.name ?? nameOf(i),
          email: null,
          homeUnitId: unit.id,
          roles: [{ role: person.role, unitId: roleUnit.id }],
        },
        { passwordHash, mustChange: false },
      ),
    )
  }
}

/** Number of users of each branch at the beginning of each month, growing a little. */
export async function enterSubscribers(ctx: Ctx, months: readonly string[]): Promise<void> {
  const tree = await orgTree(ctx)
  for (const unit of demoUnits()) {
    if (unit.users === undefined) continue
    for (const [i, month] of months.entries()) {
      const count = Math.round((unit.users * (1 + 0.0035 * i)) / 10) * 10
      unwrap(await setSubscribers(ctx, { unitId: tree.byCode(unit.code)!.id, month, count }))
    }
  }
}

export type Cast = {
  readonly actor: (staffId: string) => Actor
  readonly byUsername: (username: string) => Actor
  /** Staff of a role whose home is the unit. */
  readonly at: (unitCode: string, role: Role) => readonly string[]
}

type Row = {
  id: string
  username: string
  display_name: string
  home_unit_id: string
  home_code: string
  role: PersonRole
  unit_id: string
  unit_path: string
}

/** Everybody with their roles, as actors of use cases. */
export async function loadCast(ctx: Ctx): Promise<Cast> {
  const rows = await reader(ctx).$queryRaw<Row[]>`
    SELECT s.id, s.username, s.display_name, s.home_unit_id, h.code AS home_code, a.role, a.unit_id, u.path::text AS unit_path
    FROM staff s JOIN org_unit h ON h.id = s.home_unit_id JOIN role_assignment a ON a.staff_id = s.id AND a.ended_at IS NULL
    JOIN org_unit u ON u.id = a.unit_id WHERE s.closed_at IS NULL ORDER BY s.employee_no`
  const actors = new Map<string, Actor & { kind: 'staff' }>()
  const ids = new Map<string, string>()
  const homes = new Map<string, string[]>()
  for (const row of rows) {
    const grant: Grant = { role: row.role, unitId: row.unit_id, unitPath: row.unit_path }
    const known = actors.get(row.id)
    actors.set(row.id, {
      kind: 'staff',
      staffId: row.id,
      displayName: row.display_name,
      homeUnitId: row.home_unit_id,
      grants: [...(known?.grants ?? []), grant],
    })
    ids.set(row.username, row.id)
    const key = `${row.home_code}/${row.role}`
    homes.set(key, [...(homes.get(key) ?? []), row.id])
  }
  const actor = (staffId: string): Actor => {
    const found = actors.get(staffId)
    if (!found) throw new Error(`no active account ${staffId}`)
    return found
  }
  return {
    actor,
    byUsername: (username) => actor(ids.get(username) ?? username),
    at: (unitCode, role) => homes.get(`${unitCode}/${role}`) ?? [],
  }
}
