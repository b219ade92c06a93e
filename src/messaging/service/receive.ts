import { normalisePhone } from '@/customers/rules/identity'
import { phoneHashOf } from '@/customers/store'
import { newId } from '@/kernel/ids'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { seal, unseal } from '@/platform/crypto'
import { createLog } from '@/platform/log'
import type { InboundState, IncomingMessage } from '../rules/message'
import { retryPauseMs } from '../rules/retry'
import type { MessageChannel } from '../rules/template'
import { insertInbound, lockReceived, settleInbound } from '../store/inbound'
import { attempt, type Reactions } from './reactions'

const log = createLog('messages')

/** A room that fails on an answer this often leaves it to people. */
const MOST_REACTIONS = 10
/** Longest answer that is kept; no chain of SMS is longer. */
const MOST_CHARACTERS = 4_000

export type Incoming = {
  readonly adapter: string
  /** The provider's number of the message; the same one is taken once. */
  readonly providerId: string
  /** Number as the provider gives it. */
  readonly from: string
  readonly to: string
  readonly text: string
  /** When the provider got it. */
  readonly receivedAt: Date
  /** Default: sms. */
  readonly channel?: MessageChannel
}

export type Received = {
  readonly id: string
  /** `repeated`: the provider sent it before. `received`: on record, to be dealt with later. */
  readonly state: InboundState | 'repeated'
}

/**
 * Takes a message of a customer: keeps it as it came and lets the rooms react, in one transaction. When a reaction fails
 * the message stays on record and is tried again by the worker.
 */
export async function receiveIncoming(ctx: Ctx, incoming: Incoming, react: Reactions): Promise<Received> {
  const done = await withTransaction(ctx, async (ctx): Promise<Received> => {
    const now = ctx.clock()
    const id = newId(now.getTime())
    const from = normalisePhone(incoming.from) ?? incoming.from.trim()
    const channel = incoming.channel ?? 'sms'
    const text = incoming.text.slice(0, MOST_CHARACTERS)
    const receivedAt = new Date(Math.min(incoming.receivedAt.getTime(), now.getTime()))
    const fromHash = phoneHashOf(from)
    const added = await insertInbound(
      ctx.tx,
      {
        id,
        adapter: incoming.adapter,
        providerId: incoming.providerId,
        channel,
        fromHash,
        fromEnc: seal('customer.phone', from),
        toAddress: incoming.to.slice(0, 100),
        textEnc: seal('message.text', text),
        receivedAt,
      },
      now,
    )
    if (!added) return { id, state: 'repeated' }
    const state = await dealWith(
      { ...ctx, configEpoch: added.configEpoch },
      { id, customerId: added.customerId, fromHash, text, receivedAt, channel },
      0,
      react,
    )
    return { id, state }
  })
  if (!done.ok) throw new Error(`an answer was refused: ${done.refusal.code}`)
  return done.value
}

/** Deals with answers that a failure left behind, oldest first. @returns number dealt with */
export async function reactToReceived(ctx: Ctx, react: Reactions): Promise<number> {
  for (let count = 0; ; count++) {
    const done = await withTransaction(ctx, async (ctx) => {
      const row = await lockReceived(ctx.tx, ctx.clock())
      if (!row) return false
      const { textEnc, attempts, ...rest } = row
      await dealWith(ctx, { ...rest, text: unseal('message.text', textEnc) }, attempts, react)
      return true
    })
    if (!done.ok || !done.value) return count
  }
}

async function dealWith(
  ctx: TxCtx,
  incoming: IncomingMessage,
  attemptsBefore: number,
  react: Reactions,
): Promise<InboundState> {
  const done = await attempt(ctx, () => react.onIncoming(ctx, incoming))
  const now = ctx.clock()
  if ('value' in done) {
    await settleInbound(ctx.tx, incoming.id, { state: done.value }, now)
    return done.value
  }
  log.error('reaction to an answer failed', { inbound: incoming.id, error: done.error })
  const attempts = attemptsBefore + 1
  if (attempts >= MOST_REACTIONS) {
    await settleInbound(ctx.tx, incoming.id, { state: 'failed' }, now)
    return 'failed'
  }
  const retryAt = new Date(now.getTime() + retryPauseMs(attempts, 1))
  await settleInbound(ctx.tx, incoming.id, { state: 'received', retryAt }, now)
  return 'received'
}
