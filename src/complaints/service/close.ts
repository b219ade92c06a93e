import { newId } from '@/kernel/ids'
import { notifyAll } from '@/notifications/service'
import { findRecipients } from '@/organisation/queries/people'
import { actorId, type Ctx, type TxCtx } from '@/platform/context'
import type { callBackSchema, closeSchema, CaseChange as Input, reopenSchema } from '../schema'
import type { CasePatch } from '../store/write-case'
import { type CaseFact, changeCase, type HeldCase } from './change-case'

/**
 * Ends the case. Refused while the clock is paused, before anybody replied, by somebody whose case it is not, and by
 * every gate in force that misses something (the engine names it).
 */
export const close = (ctx: Ctx, input: Input<typeof closeSchema>) =>
  changeCase(ctx, input, 'close', async (_tx, held) => ({
    patch: { status: 'closed', closedAt: held.now },
    facts: [
      {
        type: 'complaint.closed',
        attrs: {
          result: input.result,
          text: held.clean(input.text),
          ...(input.overrideReason ? { overrideReason: held.clean(input.overrideReason) } : {}),
        },
      },
    ],
    detail: { result: input.result },
    value: { at: held.now },
  }))

/** A closed case goes on. Whether its closed time is a pause or a new promise begins, its rules say. */
export const reopen = (ctx: Ctx, input: Input<typeof reopenSchema>) =>
  changeCase(ctx, input, 'reopen', async (tx, held) => {
    await tellManagers(tx, held)
    return {
      patch: reopened(held),
      facts: [{ type: 'complaint.reopened', attrs: { reason: held.clean(input.reason) } }],
      value: { at: held.now },
    }
  })

/**
 * What the customer says afterwards. Somebody who is not satisfied, or wishes so, reopens a closed case by it (F-12);
 * in an open one the solution no longer counts.
 */
export const callBack = (ctx: Ctx, input: Input<typeof callBackSchema>) =>
  changeCase(ctx, input, 'call_back', async (tx, held) => {
    const answered = input.result === 'satisfied' || input.result === 'dissatisfied'
    const unsolved = input.result === 'dissatisfied' || input.wishesReopen
    const facts: CaseFact[] = [
      {
        type: 'complaint.called_back',
        attrs: {
          result: input.result,
          score: input.score,
          wishesReopen: input.wishesReopen,
          text: held.clean(input.text),
          byCustomer: answered,
        },
      },
    ]
    let patch: CasePatch = answered ? { calledBackAt: held.now } : {}
    const reopens = unsolved && held.row.status === 'closed'
    if (reopens) {
      facts.push({ type: 'complaint.reopened', attrs: { reason: 'call_back' } })
      patch = reopened(held)
      await tellManagers(tx, held)
    } else if (unsolved) patch = { ...patch, solvedAt: null }
    return {
      patch,
      facts,
      detail: { result: input.result, score: input.score },
      value: { reopened: reopens },
    }
  })

/** A new round begins: what was done before stays in the facts, the columns tell of this round. */
function reopened(held: HeldCase): CasePatch {
  return {
    status: 'open',
    closedAt: null,
    contactedAt: null,
    repliedAt: null,
    plannedAt: null,
    solvedAt: null,
    calledBackAt: null,
    reopenedCount: { increment: 1 },
    ...(held.row.status === 'paused' ? { pausedAt: null, pauseReason: null } : {}),
  }
}

async function tellManagers(ctx: TxCtx, { row, now }: HeldCase): Promise<void> {
  const managers = await findRecipients(ctx, 'branch_manager', row.unitId)
  const recipients = new Set([row.ownerId, ...managers.map(({ staffId }) => staffId)])
  recipients.delete(actorId(ctx) ?? '')
  await notifyAll(
    ctx,
    [...recipients].map((recipientId) => ({
      recipientId,
      kind: 'upgraded',
      complaintId: row.id,
      params: { number: row.number, reason: 'reopened' },
      idempotencyKey: `reopened:${row.id}:${recipientId}:${newId(now.getTime())}`,
    })),
  )
}
