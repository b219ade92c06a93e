import { newId } from '@/kernel/ids'
import type { Role } from '@/organisation/rules/roles'
import type { Ctx } from '@/platform/context'
import type { Db } from '@/platform/db/client'

export const START = new Date('2026-03-02T01:00:00Z')
export const HOUR_MS = 3_600_000
export const at = (hoursAfterStart: number): Date => new Date(START.getTime() + hoursAfterStart * HOUR_MS)

export type CarrierRows = {
  readonly carrierId: string
  readonly branchId: string
  /** Quality officer at the carrier: may draft and publish. */
  readonly anna: Ctx
  /** Another quality officer. */
  readonly bo: Ctx
  /** Executive: may publish, not draft. */
  readonly chen: Ctx
  readonly administrator: Ctx
  /** Service staff of the branch. */
  readonly clerk: Ctx
}

/** A carrier with one branch and five people, by plain SQL: these tests are about promises and calendars only. */
export async function insertCarrier(db: Db): Promise<CarrierRows> {
  const [carrierId, branchId] = [newId(1), newId(2)]
  await db.$executeRaw`
    INSERT INTO org_unit (id, parent_id, kind, code, name, path, time_zone, created_at) VALUES
      (${carrierId}::uuid, NULL, 'carrier', 'HX', '{"zh-CN":"禾信","zh-TW":"禾信","en":"Hexin"}', 'HX', 'Asia/Shanghai', ${START}),
      (${branchId}::uuid, ${carrierId}::uuid, 'city_branch', 'HX_ZZ', '{"zh-CN":"郑州","zh-TW":"鄭州","en":"Zhengzhou"}', 'HX.HX_ZZ', 'Asia/Shanghai', ${START})`
  const person = async (name: string, role: Role, unit: 'carrier' | 'branch'): Promise<Ctx> => {
    const [staffId, unitId] = [newId(START.getTime()), unit === 'carrier' ? carrierId : branchId]
    await db.$executeRaw`
      INSERT INTO staff (id, employee_no, username, display_name, password_hash, home_unit_id, created_at)
      VALUES (${staffId}::uuid, ${name}, ${name}, ${name}, 'x', ${unitId}::uuid, ${START})`
    const unitPath = unit === 'carrier' ? 'HX' : 'HX.HX_ZZ'
    return {
      db,
      actor: {
        kind: 'staff',
        staffId,
        displayName: name,
        homeUnitId: unitId,
        grants: [{ role, unitId, unitPath }],
      },
      clock: () => START,
      locale: 'zh-CN',
    }
  }
  return {
    carrierId,
    branchId,
    anna: await person('anna', 'quality_officer', 'carrier'),
    bo: await person('bo', 'quality_officer', 'carrier'),
    chen: await person('chen', 'executive', 'carrier'),
    administrator: await person('admin', 'administrator', 'carrier'),
    clerk: await person('clerk', 'service_staff', 'branch'),
  }
}

/** The same person at another moment. */
export const when = (ctx: Ctx, moment: Date): Ctx => ({ ...ctx, clock: () => moment })

export const staffIdOf = (ctx: Ctx): string => {
  if (ctx.actor.kind !== 'staff') throw new Error('not a person')
  return ctx.actor.staffId
}
