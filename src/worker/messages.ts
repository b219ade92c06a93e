import { messageReactions } from '@/flows/messages'
import { newId } from '@/kernel/ids'
import type { MessageAdapter } from '@/messaging/adapters/adapter'
import { httpAdapter } from '@/messaging/adapters/http'
import { simulatorAdapter } from '@/messaging/adapters/simulator'
import { smppAdapter } from '@/messaging/adapters/smpp'
import { smtpAdapter } from '@/messaging/adapters/smtp'
import { deliverOutbox } from '@/messaging/service/deliver'
import { reactToReceived, receiveIncoming } from '@/messaging/service/receive'
import { reportDelivery } from '@/messaging/service/report'
import { seedTemplates } from '@/messaging/service/seed'
import type { Ctx } from '@/platform/context'
import { isSimulator, mailSettings, publicBaseUrl, smppSettings, smsGatewaySettings } from '@/platform/env'
import { createLog } from '@/platform/log'
import { type Loop, startLoop } from './loop'

const log = createLog('worker')

/** Sends what waits in the outbox, takes what the provider brings, and deals with answers that a failure left behind. */
export function startMessages(ctx: Ctx): Loop {
  const adapters = adaptersOf(ctx)
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

/** The ways out that are set up. A channel without one waits in the outbox, where /messages shows it. */
function adaptersOf(ctx: Ctx): MessageAdapter[] {
  const [smpp, gateway, mail] = [smppSettings(), smsGatewaySettings(), mailSettings()]
  const adapters: MessageAdapter[] = []
  if (smpp) adapters.push(smppWithEvents(ctx, smpp))
  if (gateway) adapters.push(httpAdapter(gateway))
  if (mail) adapters.push(smtpAdapter({ ...mail, host: new URL(publicBaseUrl()).hostname }))
  if (isSimulator()) adapters.push(simulatorAdapter(mail ? ['sms', 'voice'] : ['sms', 'email', 'voice']))
  return adapters
}

function smppWithEvents(ctx: Ctx, settings: NonNullable<ReturnType<typeof smppSettings>>): MessageAdapter {
  return smppAdapter(settings, {
    onReport: async ({ phone, reference, ...report }) => {
      await reportDelivery(
        ctx,
        { ...report, adapter: 'smpp', occurredAt: ctx.clock() },
        messageReactions,
        reference === null ? null : { phone, attempt: reference },
      )
    },
    onIncoming: async ({ providerId, ...incoming }) => {
      const receivedAt = ctx.clock()
      await receiveIncoming(
        ctx,
        // SMPP numbers no answers: two that look alike are two.
        { ...incoming, adapter: 'smpp', providerId: providerId ?? newId(receivedAt.getTime()), receivedAt },
        messageReactions,
      )
    },
  })
}
