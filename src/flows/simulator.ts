import { plainCustomers } from '@/customers/service/find-or-add'
import { newId } from '@/kernel/ids'
import { type Result, refuse } from '@/kernel/result'
import { mayAnswerFor } from '@/messaging/queries/simulator'
import { type Received, receiveIncoming } from '@/messaging/service/receive'
import { audit } from '@/platform/audit'
import type { Ctx } from '@/platform/context'
import { isSimulator } from '@/platform/env'
import { messageReactions } from './messages'

/**
 * Answers as the customer on an invented phone; from there on it is an answer like any other, the customer's and not the
 * clerk's. Refusals: `simulator_off` where messages are really sent, `not_found` for a phone outside one's units.
 */
export async function answerAsCustomer(
  ctx: Ctx,
  { customerId, text }: { readonly customerId: string; readonly text: string },
): Promise<Result<Received>> {
  if (!isSimulator()) return refuse('simulator_off')
  if (!(await mayAnswerFor(ctx, customerId))) return refuse('not_found')
  const customer = (await plainCustomers(ctx, [customerId])).get(customerId)
  if (!customer) return refuse('not_found')
  await audit(ctx, { action: 'message.simulated', subjectType: 'customer', subjectId: customerId })
  const receivedAt = ctx.clock()
  const received = await receiveIncoming(
    { ...ctx, actor: { kind: 'system', name: 'simulator' } },
    {
      adapter: 'simulator',
      providerId: newId(receivedAt.getTime()),
      from: customer.phone,
      to: 'simulator',
      text,
      receivedAt,
    },
    messageReactions,
  )
  return { ok: true, value: received }
}
