import type { Ctx } from '@/platform/context'
import { foldMoneyBatch, type MoneyDifference, moneyDifferences } from '../store/months'

/** Folds the changes of the numbers of errors and charges by month until none are left. @returns number of changes folded */
export async function foldMoney(ctx: Ctx, batch = 20_000): Promise<number> {
  let total = 0
  for (;;) {
    const moved = await foldMoneyBatch(ctx.db, batch)
    total += moved
    if (moved < batch) return total
  }
}

/** Compares the numbers by month with a count of errors and charges; an empty list is the proof that they agree. */
export const checkMoney = (ctx: Ctx): Promise<MoneyDifference[]> => moneyDifferences(ctx.db)
