import type { Ctx } from '@/platform/context'
import type { answerAppealSchema, appealSchema, CaseChange as Input } from '../schema'
import { happenedSince } from '../store/write-case'
import { changeCase, refused, timeOfDoing } from './change-case'

/** The customer appealed to the regulator (申诉). The appeal has clocks of its own and leaves those of the case alone. */
export const appeal = (ctx: Ctx, input: Input<typeof appealSchema>) =>
  changeCase(ctx, input, 'appeal', async (tx, held) => {
    const isOpen =
      held.row.appealedAt !== null &&
      !(await happenedSince(tx.tx, held.row.id, 'complaint.appeal_answered', 'complaint.appealed'))
    if (isOpen) return refused({ code: 'already_appealed' })
    const { at, backdated } = timeOfDoing(held, input)
    return {
      patch: { appealedAt: at },
      facts: [
        {
          type: 'complaint.appealed',
          occurredAt: at,
          attrs: {
            reference: held.clean(input.reference),
            text: held.clean(input.text),
            byCustomer: true,
            ...backdated,
          },
        },
      ],
      value: { at },
    }
  })

/** Our answer to the regulator. */
export const answerAppeal = (ctx: Ctx, input: Input<typeof answerAppealSchema>) =>
  changeCase(ctx, input, 'answer_appeal', async (tx, held) => {
    if (await happenedSince(tx.tx, held.row.id, 'complaint.appeal_answered', 'complaint.appealed')) {
      return refused({ code: 'appeal_already_answered' })
    }
    const { at, backdated } = timeOfDoing(held, input)
    return {
      facts: [
        {
          type: 'complaint.appeal_answered',
          occurredAt: at,
          attrs: { text: held.clean(input.text), ...backdated },
        },
      ],
      value: { at },
    }
  })
