import type { Receipt } from '@/complaints/rules/receipt'
import { type LogCaseInput, logCaseSchema } from '@/complaints/schema'
import { logCase } from '@/complaints/service/log'
import { newId } from '@/kernel/ids'
import type { Role } from '@/organisation/rules/roles'
import type { Ctx } from '@/platform/context'
import type { Db } from '@/platform/db/client'
import { type Carrier, makeCarrier } from './carrier'

/** Keys that personal data needs; any 32 bytes do. */
export const DATA_KEY = Buffer.alloc(32, 7).toString('base64')

export type ActingCtx = Ctx & { now: Date }
export type People = Carrier['staff'] & {
  readonly engineer: string
  readonly otherEngineer: string
  readonly outsider: string
}
export type Hall = Omit<Carrier, 'staff'> & {
  readonly staff: People
  readonly network: string
  readonly otherCity: string
}

/** The small carrier with a network team below its city and a branch that has nothing to do with it. */
export async function makeHall(db: Db): Promise<Hall> {
  const carrier = await makeCarrier(db)
  const at = new Date('2026-01-01T00:00:00Z')
  const unit = async (code: string, kind: string, parentId: string, isNetworkTeam: boolean) => {
    const id = newId(at.getTime())
    await db.$executeRaw`
      INSERT INTO org_unit (id, parent_id, kind, code, name, path, time_zone, is_network_team, created_at)
      SELECT ${id}::uuid, id, ${kind}, ${code}, ${JSON.stringify({ 'zh-CN': code, 'zh-TW': code, en: code })}::jsonb,
             path || ${code}::ltree, 'Asia/Shanghai', ${isNetworkTeam}, ${at} FROM org_unit WHERE id = ${parentId}::uuid`
    return id
  }
  const network = await unit('ZZ_NET', 'department', carrier.units.city, true)
  const otherCity = await unit('KF', 'city_branch', carrier.units.root, false)
  const person = async (username: string, role: Role, unitId: string) => {
    const id = newId(at.getTime())
    await db.staff.create({
      data: {
        id,
        employeeNo: username,
        username,
        displayName: username,
        passwordHash: 'none',
        homeUnitId: unitId,
        createdAt: at,
      },
    })
    await db.roleAssignment.create({
      data: { id: newId(at.getTime()), staffId: id, role, unitId, grantedAt: at },
    })
    return id
  }
  const staff: People = {
    ...carrier.staff,
    engineer: await person('engineer', 'service_staff', network),
    otherEngineer: await person('other-engineer', 'service_staff', network),
    outsider: await person('outsider', 'service_staff', otherCity),
  }
  return { ...carrier, staff, network, otherCity }
}

/** A person's context with the roles the database gives them; its clock stands until it is moved. */
export async function ctxOf(db: Db, staffId: string, at: Date | string): Promise<ActingCtx> {
  const person = await db.staff.findUniqueOrThrow({ where: { id: staffId } })
  const grants = await db.$queryRaw<{ role: Role; unitId: string; unitPath: string }[]>`
    SELECT r.role, r.unit_id AS "unitId", u.path::text AS "unitPath" FROM role_assignment r JOIN org_unit u ON u.id = r.unit_id
    WHERE r.staff_id = ${staffId}::uuid AND r.ended_at IS NULL`
  const ctx: ActingCtx = {
    db,
    now: new Date(at),
    actor: { kind: 'staff', staffId, displayName: person.displayName, homeUnitId: person.homeUnitId, grants },
    clock: () => ctx.now,
    locale: 'zh-CN',
  }
  return ctx
}

export const FORM: LogCaseInput = {
  phone: '13812341234',
  classCode: 'network.signal_indoor',
  wants: 'fix',
  words: '家里没有信号',
}

/** Logs a case and gives its receipt; throws when it is refused. */
export async function logged(ctx: Ctx, input: Partial<LogCaseInput> = {}): Promise<Receipt> {
  const outcome = await logCase(ctx, logCaseSchema.parse({ ...FORM, ...input }))
  if (!outcome.ok) throw new Error(`${outcome.refusal.code} ${JSON.stringify(outcome.refusal)}`)
  return outcome.value
}
