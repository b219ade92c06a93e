import type { NoticeNeed, NoticeOutlook } from '@/obligations/rules/notice-outlook'
import type { Proof } from './lists'

/** How the notices before an event stand, as lists show it. */
export type Standing = {
  readonly proof: Proof
  readonly missingCount: number
  /** Latest instant for the next missing notice; null: none is missing, or none has a time, or it is too late. */
  readonly latestMs: number | null
  readonly missing: readonly NoticeNeed[]
}

/** What the engine says, in one word: a missing notice whose latest moment has passed is too late for the planned time. */
export function standingOf({ needs, plannedMs }: NoticeOutlook, nowMs: number): Standing {
  const missing = needs.filter(({ metAtMs }) => metAtMs === null)
  if (missing.length === 0)
    return { proof: needs.length === 0 ? 'none_owed' : 'proven', missingCount: 0, latestMs: null, missing }
  const isTooLate = missing.some(({ latestMs }) =>
    latestMs === null ? plannedMs !== null && needsTime(missing) : latestMs < nowMs,
  )
  const latest = missing.flatMap(({ latestMs }) => latestMs ?? [])
  return {
    proof: isTooLate ? 'too_late' : 'missing',
    missingCount: missing.length,
    latestMs: isTooLate || latest.length === 0 ? null : Math.min(...latest),
    missing,
  }
}

/** Notices that hang on the planned time: a balance is told before anything is planned. */
const needsTime = (missing: readonly NoticeNeed[]): boolean =>
  missing.some(({ factType }) => factType !== 'balance.notice_sent')
