import {
  factsForTimeline,
  type ObligationHistory,
  obligationHistory,
  type TimelineFact,
} from '@/obligations/queries/timeline'
import { type Ctx, may } from '@/platform/context'
import { type SubjectClock, subjectClocks } from './clocks'
import { type SeenMatter, seeMatter } from './matter'

/** Everything the common page of a matter shows. */
export type MatterView = SeenMatter & {
  readonly clocks: readonly SubjectClock[]
  readonly facts: readonly TimelineFact[]
  readonly history: readonly ObligationHistory[]
  readonly canWaive: boolean
  readonly now: Date
}

/** A matter the reader may see, by its number or id. @throws RefusedError `not_found` */
export async function matterView(ctx: Ctx, idOrNumber: string): Promise<MatterView> {
  const seen = await seeMatter(ctx, idOrNumber)
  const { id } = seen.matter
  const [clocks, facts, history] = await Promise.all([
    subjectClocks(ctx, id),
    factsForTimeline(ctx, id),
    obligationHistory(ctx, id),
  ])
  return {
    ...seen,
    clocks,
    facts,
    history,
    canWaive: may(ctx, 'obligation.waive', seen.unit.path),
    now: ctx.clock(),
  }
}
