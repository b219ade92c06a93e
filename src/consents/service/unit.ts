import { RefusedError } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'

/** Id of the unit with that code, as systems of the carrier name it. @throws RefusedError `unit_unknown` */
export async function unitIdOf(ctx: Ctx, code: unknown): Promise<string> {
  const unit = typeof code === 'string' ? (await orgTree(ctx)).byCode(code) : undefined
  if (!unit) throw new RefusedError({ code: 'unit_unknown', fields: { unit: 'unit_unknown' } })
  return unit.id
}
