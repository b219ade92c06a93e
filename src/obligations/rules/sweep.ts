import type { JudgedObligation, ObligationStateName } from './types'

/** What the worker sees of an obligation whose next moment has come. */
export type DueRow = {
  readonly state: ObligationStateName
  readonly dueAtMs: number | null
  readonly fulfilledAtMs: number | null
  readonly stepAtsMs: readonly number[]
  readonly stepsFired: number
}

export type SweepDecision = {
  /** A pause reached its maximum: judge the case anew from its facts. */
  readonly rejudge: boolean
  readonly breaks: boolean
  /** Ladder steps to fire now, each once, in order. */
  readonly fires: readonly number[]
  readonly nextActionAtMs: number | null
}

/** The first instant at which an inclusive deadline has passed. */
export const justAfter = (dueMs: number): number => dueMs + 1

/** The next moment somebody must look at an obligation; null: never again. */
export function nextActionAt(
  obligation: Pick<JudgedObligation, 'state' | 'dueAtMs' | 'fulfilledAtMs' | 'stepAtsMs'> & {
    resumesAtMs?: number | null
  },
  stepsFired: number,
): number | null {
  const step = obligation.stepAtsMs[stepsFired] ?? null
  switch (obligation.state) {
    case 'OPEN':
      if (obligation.dueAtMs === null) return null
      return step === null ? justAfter(obligation.dueAtMs) : Math.min(step, justAfter(obligation.dueAtMs))
    case 'PAUSED':
      return obligation.resumesAtMs ?? null
    case 'BROKEN':
      return obligation.fulfilledAtMs === null && obligation.dueAtMs !== null ? step : null
    case 'KEPT':
    case 'WAIVED':
    case 'VOID':
      return null
  }
}

/** What a sweep at `nowMs` does to a row. A worker that slept fires every step it missed, once each, in order. */
export function decideSweep(row: DueRow, nowMs: number): SweepDecision {
  if (row.state === 'PAUSED') return { rejudge: true, breaks: false, fires: [], nextActionAtMs: null }
  const breaks = row.state === 'OPEN' && row.dueAtMs !== null && row.dueAtMs < nowMs
  const awake = row.state === 'OPEN' || (row.state === 'BROKEN' && row.fulfilledAtMs === null)
  const fires: number[] = []
  if (awake) {
    for (let step = row.stepsFired; step < row.stepAtsMs.length && row.stepAtsMs[step]! <= nowMs; step += 1)
      fires.push(step)
  }
  const after = { ...row, state: breaks ? ('BROKEN' as const) : row.state }
  return { rejudge: false, breaks, fires, nextActionAtMs: nextActionAt(after, row.stepsFired + fires.length) }
}
