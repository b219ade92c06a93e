import type { Ctx } from '@/platform/context'
import type { CaseChange as Input, pauseSchema, resumeSchema } from '../schema'
import { allowedPauseReasons } from '../store/write-case'
import { changeCase, refused } from './change-case'

/** Stops the clocks that allow it, for a reason some promise in force on the case knows; never backdated. */
export const pause = (ctx: Ctx, input: Input<typeof pauseSchema>) =>
  changeCase(ctx, input, 'pause', async (tx, held) => {
    const reasons = await allowedPauseReasons(tx.tx, held.row.id)
    if (reasons.length === 0)
      return refused({ code: 'pause_forbidden', fields: { reason: 'pause_forbidden' } })
    if (!reasons.includes(input.reason)) {
      return refused({
        code: 'pause_reason_not_allowed',
        params: { allowed: reasons.join(',') },
        fields: { reason: 'pause_reason_not_allowed' },
      })
    }
    return {
      patch: { status: 'paused', pausedAt: held.now, pauseReason: input.reason },
      facts: [{ type: 'complaint.paused', attrs: { reason: input.reason, text: held.clean(input.text) } }],
      detail: { reason: input.reason },
      value: { reason: input.reason },
    }
  })

/** Lets the clocks run again, from now. */
export const resume = (ctx: Ctx, input: Input<typeof resumeSchema>) =>
  changeCase(ctx, input, 'resume', async (_tx, held) => ({
    patch: { status: 'open', pausedAt: null, pauseReason: null },
    facts: [{ type: 'complaint.resumed', attrs: { text: held.clean(input.text) } }],
    value: { at: held.now },
  }))
