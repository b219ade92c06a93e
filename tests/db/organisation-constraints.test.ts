import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { createStaff } from '@/organisation/service/staff'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { smallCarrier, systemCtx } from '../support/organisation'

/** Each law of the database about units, people and roles, broken on purpose by SQL. */
let test: TestDatabase
let ids: Awaited<ReturnType<typeof smallCarrier>>
let staffId: string

beforeAll(async () => {
  test = await createTestDatabase()
  const ctx = systemCtx(test.db)
  ids = await smallCarrier(ctx)
  const person = { employeeNo: '1', username: 'one', displayName: 'One', homeUnitId: ids.H1 }
  staffId = unwrap(
    await createStaff(ctx, { ...person, roles: [{ role: 'service_staff', unitId: ids.H1 }] }),
  ).id
})
afterAll(() => test.drop())

const someId = newId(0)
const newUnit = (values: string) =>
  `INSERT INTO org_unit (id, parent_id, kind, code, name, path, time_zone, created_at) VALUES ('${someId}', ${values}, 'UTC', now())`
const newStaff = (columns: string, values: string) =>
  `INSERT INTO staff (id, employee_no, password_hash, created_at, display_name, ${columns}) VALUES ('${someId}', '2', '', now(), 'Two', ${values})`

describe('the database refuses', () => {
  it.each([
    ['a kind nobody knows', () => newUnit(`'${ids.HX}', 'shop', 'S', '{}', 'HX.S'`), 'org_unit_kind'],
    [
      'a code with other signs',
      () => newUnit(`'${ids.HX}', 'hall', 'S 1', '{}', 'HX.S1'`),
      'org_unit_code_shape',
    ],
    [
      'a path that ends in another code',
      () => newUnit(`'${ids.HX}', 'hall', 'S1', '{}', 'HX.S2'`),
      'org_unit_path_ends_in_code',
    ],
    [
      'a unit without parent below the top',
      () => newUnit(`NULL, 'hall', 'S1', '{}', 'HX.S1'`),
      'org_unit_root',
    ],
    [
      'a unit under itself',
      () => `UPDATE org_unit SET parent_id = id WHERE id = '${ids.C1}'`,
      'org_unit_not_own_parent',
    ],
    ['a code used twice', () => newUnit(`'${ids.HX}', 'hall', 'C1', '{}', 'HX.C1'`), 'org_unit_code_key'],
    [
      'two placements at one time',
      () =>
        `INSERT INTO org_placement (id, unit_id, valid_from) VALUES ('${someId}', '${ids.C1}', now() + interval '50 years')`,
      'org_placement_no_overlap',
    ],
    [
      'a placement that ends before it begins',
      () => `UPDATE org_placement SET valid_to = valid_from - interval '1 day' WHERE unit_id = '${ids.C1}'`,
      'org_placement_order',
    ],
    [
      'fewer than no customers',
      () => `INSERT INTO subscribers VALUES ('${ids.C1}', '2026-01-01', -1)`,
      'subscribers_not_negative',
    ],
    [
      'customers of half a month',
      () => `INSERT INTO subscribers VALUES ('${ids.C1}', '2026-01-15', 1)`,
      'subscribers_first_of_month',
    ],
    [
      'a user name in capitals',
      () => newStaff('username, home_unit_id', `'Two', '${ids.H1}'`),
      'staff_username_lower',
    ],
    [
      'a user name used twice',
      () => newStaff('username, home_unit_id', `'one', '${ids.H1}'`),
      'staff_username_key',
    ],
    [
      'a language we do not write',
      () => newStaff('username, home_unit_id, locale', `'two', '${ids.H1}', 'fr'`),
      'staff_locale',
    ],
    [
      'a home unit that is not there',
      () => newStaff('username, home_unit_id', `'two', '${someId}'`),
      'staff_home_unit_fk',
    ],
    ['a role nobody knows', () => `UPDATE role_assignment SET role = 'king'`, 'role_assignment_role'],
    [
      'a role that ends before it was given',
      () => `UPDATE role_assignment SET ended_at = granted_at - interval '1 day'`,
      'role_assignment_order',
    ],
    [
      'the same role twice',
      () =>
        `INSERT INTO role_assignment (id, staff_id, role, unit_id, granted_at) VALUES ('${someId}', '${staffId}', 'service_staff', '${ids.H1}', now())`,
      'role_assignment_active',
    ],
    [
      'a unit with history to vanish',
      () => `DELETE FROM org_unit WHERE id = '${ids.H1}'`,
      'org_unit|org_placement|fk',
    ],
    ['a changed audit row', () => `UPDATE audit_log SET action = 'x'`, 'audit_log'],
    ['a removed audit row', () => 'DELETE FROM audit_log', 'audit_log'],
    ['an emptied audit log', () => 'TRUNCATE audit_log', 'audit_log'],
  ])('%s', async (_law, statement, name) => {
    await expect(test.db.$executeRawUnsafe(statement())).rejects.toThrow(new RegExp(name))
  })
})
