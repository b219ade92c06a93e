import { plainCustomers } from '@/customers/service/find-or-add'
import { type Ctx, withTransaction } from '@/platform/context'
import { createLog } from '@/platform/log'
import type { MessageAdapter, SendOutcome } from '../adapters/adapter'
import { MOST_ATTEMPTS, retryPauseMs } from '../rules/retry'
import {
  type ClaimedMessage,
  claimMessages,
  endLeases,
  expireMessages,
  insertParts,
  isAttemptSent,
  lockProviderIds,
  markFailed,
  markSent,
} from '../store/delivery'
import { applyReport, insertReport, takeEarlyReports } from '../store/reports'
import type { Reactions } from './reactions'
import { tellRoom, tellUntold } from './report'

const log = createLog('messages')

/** A pause after an attempt that never reached the provider. */
const NOT_TRIED_PAUSE_MS = 5_000

export type DeliverOptions = {
  readonly adapters: readonly MessageAdapter[]
  readonly react: Reactions
  /** 0 up to 1, for the jitter of retries. */
  readonly random: () => number
  readonly isStopping?: () => boolean
}

export type Delivered = { readonly sent: number; readonly failed: number; readonly unknown: number }

/**
 * Sends what is due through the adapters until nothing is left that may go now. Any number of workers may do so at once.
 * A message is handed to a provider by one attempt at a time; an attempt that ended without an answer is repeated only
 * where the provider recognises it (docs/adr/0014).
 */
export async function deliverOutbox(ctx: Ctx, options: DeliverOptions): Promise<Delivered> {
  const idempotent = options.adapters.filter((each) => each.isIdempotent).map(({ name }) => name)
  const ended = await endLeases(ctx.db, ctx.clock(), idempotent)
  if (ended.unknown > 0) log.warn('attempts without an answer', ended)
  await expireMessages(ctx.db, ctx.clock())
  const counts = await Promise.all(options.adapters.map((adapter) => deliverThrough(ctx, adapter, options)))
  await tellUntold(ctx, options.react)
  return {
    sent: counts.reduce((sum, each) => sum + each.sent, 0),
    failed: counts.reduce((sum, each) => sum + each.failed, 0),
    unknown: ended.unknown,
  }
}

async function deliverThrough(
  ctx: Ctx,
  adapter: MessageAdapter,
  options: DeliverOptions,
): Promise<{ readonly sent: number; readonly failed: number }> {
  let [sent, failed] = [0, 0]
  for (;;) {
    if (options.isStopping?.()) return { sent, failed }
    const claimed = await claimMessages(ctx.db, ctx.clock(), {
      adapter: adapter.name,
      channels: adapter.channels,
      isIdempotent: adapter.isIdempotent,
      perSecond: adapter.perSecond,
      limit: adapter.window,
    })
    if (claimed.length === 0) return { sent, failed }
    const addresses = await addressesOf(ctx, claimed)
    const taken = await Promise.all(
      claimed.map((message) => deliverOne(ctx, adapter, message, addresses.get(message.id), options)),
    )
    const accepted = taken.filter(Boolean).length
    sent += accepted
    failed += claimed.length - accepted
    // A provider that takes nothing is left alone until the next round.
    if (accepted === 0) return { sent, failed }
  }
}

/** Number or mail address by message; null: the customer has none, undefined: it cannot be opened with our key. */
async function addressesOf(
  ctx: Ctx,
  claimed: readonly ClaimedMessage[],
): Promise<ReadonlyMap<string, string | null | undefined>> {
  const ids = claimed.map(({ customerId }) => customerId)
  // One row that was damaged holds up nobody else.
  const customers = await plainCustomers(ctx, ids).catch(async () => {
    const each = await Promise.all(ids.map((id) => plainCustomers(ctx, [id]).catch(() => null)))
    return new Map(each.flatMap((found) => (found ? [...found] : [])))
  })
  return new Map(
    claimed.map(({ id, channel, customerId }) => {
      const customer = customers.get(customerId)
      return [id, customer && (channel === 'email' ? customer.email : customer.phone)]
    }),
  )
}

async function deliverOne(
  ctx: Ctx,
  adapter: MessageAdapter,
  message: ClaimedMessage,
  to: string | null | undefined,
  options: DeliverOptions,
): Promise<boolean> {
  const { id, attemptId, channel, title, text } = message
  const outcome: SendOutcome =
    to === undefined
      ? { kind: 'not_tried', errorCode: 'address_unreadable' }
      : to === null
        ? { kind: 'refused', permanent: true, errorCode: 'no_address' }
        : await adapter
            .send({ id, attemptId, channel, to, title, text })
            // An adapter that breaks may have handed it over.
            .catch((error: unknown) => {
              log.error('adapter failed', { adapter: adapter.name, message: id, error })
              return { kind: 'unsure', errorCode: 'adapter_failed' } as const
            })
  if (outcome.kind === 'accepted') await settleAccepted(ctx, adapter, message, outcome, options.react)
  else await settleFailed(ctx, adapter, message, outcome, options)
  return outcome.kind === 'accepted'
}

async function settleAccepted(
  ctx: Ctx,
  adapter: MessageAdapter,
  message: ClaimedMessage,
  outcome: Extract<SendOutcome, { kind: 'accepted' }>,
  react: Reactions,
): Promise<void> {
  await withTransaction(ctx, async (ctx) => {
    await lockProviderIds(ctx.tx, adapter.name, outcome.providerIds)
    const now = ctx.clock()
    if (!(await markSent(ctx.tx, message, now)) && !(await isAttemptSent(ctx.tx, message))) return
    await insertParts(ctx.tx, adapter.name, message.id, outcome.providerIds)
    const early = await takeEarlyReports(ctx.tx, adapter.name, outcome.providerIds, message.id)
    const atOnce = outcome.delivered
      ? outcome.providerIds.map((providerId) => ({
          adapter: adapter.name,
          providerId,
          state: 'delivered' as const,
          errorCode: null,
          occurredAt: now,
        }))
      : []
    for (const report of atOnce) await insertReport(ctx.tx, report, message.id, now)
    for (const report of [...early, ...atOnce]) await applyReport(ctx.tx, message.id, report, now)
    await tellRoom(ctx, message.id, react)
  })
}

async function settleFailed(
  ctx: Ctx,
  adapter: MessageAdapter,
  message: ClaimedMessage,
  outcome: Exclude<SendOutcome, { kind: 'accepted' }>,
  options: DeliverOptions,
): Promise<void> {
  const { errorCode } = outcome
  await withTransaction(ctx, async (ctx) => {
    const now = ctx.clock()
    const later = (ms: number) => new Date(now.getTime() + ms)
    const isLast = message.attempts >= MOST_ATTEMPTS
    const retryAt = later(retryPauseMs(message.attempts, options.random()))
    const retry = { state: 'waiting', errorCode, dueAt: retryAt, counts: true } as const
    const dead = { state: 'dead', errorCode, counts: true } as const
    const next =
      outcome.kind === 'not_tried'
        ? ({ state: 'waiting', errorCode, dueAt: later(NOT_TRIED_PAUSE_MS), counts: false } as const)
        : outcome.kind === 'refused'
          ? outcome.permanent || isLast
            ? dead
            : retry
          : adapter.isIdempotent && !isLast
            ? retry
            : ({ state: 'unknown', errorCode, counts: true } as const)
    await markFailed(ctx.tx, message, next, now)
    await tellRoom(ctx, message.id, options.react)
  })
  log.warn('message not taken', { adapter: adapter.name, message: message.id, reason: errorCode })
}
