import { type Ctx, reader } from '@/platform/context'
import { calendarOf, isRunning } from '../rules/cycle'
import { isMeasured } from '../rules/judge'
import { plannedAtMs, standingOfNotices } from '../rules/notice'
import { latestNoticeTimes } from '../rules/notice-times'
import { roundsOf } from '../rules/rounds'
import { engineConfig } from '../store/config'
import { factsOf } from '../store/facts'
import { obligationId } from '../store/obligations'

/** What is still to be sent for one open obligation of notices. */
export type NoticeDue = {
  readonly plannedAt: Date | null
  /** Places of the rule's notices that are not proven yet. */
  readonly missing: readonly number[]
  /** Latest instant for the next of them to be sent; null: the event has no time yet, or it is too late for any. */
  readonly latestAt: Date | null
}

/** Open obligations of notices of a subject by their ids. The caller has checked that the actor may see the subject. */
export async function noticesDue(ctx: Ctx, subjectId: string): Promise<Map<string, NoticeDue>> {
  const config = await engineConfig(ctx)
  const facts = (await factsOf(reader(ctx), [subjectId])).get(subjectId) ?? []
  const nowMs = ctx.clock().getTime()
  const due = new Map<string, NoticeDue>()
  for (const version of config.versions) {
    version.rules.forEach((rule, ruleIndex) => {
      if (rule.kind !== 'advance_notice' || !isMeasured(rule)) return
      const round = roundsOf(rule, ruleIndex, version, facts, config, nowMs).at(-1)
      if (!round || !isRunning(round)) return
      const id = obligationId(subjectId, { versionId: version.versionId, ruleIndex, cycle: round.number })
      const plannedMs = plannedAtMs(rule, round)
      const { checks } = standingOfNotices(rule, round, plannedMs ?? nowMs)
      const missing = checks.flatMap(({ metAtMs }, index) => (metAtMs === null ? [index] : []))
      due.set(id, {
        plannedAt: plannedMs === null ? null : new Date(plannedMs),
        missing,
        latestAt:
          plannedMs === null
            ? null
            : earliestOf(missing, latestNoticeTimes(rule, calendarOf(round), plannedMs)),
      })
    })
  }
  return due
}

function earliestOf(missing: readonly number[], latestMs: readonly (number | null)[]): Date | null {
  const times = missing.map((index) => latestMs[index] ?? null)
  return times.length === 0 || times.includes(null) ? null : new Date(Math.min(...times.map((ms) => ms ?? 0)))
}
