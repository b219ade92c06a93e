import { messageReactions } from '@/flows/messages'
import { simulatorAdapter } from '@/messaging/adapters/simulator'
import { deliverOutbox } from '@/messaging/service/deliver'
import { reactToReceived } from '@/messaging/service/receive'
import { seedTemplates } from '@/messaging/service/seed'
import type { Ctx } from '@/platform/context'
import { isDemonstration } from '@/platform/env'
import { createLog } from '@/platform/log'
import { type Loop, startLoop } from './loop'

const log = createLog('worker')

/** Sends what waits in the outbox and deals with answers that a failure left behind. */
export function startMessages(ctx: Ctx): Loop {
  const adapters = isDemonstration() ? [simulatorAdapter()] : []
  let [stopping, seeded] = [false, false]
  const loop = startLoop('messages', 500, async () => {
    if (!seeded) {
      await seedTemplates(ctx)
      seeded = true
    }
    const done = await deliverOutbox(ctx, {
      adapters,
      react: messageReactions,
      random: Math.random,
      isStopping: () => stopping,
    })
    if (done.sent > 0 || done.failed > 0 || done.unknown > 0) log.info('messages', done)
    await reactToReceived(ctx, messageReactions)
  })
  return {
    stop: async () => {
      stopping = true
      await loop.stop()
      await Promise.all(adapters.map((adapter) => adapter.close()))
    },
  }
}
