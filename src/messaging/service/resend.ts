import { RefusedError, type Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { type Ctx, mustBeAllowed, withTransaction } from '@/platform/context'
import { messageDetail, requeue } from '../store/lists'

/**
 * Has a message sent again that was given up, or whose end nobody knows: the one way by which a customer may get it
 * twice, so a person decides it and gives the reason. Refusal: `message_not_resendable` {state}.
 */
export function resendMessage(
  ctx: Ctx,
  { messageId, reason }: { readonly messageId: string; readonly reason: string },
): Promise<Result<null>> {
  return withTransaction(ctx, async (ctx) => {
    const message = await messageDetail(ctx.tx, messageId)
    if (!message) throw new RefusedError({ code: 'not_found' })
    const unit = (await orgTree(ctx)).unitById(message.unitId)
    mustBeAllowed(ctx, 'message.resend', unit.path)
    if (!(await requeue(ctx.tx, messageId, ctx.clock())))
      throw new RefusedError({ code: 'message_not_resendable' })
    await audit(ctx, {
      action: 'message.resent',
      subjectType: 'message',
      subjectId: messageId,
      unitId: unit.id,
      detail: { from: message.state, error: message.errorCode, reason },
    })
    return null
  })
}
