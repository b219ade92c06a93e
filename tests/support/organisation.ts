import { unwrap } from '@/kernel/result'
import type { Grant } from '@/organisation/rules/permissions'
import type { Role, UnitKind } from '@/organisation/rules/roles'
import { createUnit } from '@/organisation/service/units'
import type { Ctx } from '@/platform/context'
import type { Db } from '@/platform/db/client'

/** A context of our own processes with a clock the test moves. */
export function systemCtx(db: Db, start = '2026-03-02T01:00:00Z'): Ctx & { readonly time: { at: Date } } {
  const time = { at: new Date(start) }
  return { db, actor: { kind: 'system', name: 'test' }, clock: () => new Date(time.at), locale: 'en', time }
}

/** The same context as a person who holds the roles. */
export function personCtx(ctx: Ctx, staffId: string, grants: readonly Grant[]): Ctx {
  const homeUnitId = grants[0]?.unitId ?? staffId
  return { ...ctx, actor: { kind: 'staff', staffId, displayName: 'Test', homeUnitId, grants } }
}

export const grant = (role: Role, unitId: string, unitPath: string): Grant => ({ role, unitId, unitPath })

/** Creates a unit named after its code. */
export async function unit(ctx: Ctx, code: string, kind: UnitKind, parentId: string | null): Promise<string> {
  const name = { 'zh-CN': code, 'zh-TW': code, en: code }
  return unwrap(await createUnit(ctx, { parentId, kind, code, name, timeZone: 'Asia/Shanghai' })).id
}

/** A carrier `HX` with a province, two cities, a county and a hall: ids by code. */
export async function smallCarrier(ctx: Ctx) {
  const HX = await unit(ctx, 'HX', 'carrier', null)
  const P1 = await unit(ctx, 'P1', 'province', HX)
  const C1 = await unit(ctx, 'C1', 'city_branch', P1)
  const C2 = await unit(ctx, 'C2', 'city_branch', P1)
  const K1 = await unit(ctx, 'K1', 'county_branch', C1)
  const H1 = await unit(ctx, 'H1', 'hall', K1)
  return { HX, P1, C1, C2, K1, H1 }
}
