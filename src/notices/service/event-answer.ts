import { ok, type Result } from '@/kernel/result'
import type { EventRow } from '../store/events'

/** An event as the billing system gets it back. */
export const eventAnswer = (outcome: Result<EventRow>) => {
  if (!outcome.ok) return outcome
  const { externalRef, id, number, kind, state, eventAt, proof, latestNoticeAt } = outcome.value
  return ok({ ref: externalRef, id, number, kind, state, eventAt, proof, latestNoticeAt })
}
