import { RefusedError } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'

/** Id of the unit with that code, as the billing system names it. @throws RefusedError `unit_unknown` */
export async function unitIdOf(ctx: Ctx, code: string): Promise<string> {
  const unit = (await orgTree(ctx)).byCode(code)
  if (!unit) throw new RefusedError({ code: 'unit_unknown', fields: { unit: 'unit_unknown' } })
  return unit.id
}
