import type { StateKind } from '@/ui/state-kinds'
import type { OpenState } from '../../money-links'
import type { OpenTile } from '../../queries-tiles'

/** Keys under `money.tiles`. */
export const TILE_WORDS = {
  unpaid: 'owed',
  late: 'late',
  to_approve: 'toApprove',
  undecided: 'toCheck',
  approved: 'toPay',
  failed: 'failed',
} as const satisfies Record<OpenState, string>

/** Late and failed are bad; what waits for the reader asks for attention; nothing of it is calm. */
export function tileKind({ state, count }: OpenTile): StateKind | undefined {
  if (count === 0) return undefined
  if (state === 'late' || state === 'failed') return 'overdue'
  return state === 'unpaid' ? undefined : 'due24h'
}
