import { type Ctx, reader } from '@/platform/context'
import { calendarOf, isRunning } from '../rules/cycle'
import { isMeasured } from '../rules/judge'
import { plannedAtMs, planOf, standingOfNotices } from '../rules/notice'
import {
  earliestPossible,
  earliestWithProof,
  type NoticeNeed,
  type NoticeOutlook,
  type NoticeRound,
} from '../rules/notice-outlook'
import { latestNoticeTimes } from '../rules/notice-times'
import { roundsOf } from '../rules/rounds'
import type { EngineConfig, FactRecord } from '../rules/types'
import { engineConfig } from '../store/config'
import { factsOf } from '../store/facts'

/**
 * What is owed before the planned events of these subjects, as the facts on record tell it.
 * @param wantedMs when the event is wanted, for the two earliest instants; default now
 */
export async function noticeOutlooks(
  ctx: Ctx,
  subjectIds: readonly string[],
  wantedMs?: number,
): Promise<ReadonlyMap<string, NoticeOutlook>> {
  const config = await engineConfig(ctx)
  const facts = await factsOf(reader(ctx), subjectIds)
  const nowMs = ctx.clock().getTime()
  return new Map(
    subjectIds.map((id) => [id, outlookOf(config, facts.get(id) ?? [], nowMs, wantedMs ?? nowMs)]),
  )
}

function outlookOf(
  config: EngineConfig,
  facts: readonly FactRecord[],
  nowMs: number,
  wantedMs: number,
): NoticeOutlook {
  const running: NoticeRound[] = []
  const needs: NoticeNeed[] = []
  let earliestPlannedMs: number | null = null
  for (const version of config.versions) {
    version.rules.forEach((rule, ruleIndex) => {
      if (rule.kind !== 'advance_notice' || !isMeasured(rule)) return
      const round = roundsOf(rule, ruleIndex, version, facts, config, nowMs).at(-1)
      if (!round || !isRunning(round)) return
      running.push({ rule, round })
      const plannedMs = plannedAtMs(rule, round)
      if (plannedMs !== null) earliestPlannedMs = Math.min(earliestPlannedMs ?? plannedMs, plannedMs)
      const { checks } = standingOfNotices(rule, round, plannedMs ?? nowMs)
      const latest = plannedMs === null ? [] : latestNoticeTimes(rule, calendarOf(round), plannedMs)
      const ruleKey = `${version.versionId}/${ruleIndex}`
      checks.forEach(({ notice, metAtMs }, index) => {
        needs.push({
          key: `${ruleKey}/${index}`,
          ruleKey,
          commitmentCode: version.commitmentCode,
          factType: planOf(rule).notice,
          channels: notice.channels,
          forbiddenHours: rule.forbiddenHours,
          timeZone: round.timeZone,
          latestMs: latest[index] ?? null,
          metAtMs,
        })
      })
    })
  }
  return {
    plannedMs: earliestPlannedMs,
    needs,
    provenFromMs: earliestWithProof(running, wantedMs),
    possibleFromMs: earliestPossible(running, nowMs, wantedMs),
  }
}
