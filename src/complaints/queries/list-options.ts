import { type Ctx, reader } from '@/platform/context'
import { classByCode } from '../catalogue/classes'
import { classCodesInUse } from '../store/lists-rows'

/** Old imports are seldom; a class of one may be offered a minute later. */
const KEPT_MS = 60_000
const kept = new WeakMap<object, { readonly untilMs: number; readonly codes: Promise<readonly string[]> }>()

/**
 * Classes of old imports that the picklist does not know and the filter offers besides. The same for every reader, and
 * asked for by every list: kept in the process for a minute.
 */
export function unlistedClasses(ctx: Ctx): Promise<readonly string[]> {
  const nowMs = performance.now()
  const known = kept.get(ctx.db)
  if (known && known.untilMs > nowMs) return known.codes
  const codes = readUnlisted(ctx)
  kept.set(ctx.db, { untilMs: nowMs + KEPT_MS, codes })
  // A failed look is not kept.
  codes.catch(() => {
    if (kept.get(ctx.db)?.codes === codes) kept.delete(ctx.db)
  })
  return codes
}

/** With those above them (`old.billing` brings `old`), so that nobody filters by what is not there. */
async function readUnlisted(ctx: Ctx): Promise<readonly string[]> {
  const all = new Set<string>()
  for (const code of await classCodesInUse(reader(ctx))) {
    const steps = code.split('.')
    for (let length = 1; length <= steps.length; length += 1) all.add(steps.slice(0, length).join('.'))
  }
  return [...all].filter((code) => !classByCode(code)).sort()
}
