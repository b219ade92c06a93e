import type { StateKind } from './state-kinds'

const HOUR_MS = 3_600_000

export type Urgency = Extract<StateKind, 'overdue' | 'due4h' | 'due24h' | 'running'>

/** How pressing a deadline is. Exactly at the deadline is still in time, exactly four hours ahead is "in 4 h". */
export function urgencyOf(dueAtMs: number, nowMs: number): Urgency {
  const leftMs = dueAtMs - nowMs
  if (leftMs < 0) return 'overdue'
  if (leftMs <= 4 * HOUR_MS) return 'due4h'
  if (leftMs <= 24 * HOUR_MS) return 'due24h'
  return 'running'
}
