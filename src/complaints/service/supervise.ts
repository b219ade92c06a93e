import { newId } from '@/kernel/ids'
import type { Result } from '@/kernel/result'
import { type NotificationKind, notifyAll } from '@/notifications/service'
import { findRecipients } from '@/organisation/queries/people'
import type { Role } from '@/organisation/rules/roles'
import { actorId, type Ctx, type TxCtx } from '@/platform/context'
import type { UpgradeLevel } from '../rules/lists'
import type {
  bulkChaseSchema,
  chaseSchema,
  escalateSchema,
  CaseChange as Input,
  superviseSchema,
  upgradeSchema,
} from '../schema'
import { type BulkItem, eachItem } from './assign'
import { changeCase, type HeldCase } from './change-case'

/** Asks the owner to hurry; anybody who may, as often as it takes. */
export const chase = (ctx: Ctx, input: Input<typeof chaseSchema>) =>
  changeCase(ctx, input, 'chase', async (tx, held) => {
    await tell(tx, held, 'chased', [held.row.ownerId])
    return {
      patch: { chasedCount: { increment: 1 } },
      facts: [{ type: 'complaint.chased', attrs: { text: held.clean(input.text) } }],
      value: { ownerName: held.row.ownerName },
    }
  })

/** Chases many cases, each for itself. */
export async function chaseMany(ctx: Ctx, input: Input<typeof bulkChaseSchema>): Promise<Result<BulkItem[]>> {
  return eachItem(input.items, (item) => chase(ctx, { ...item, text: input.text }))
}

/** A manager watches the case from now on and says what is expected. */
export const supervise = (ctx: Ctx, input: Input<typeof superviseSchema>) =>
  changeCase(ctx, input, 'supervise', async (tx, held) => {
    await tell(tx, held, 'supervised', [held.row.ownerId, held.row.firstOwnerId])
    return {
      patch: { supervisedAt: held.now },
      facts: [{ type: 'complaint.supervised', attrs: { text: held.clean(input.text), byManager: true } }],
      value: { at: held.now },
    }
  })

const LEVEL_ROLE: Readonly<Record<UpgradeLevel, Role>> = {
  branch: 'branch_manager',
  province: 'quality_officer',
  carrier: 'executive',
}

/** 升级: we move the case up inside the company; the people of that level hear of it. */
export const upgrade = (ctx: Ctx, input: Input<typeof upgradeSchema>) =>
  changeCase(ctx, input, 'upgrade', async (tx, held) => {
    const people = await findRecipients(tx, LEVEL_ROLE[input.level], held.row.unitId)
    await tell(tx, held, 'upgraded', [held.row.ownerId, ...people.map(({ staffId }) => staffId)])
    return {
      patch: { upgradedAt: held.now },
      facts: [
        { type: 'complaint.upgraded', attrs: { level: input.level, reason: held.clean(input.reason) } },
      ],
      detail: { level: input.level },
      value: { at: held.now, told: people.length },
    }
  })

/** 越级: the customer went over our head. Something else than an upgrade, and counted apart. */
export const escalate = (ctx: Ctx, input: Input<typeof escalateSchema>) =>
  changeCase(ctx, input, 'escalate', async (tx, held) => {
    const managers = await findRecipients(tx, 'branch_manager', held.row.unitId)
    const people = [held.row.ownerId, ...managers.map(({ staffId }) => staffId)]
    await tell(tx, held, 'upgraded', people, { reason: 'escalated' })
    return {
      patch: { escalatedAt: held.row.escalatedAt ?? held.now },
      facts: [
        {
          type: 'complaint.escalated',
          attrs: { to: input.to, text: held.clean(input.text), byCustomer: true },
        },
      ],
      detail: { to: input.to },
      value: { at: held.now },
    }
  })

/** Tells people once each, never the one who acts. */
async function tell(
  ctx: TxCtx,
  { row, now }: HeldCase,
  kind: NotificationKind,
  people: readonly string[],
  more: Readonly<Record<string, string>> = {},
) {
  const recipients = new Set(people)
  recipients.delete(actorId(ctx) ?? '')
  const by = ctx.actor.kind === 'staff' ? ctx.actor.displayName : ''
  await notifyAll(
    ctx,
    [...recipients].map((recipientId) => ({
      recipientId,
      kind,
      complaintId: row.id,
      params: { number: row.number, by, ...more },
      idempotencyKey: `${kind}:${newId(now.getTime())}`,
    })),
  )
}
