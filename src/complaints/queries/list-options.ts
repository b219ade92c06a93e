import { type Ctx, reader } from '@/platform/context'
import { classCodesInUse } from '../store/lists-rows'

/** Classes the filter offers: those in use and those above them, so that nobody filters by what is not there. */
export async function usedClasses(ctx: Ctx): Promise<readonly string[]> {
  const all = new Set<string>()
  for (const code of await classCodesInUse(reader(ctx))) {
    const steps = code.split('.')
    for (let length = 1; length <= steps.length; length += 1) all.add(steps.slice(0, length).join('.'))
  }
  return [...all].sort()
}
