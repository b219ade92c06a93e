import type { MatterType } from '@/kernel/fact-types'
import { newId } from '@/kernel/ids'
import { RefusedError } from '@/kernel/result'
import { branchOf } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { actorId, type TxCtx } from '@/platform/context'
import { localParts } from '@/ui/local-parts'
import { matterNumber } from '../rules/number'
import { insertMatters, type MatterRow, takeMatterNumbers } from '../store/write'

/** What is needed to open a matter; numbers are given here. */
export type NewMatter = {
  /** Default: a new one. */
  readonly id?: string
  readonly unitId: string
  readonly customerId: string | null
  /** Default: who acts; null: nobody yet. */
  readonly ownerId?: string | null
  readonly classCode: string
  readonly brand?: string | null
  readonly channel?: string | null
  readonly customerClass?: string | null
  readonly state: string
  readonly complaintId?: string | null
  /** When it began in the world; never after now. */
  readonly openedAt: Date
}

export type OpenedMatter = { readonly id: string; readonly number: string }

/**
 * Opens matters of one type, in the order given: a number per branch and year without gaps, and the row every later lock
 * is taken on. The caller writes its own rows under the same ids and records the facts.
 * @throws RefusedError `not_found` when a unit is not known
 */
export async function openMatters(
  ctx: TxCtx,
  type: MatterType,
  matters: readonly NewMatter[],
): Promise<OpenedMatter[]> {
  const tree = await orgTree(ctx)
  const now = ctx.clock()
  const byBranch = new Map<string, { branchId: string; code: string; year: number; places: number[] }>()
  matters.forEach((matter, place) => {
    const unit = tree.find(matter.unitId)
    if (!unit) throw new RefusedError({ code: 'not_found', params: {} })
    const branch = branchOf(tree, unit.id)
    const known = byBranch.get(branch.id)
    if (known) known.places.push(place)
    else {
      const { year } = localParts(now, branch.timeZone)
      byBranch.set(branch.id, { branchId: branch.id, code: branch.code, year, places: [place] })
    }
  })
  const rows = new Array<MatterRow>(matters.length)
  // Branches in one order, so that two batches never wait for each other's counters.
  for (const { branchId, code, year, places } of [...byBranch.values()].sort((a, b) =>
    a.branchId < b.branchId ? -1 : 1,
  )) {
    const first = await takeMatterNumbers(ctx.tx, type, branchId, year, places.length)
    places.forEach((place, index) => {
      const matter = matters[place]!
      rows[place] = {
        id: matter.id ?? newId(now.getTime()),
        type,
        number: matterNumber(type, code, year, first + index),
        unitId: matter.unitId,
        customerId: matter.customerId,
        ownerId: matter.ownerId === undefined ? actorId(ctx) : matter.ownerId,
        classCode: matter.classCode,
        brand: matter.brand ?? null,
        channel: matter.channel ?? null,
        customerClass: matter.customerClass ?? null,
        state: matter.state,
        complaintId: matter.complaintId ?? null,
        openedAt: matter.openedAt,
        recordedAt: now,
      }
    })
  }
  await insertMatters(ctx.tx, rows)
  return rows.map(({ id, number }) => ({ id, number }))
}
