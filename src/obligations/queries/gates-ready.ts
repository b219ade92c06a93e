import { type Ctx, reader } from '@/platform/context'
import { isRunning } from '../rules/cycle'
import { missingFor } from '../rules/gate'
import { isMeasured } from '../rules/judge'
import { roundsOf } from '../rules/rounds'
import { engineConfig } from '../store/config'
import { factsOf } from '../store/facts'
import { obligationId } from '../store/obligations'

/**
 * How many steps each gate of a subject that still waits for its action misses now, by the obligation's id: none means that
 * the action may come. The caller has checked that the actor may see the subject.
 */
export async function gatesMissing(ctx: Ctx, subjectId: string): Promise<Map<string, number>> {
  const config = await engineConfig(ctx)
  const facts = (await factsOf(reader(ctx), [subjectId])).get(subjectId) ?? []
  const nowMs = ctx.clock().getTime()
  const missing = new Map<string, number>()
  for (const version of config.versions) {
    version.rules.forEach((rule, ruleIndex) => {
      if (rule.kind !== 'gate' || !isMeasured(rule)) return
      const round = roundsOf(rule, ruleIndex, version, facts, config, nowMs).at(-1)
      if (!round || !isRunning(round)) return
      const id = obligationId(subjectId, { versionId: version.versionId, ruleIndex, cycle: round.number })
      missing.set(id, missingFor(rule, round, nowMs).length)
    })
  }
  return missing
}
