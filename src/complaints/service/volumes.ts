import type { Ctx } from '@/platform/context'
import { foldVolumeBatch, type VolumeDifference, volumeDifferences } from '../store/volumes'

/** Folds the changes of the numbers of complaints until none are left. @returns number of changes folded */
export async function foldVolumes(ctx: Ctx, batch = 20_000): Promise<number> {
  let total = 0
  for (;;) {
    const moved = await foldVolumeBatch(ctx.db, batch)
    total += moved
    if (moved < batch) return total
  }
}

/** Compares the numbers of complaints with a count of the cases; an empty list is the proof that they agree. */
export const checkVolumes = (ctx: Ctx): Promise<VolumeDifference[]> => volumeDifferences(ctx.db)
