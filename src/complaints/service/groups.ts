import { newId } from '@/kernel/ids'
import type { Result } from '@/kernel/result'
import { LOCALES, type LocalText } from '@/kernel/text'
import { notifyAll } from '@/notifications/service'
import { findRecipients } from '@/organisation/queries/people'
import { branchOf } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, reader, type TxCtx, withTransaction } from '@/platform/context'
import { classByCode } from '../catalogue/classes'
import { thresholdOf } from '../rules/case-units'
import type { closeGroupSchema, CaseChange as Input } from '../schema'
import {
  type CountedUnit,
  type GrowingClass,
  groupThresholds,
  growingClasses,
  joinGroup,
  lockGroup,
  openGroup,
} from '../store/write-groups'
import { maskedText, refused } from './change-case'

export type GroupCheck = { readonly opened: number; readonly linked: number }

/**
 * Group complaints (群体投诉): cases of one class in one branch that reach the number set within its window become a
 * group, later ones join it, and the quality officer hears of a new one. The worker's job `group.check` runs this
 * every half minute over everything received within the window, however it came in: intake and imports pay nothing for
 * it, a check that was missed is made up by the next, and twenty at once still open one group.
 */
export async function checkGroups(ctx: Ctx): Promise<GroupCheck> {
  const now = ctx.clock()
  const [tree, thresholds] = [await orgTree(ctx), await groupThresholds(reader(ctx))]
  const units = tree.all.map((unit): CountedUnit => {
    const branchId = branchOf(tree, unit.id).id
    return { unitId: unit.id, branchId, ...thresholdOf(tree, thresholds, branchId) }
  })
  if (units.length === 0) return { opened: 0, linked: 0 }
  let [opened, linked] = [0, 0]
  for (const growing of await growingClasses(reader(ctx), units, now)) {
    const unitIds = units.filter(({ branchId }) => branchId === growing.branchId).map(({ unitId }) => unitId)
    const outcome = await gather(ctx, growing, unitIds, now)
    if (outcome.ok) {
      opened += outcome.value.isNew ? 1 : 0
      linked += outcome.value.linked
    }
  }
  return { opened, linked }
}

/** One class of one branch in its own transaction, so that a busy one does not hold up the others. */
function gather(ctx: Ctx, growing: GrowingClass, unitIds: readonly string[], now: Date) {
  return withTransaction(ctx, async (tx) => {
    const group = await openGroup(tx.tx, { id: newId(now.getTime()), growing, at: now })
    const linked = await joinGroup(tx.tx, group.id, growing, unitIds, now)
    if (group.isNew) {
      await audit(tx, {
        action: 'group.opened',
        subjectType: 'complaint_group',
        subjectId: group.id,
        unitId: growing.branchId,
        detail: {
          classCode: growing.classCode,
          cases: linked,
          threshold: growing.count,
          windowHours: growing.windowHours,
        },
      })
    }
    // Told when it opens, and again when a group nobody has dealt with grows by as many at once.
    if (group.isNew || linked >= growing.count) await tellOfficers(tx, group.id, growing, linked)
    return { isNew: group.isNew, linked }
  })
}

async function tellOfficers(
  ctx: TxCtx,
  groupId: string,
  growing: GrowingClass,
  cases: number,
): Promise<void> {
  const officers = await findRecipients(ctx, 'quality_officer', growing.branchId)
  const names = {
    ...inAllScripts('unit', (await orgTree(ctx)).find(growing.branchId)?.name),
    ...inAllScripts('class', classByCode(growing.classCode)?.name),
  }
  await notifyAll(
    ctx,
    officers.map(({ staffId }) => ({
      recipientId: staffId,
      kind: 'group_warning',
      params: { classCode: growing.classCode, cases, groupId, hours: growing.windowHours, ...names },
      idempotencyKey: `group:${groupId}:${staffId}:${ctx.clock().getTime()}`,
    })),
  )
}

/** A name as it is now, in all scripts: readers have different languages, and names change. */
const inAllScripts = (key: string, name: LocalText | undefined): Record<string, string> =>
  name ? Object.fromEntries(LOCALES.map((locale) => [`${key}.${locale}`, name[locale]])) : {}

/** A quality officer confirms a group, or dismisses it with the reason; its cases stay linked. */
export function closeGroup(ctx: Ctx, input: Input<typeof closeGroupSchema>): Promise<Result<{ id: string }>> {
  return withTransaction(ctx, async (tx) => {
    const group = await lockGroup(tx.tx, input.groupId)
    const unit = group && (await orgTree(tx)).find(group.unitId)
    if (!group || !unit) return refused({ code: 'not_found' })
    mustBeAllowed(tx, 'group.manage', unit.path)
    if (group.state !== 'open') return refused({ code: 'group_closed' })
    await tx.tx.complaintGroup.update({
      where: { id: group.id },
      data: {
        state: input.state,
        note: maskedText(input.note, null).text,
        closedAt: tx.clock(),
        closedBy: actorId(tx),
      },
    })
    await audit(tx, {
      action: `group.${input.state}`,
      subjectType: 'complaint_group',
      subjectId: group.id,
      unitId: group.unitId,
      detail: { classCode: group.classCode },
    })
    return { id: group.id }
  })
}
