import type { Ctx } from '@/platform/context'
import { reader } from '@/platform/context'
import { type ServiceVersion, serviceVersion } from '../store/services'
import { type ConsentSetting, settingOfVersion } from '../store/settings'

/** As many as a busy carrier has in use at once. */
const MOST_KEPT = 2_000

/**
 * A reader of rows that never change once they are written, by database and key: read once in a process. What the
 * transaction that wrote a row reads of it before it commits is not to be read this way.
 */
function keptForGood<Key extends string | number, Value>(
  load: (ctx: Ctx, key: Key) => Promise<Value>,
): (ctx: Ctx, key: Key) => Promise<Value> {
  const byDatabase = new WeakMap<object, Map<Key, Value>>()
  return async (ctx, key) => {
    let kept = byDatabase.get(ctx.db)
    if (!kept) {
      kept = new Map()
      byDatabase.set(ctx.db, kept)
    }
    const known = kept.get(key)
    if (known !== undefined) return known
    const value = await load(ctx, key)
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(key, value)
    return value
  }
}

/** A service as it was ordered: its versions never change. Whether it is still offered is another question. */
export const serviceAsOrdered = keptForGood(
  (ctx, id: string): Promise<Omit<ServiceVersion, 'withdrawnAt'>> => serviceVersion(reader(ctx), id),
)

/** The words and the time for an answer of one version of the setting. */
export const settingAsAsked = keptForGood(
  (ctx, version: number): Promise<ConsentSetting> => settingOfVersion(reader(ctx), version),
)
