import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { findRecipients, staffOptions } from '@/organisation/queries/people'
import type { PersonRole, Role } from '@/organisation/rules/roles'
import { assignRole, endRole } from '@/organisation/service/roles'
import { closeAccount, createStaff, reopenAccount, resetPassword } from '@/organisation/service/staff'
import { scopeUnitIds } from '@/organisation/tree'
import { may } from '@/platform/context'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { grant, personCtx, smallCarrier, systemCtx } from '../support/organisation'

let test: TestDatabase
let ctx: ReturnType<typeof systemCtx>
let ids: Awaited<ReturnType<typeof smallCarrier>>
let count = 0

beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'test-secret-test-secret-test-secret-1')
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  test = await createTestDatabase()
  ctx = systemCtx(test.db)
  ids = await smallCarrier(ctx)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await test.drop()
})

async function person(role: PersonRole, unitId: string, displayName = `Person ${count}`): Promise<string> {
  count++
  const account = { employeeNo: `E${count}`, username: `person${count}`, displayName, homeUnitId: unitId }
  const given = { passwordHash: 'none', mustChange: false }
  return unwrap(await createStaff(ctx, { ...account, roles: [{ role, unitId }] }, given)).id
}
const versionOf = async (id: string) =>
  (await test.db.staff.findUniqueOrThrow({ where: { id } })).sessionVersion

describe('roles and sessions', () => {
  it('giving and ending a role ends the sessions; the history stays', async () => {
    const id = await person('service_staff', ids.H1)
    const before = await versionOf(id)
    const { id: assignmentId } = unwrap(
      await assignRole(ctx, { staffId: id, role: 'hall_manager', unitId: ids.H1 }),
    )
    expect(await versionOf(id)).toBe(before + 1)
    unwrap(await endRole(ctx, { assignmentId }))
    expect(await versionOf(id)).toBe(before + 2)
    expect(await endRole(ctx, { assignmentId })).toMatchObject({ refusal: { code: 'role_already_ended' } })
    expect(await test.db.roleAssignment.count({ where: { staffId: id } })).toBe(2)
  })

  it('closing an account ends the sessions, opening it again gives a new password', async () => {
    const id = await person('service_staff', ids.H1)
    unwrap(await closeAccount(ctx, { staffId: id }))
    expect(await versionOf(id)).toBe(2)
    const { temporaryPassword } = unwrap(await reopenAccount(ctx, { staffId: id }))
    expect(temporaryPassword).toMatch(/^(\w{4}-){3}\w{4}$/)
    expect(await test.db.staff.findUnique({ where: { id } })).toMatchObject({
      closedAt: null,
      mustChangePassword: true,
    })
  })

  it('the last administrator of the carrier can neither go nor be stripped of the role', async () => {
    const first = await person('administrator', ids.HX)
    const only = await test.db.roleAssignment.findFirstOrThrow({ where: { staffId: first } })
    expect(await closeAccount(ctx, { staffId: first })).toMatchObject({
      refusal: { code: 'last_administrator' },
    })
    expect(await endRole(ctx, { assignmentId: only.id })).toMatchObject({
      refusal: { code: 'last_administrator' },
    })
    const second = await person('administrator', ids.HX)
    const results = await Promise.all([first, second].map((staffId) => closeAccount(ctx, { staffId })))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })

  it('an administrator of a branch cannot touch who is more than that', async () => {
    const chief = await person('executive', ids.C1)
    unwrap(await assignRole(ctx, { staffId: chief, role: 'administrator', unitId: ids.P1 }))
    const local = personCtx(ctx, newId(0), [grant('administrator', ids.C1, 'HX.P1.C1')])
    expect(await resetPassword(local, { staffId: chief })).toMatchObject({ refusal: { code: 'not_allowed' } })
    const clerk = await person('service_staff', ids.H1)
    expect(await assignRole(local, { staffId: clerk, role: 'administrator', unitId: ids.P1 })).toMatchObject({
      refusal: { code: 'not_allowed' },
    })
  })

  it('a name or number that is taken is told at its field', async () => {
    const taken = { employeeNo: 'E1', username: 'PERSON1', displayName: 'X', homeUnitId: ids.H1 }
    expect(await createStaff(ctx, taken)).toMatchObject({
      refusal: { fields: { username: 'username_taken', employeeNo: 'employee_no_taken' } },
    })
  })
})

describe('whom to tell', () => {
  it('those at the unit, else at the nearest unit above; never the closed', async () => {
    const cityManager = await person('branch_manager', ids.C1, 'City')
    const provinceManager = await person('branch_manager', ids.P1, 'Province')
    const at = async (unitId: string) =>
      (await findRecipients(ctx, 'branch_manager', unitId)).map((found) => found.staffId)
    expect([await at(ids.H1), await at(ids.C1), await at(ids.C2)]).toEqual([
      [cityManager],
      [cityManager],
      [provinceManager],
    ])
    unwrap(await closeAccount(ctx, { staffId: cityManager }))
    expect(await at(ids.H1)).toEqual([provinceManager])
    expect(await findRecipients(ctx, 'social_supervisor', ids.H1)).toEqual([])
  })

  it('offers only those who may handle cases in the subtree, by name or number', async () => {
    const clerk = await person('service_staff', ids.K1, '王小芳')
    await person('auditor', ids.K1, '王审计')
    expect((await staffOptions(ctx, ids.C1, '王')).map((option) => option.staffId)).toEqual([clerk])
    expect(await staffOptions(ctx, ids.C2, '王')).toEqual([])
    expect(await staffOptions(ctx, ids.C1, '%')).toEqual([])
  })
})

describe('the permission table at units', () => {
  const actor = (role: Role, code: 'HX' | 'P1' | 'C1' | 'C2' | 'K1' | 'H1', path: string) =>
    personCtx(ctx, newId(0), [grant(role, ids[code], path)])

  it.each([
    ['a clerk sees the own hall', 'service_staff', 'H1', 'HX.P1.C1.K1.H1', 'complaint.view', ['H1']],
    [
      'a county manager sees county and hall',
      'branch_manager',
      'K1',
      'HX.P1.C1.K1',
      'complaint.view',
      ['K1', 'H1'],
    ],
    [
      'a city manager sees what is below the city',
      'branch_manager',
      'C1',
      'HX.P1.C1',
      'complaint.view',
      ['C1', 'K1', 'H1'],
    ],
    ['nothing of the sister city', 'branch_manager', 'C2', 'HX.P1.C2', 'complaint.view', ['C2']],
    ['a social supervisor sees no cases', 'social_supervisor', 'HX', 'HX', 'complaint.view', []],
    ['an administrator sees no cases either', 'administrator', 'P1', 'HX.P1', 'complaint.view', []],
  ] as const)('%s', async (_law, role, code, path, permission, expected) => {
    const found = await scopeUnitIds(actor(role, code, path), permission)
    expect([...(found ?? ['everything'])].sort()).toEqual(expected.map((each) => ids[each]).sort())
  })

  it('at the carrier there is no limit', async () => {
    expect(await scopeUnitIds(actor('quality_officer', 'HX', 'HX'), 'complaint.view')).toBeNull()
  })

  it('codes that begin alike are not the same unit', () => {
    expect(may(actor('branch_manager', 'C1', 'HX.P1.C1'), 'complaint.view', 'HX.P1.C11')).toBe(false)
  })
})
