import { type Ctx, reader, type Tx } from './context'
import type { PrismaClient } from './db/generated/client'

/** State of units, calendars and commitments as one number, and whether the asking transaction changed it itself. */
export type ConfigEpoch = {
  readonly epoch: bigint
  /** The number comes from our own uncommitted change: what we read now must not be shown to others. */
  readonly isOwnChange: boolean
}

/** Reads the number that grows whenever units, calendars, commitments or thresholds change: one row by its key. */
export async function configEpoch(tx: Tx): Promise<ConfigEpoch> {
  const [row] = await tx.$queryRaw<{ epoch: bigint; own: boolean | null }[]>`
    SELECT epoch, xmin = pg_current_xact_id_if_assigned()::xid AS own FROM config_epoch WHERE id = 1`
  if (!row) throw new Error('config_epoch is empty: the migrations have not run on this database')
  return { epoch: row.epoch, isOwnChange: row.own === true }
}

/** The number that came with the session, for reads outside of a transaction; undefined: it must be asked for. */
function sessionEpoch(ctx: Ctx): ConfigEpoch | undefined {
  if (ctx.tx || ctx.configEpoch === undefined) return undefined
  return { epoch: BigInt(ctx.configEpoch), isOwnChange: false }
}

/**
 * A value per database and process that is loaded again when the epoch has moved. Callers that come while it is being
 * loaded wait for that one load. A transaction that changed the configuration itself loads for itself alone, so a
 * rollback leaves nothing wrong behind.
 * @returns a reader; pass an epoch that was just read to save asking again
 */
export function cachedByEpoch<T>(
  load: (tx: Tx) => Promise<T>,
): (ctx: Ctx, known?: ConfigEpoch) => Promise<T> {
  const entries = new WeakMap<PrismaClient, { epoch: bigint; value: Promise<T> }>()
  return async (ctx, known) => {
    const tx = reader(ctx)
    const { epoch, isOwnChange } = known ?? sessionEpoch(ctx) ?? (await configEpoch(tx))
    if (isOwnChange) return load(tx)
    const entry = entries.get(ctx.db)
    if (entry?.epoch === epoch) {
      try {
        return await entry.value
      } catch {
        // The transaction that was loading for us has failed for reasons of its own.
        return load(tx)
      }
    }
    const value = load(tx)
    const made = { epoch, value }
    // Another caller may already hold a newer state; an old snapshot must not take its place.
    if (!entry || entry.epoch < epoch) entries.set(ctx.db, made)
    try {
      return await value
    } catch (error) {
      if (entries.get(ctx.db) === made) entries.delete(ctx.db)
      throw error
    }
  }
}
