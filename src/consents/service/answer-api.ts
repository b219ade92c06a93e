import { customerOfPhone } from '@/customers/service/find-or-add'
import { phoneHashOf } from '@/customers/store'
import { idOfName } from '@/kernel/ids'
import type { Result } from '@/kernel/result'
import { type Ctx, withTransaction } from '@/platform/context'
import type { ConsentChannel } from '../rules/lists'
import { type AnswerOutcome, answerReceived } from './answer'
import { lockedOrder } from './locked-order'
import { phoneOf } from './messages'

/**
 * Takes an answer to one order that came another way than by text: a link, an app, a voice menu. The number it came from
 * decides as with a text.
 */
export function takeAnswer(
  ctx: Ctx,
  input: {
    readonly ref: string
    readonly phone: string
    readonly channel: ConsentChannel
    readonly words: string
    readonly receivedAt: Date | null
    readonly externalRef: string
  },
): Promise<Result<AnswerOutcome>> {
  return withTransaction(ctx, async (ctx) => {
    const phone = phoneOf(input.phone)
    const order = await lockedOrder(ctx, input.ref, 'order.api')
    return answerReceived(ctx, {
      id: idOfName(`answer:${input.externalRef}`),
      customerId: await customerOfPhone(ctx, phone),
      fromHash: phoneHashOf(phone),
      text: input.words,
      receivedAt: input.receivedAt ?? ctx.clock(),
      channel: input.channel,
      orderRef: order.id,
    })
  })
}
