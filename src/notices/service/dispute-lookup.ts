import type { Ctx } from '@/platform/context'
import type { Dispute } from '../rules/disputes'

/**
 * Where undecided disputes about content fees are found. Billing errors are another room's: `src/flows/notices.ts` hands
 * this in.
 */
export type DisputeLookup = {
  readonly ofAccounts: (ctx: Ctx, accountHashes: readonly string[]) => Promise<readonly Dispute[]>
  /** Those of these errors that are still undecided. */
  /** Staff who decided these errors, by error; those nobody or no person has decided are left out. */
  readonly decidersOf: (ctx: Ctx, errorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly undecidedOf: (ctx: Ctx, errorIds: readonly string[]) => Promise<readonly Dispute[]>
}
