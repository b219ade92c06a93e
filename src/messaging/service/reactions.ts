import type { TxCtx } from '@/platform/context'
import type { Delivery, IncomingMessage } from '../rules/message'

/** What the rooms make of messages; src/flows/messages.ts has them all. Each runs in the caller's transaction. */
export type Reactions = {
  /** `handled` when a room had a use for the answer. What it throws is logged and tried again later. */
  readonly onIncoming: (ctx: TxCtx, incoming: IncomingMessage) => Promise<'handled' | 'unhandled'>
  /** May be told `delivered` without `sent` before it, and the same again after a failure. */
  readonly onDelivery: (ctx: TxCtx, delivery: Delivery) => Promise<void>
}

/**
 * Runs a reaction so that its failure undoes its own work and nothing else of the transaction.
 * @returns its answer, or the error
 */
export async function attempt<T>(
  ctx: TxCtx,
  work: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly error: unknown }> {
  await ctx.tx.$executeRaw`SAVEPOINT reaction`
  try {
    const value = await work()
    await ctx.tx.$executeRaw`RELEASE SAVEPOINT reaction`
    return { value }
  } catch (error) {
    await ctx.tx.$executeRaw`ROLLBACK TO SAVEPOINT reaction`
    await ctx.tx.$executeRaw`RELEASE SAVEPOINT reaction`
    return { error }
  }
}
