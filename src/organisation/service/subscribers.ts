import type { z } from 'zod'
import { RefusedError, type Result } from '@/kernel/result'
import { audit } from '@/platform/audit'
import { type Ctx, may, mustBeAllowed, withTransaction } from '@/platform/context'
import { type BadLine, parseSubscriberLines } from '../rules/subscriber-lines'
import type { subscribersInput } from '../schema'
import { putSubscribers } from '../store/units'
import { orgTree } from '../tree'

/** Sets the number of customers of a unit in a month. */
export function setSubscribers(ctx: Ctx, input: z.output<typeof subscribersInput>): Promise<Result<null>> {
  const { unitId, month, count } = input
  return withTransaction(ctx, async (ctx) => {
    mustBeAllowed(ctx, 'organisation.manage', (await orgTree(ctx)).pathOf(unitId))
    await putSubscribers(ctx.tx, [{ unitId, month: `${month}-01`, count }])
    const detail = { month, count }
    await audit(ctx, {
      action: 'subscribers.set',
      subjectType: 'org_unit',
      subjectId: unitId,
      unitId,
      detail,
    })
    return null
  })
}

export type RejectedLine = Omit<BadLine, 'code'> & { readonly code: BadLine['code'] | 'line_unit' }
export type SubscribersTaken = { readonly taken: number; readonly rejected: readonly RejectedLine[] }

/**
 * Takes pasted or uploaded lines (unit code, month, customers). Lines that can be read are taken, the others come
 * back with their number and a code; a unit and month given twice counts as the later line says.
 */
export async function takeSubscriberLines(ctx: Ctx, text: string): Promise<Result<SubscribersTaken>> {
  const { entries, bad } = parseSubscriberLines(text)
  return withTransaction(ctx, async (ctx) => {
    const tree = await orgTree(ctx)
    const rejected: RejectedLine[] = [...bad]
    const wanted = new Map<string, { unitId: string; month: string; count: number }>()
    for (const entry of entries) {
      const unit = tree.byCode(entry.unitCode)
      if (unit && may(ctx, 'organisation.manage', unit.path)) {
        wanted.set(`${unit.id} ${entry.month}`, { unitId: unit.id, month: entry.month, count: entry.count })
      } else rejected.push({ line: entry.line, text: entry.text, code: 'line_unit' })
    }
    if (wanted.size === 0 && rejected.length === 0) throw new RefusedError({ code: 'subscribers_nothing' })
    await putSubscribers(ctx.tx, [...wanted.values()])
    const detail = { taken: wanted.size, rejected: rejected.length }
    if (wanted.size > 0)
      await audit(ctx, { action: 'subscribers.taken', subjectType: 'subscribers', subjectId: null, detail })
    return { taken: wanted.size, rejected: rejected.sort((a, b) => a.line - b.line) }
  })
}
