import { versionsInForce } from '@/commitments/store/in-force'
import type { MeasuredKind } from '@/obligations/rules/types'
import type { Ctx } from '@/platform/context'
import type { RunningPromise } from '../rules/receipt'

/** What the engine says about one thing owed; its own type is wider. */
export type Judged = {
  readonly versionId: string
  readonly ruleIndex: number
  readonly ruleKind: MeasuredKind
  readonly state: string
  readonly dueAtMs: number | null
  readonly provisional: boolean
}

/** Promises behind the obligations, the earliest deadline first, gates last. */
export async function runningPromises(ctx: Ctx, judged: readonly Judged[]): Promise<RunningPromise[]> {
  const known =
    ctx.configEpoch === undefined ? undefined : { epoch: BigInt(ctx.configEpoch), isOwnChange: false }
  const versions = new Map((await versionsInForce(ctx, known)).map((version) => [version.versionId, version]))
  const promises = judged.flatMap((obligation): RunningPromise[] => {
    const version = versions.get(obligation.versionId)
    const rule = version?.rules[obligation.ruleIndex]
    if (!version || !rule || obligation.state === 'VOID') return []
    return [
      {
        commitmentCode: version.commitmentCode,
        programmeKind: version.programmeKind,
        text: version.text,
        ruleKind: obligation.ruleKind,
        stops: rule.kind === 'deadline' ? rule.stop : rule.kind === 'gate' ? [rule.action] : [],
        state: obligation.state,
        dueAt: obligation.dueAtMs === null ? null : new Date(obligation.dueAtMs),
        provisional: obligation.provisional,
      },
    ]
  })
  const order = (promise: RunningPromise) => promise.dueAt?.getTime() ?? Number.POSITIVE_INFINITY
  return promises.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
}
