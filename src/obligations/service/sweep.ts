import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { answerableFor, type HolderIndex, holdersOf, indexHolders } from '../rules/recipients'
import type { EngineConfig } from '../rules/types'
import { engineConfig } from '../store/config'
import {
  type Claim,
  claimDue,
  type LadderEntry,
  ladderHolders,
  pausesRunOut,
  type SweepPlan,
  sweepClaimed,
} from '../store/due'
import { rejudge } from './rejudge'

export type SweepCount = {
  readonly looked: number
  readonly broken: number
  readonly steps: number
  readonly resumed: number
}

/** Batches a worker has under way at once: while the database writes one, the next is decided here. */
const LANES = 2

/**
 * One round of enforcement: claims up to `batch` obligations whose moment has come, marks breaches at their deadlines,
 * fires the ladder steps that are due and tells the people they name, in one transaction. Safe with any number of
 * workers: rows claimed by one are skipped by the others, and what a killed worker had begun is rolled back whole.
 * @returns what was done; `looked` below `batch` means nothing more is due now
 */
export async function sweepOnce(ctx: Ctx, batch = 1000): Promise<SweepCount> {
  const resumed = await endPausesRunOut(ctx)
  return { ...(await sweepBatch(ctx, batch, ladderIndex())), resumed }
}

/** Sweeps until nothing more is due. */
export async function sweepAll(ctx: Ctx, batch = 1000): Promise<SweepCount> {
  const resumed = await endPausesRunOut(ctx)
  const holders = ladderIndex()
  const first = await sweepBatch(ctx, batch, holders)
  const isMore = first.looked === batch
  // Inside somebody's transaction there is one connection only.
  const lanes = !isMore ? 0 : ctx.tx ? 1 : LANES
  const rest = await Promise.all(Array.from({ length: lanes }, () => sweepLane(ctx, batch, holders)))
  return { ...[first, ...rest].reduce(added), resumed }
}

type Swept = Omit<SweepCount, 'resumed'>

const added = (a: Swept, b: Swept): Swept => ({
  looked: a.looked + b.looked,
  broken: a.broken + b.broken,
  steps: a.steps + b.steps,
})

async function sweepLane(ctx: Ctx, batch: number, holders: Holders): Promise<Swept> {
  let total: Swept = { looked: 0, broken: 0, steps: 0 }
  for (;;) {
    const done = await sweepBatch(ctx, batch, holders)
    total = added(total, done)
    if (done.looked < batch) return total
  }
}

async function sweepBatch(ctx: Ctx, batch: number, holders: Holders): Promise<Swept> {
  return unwrap(
    await withTransaction(ctx, async (tx) => {
      const now = tx.clock()
      const claim = await claimDue(tx.tx, now, batch)
      if (!claim) return { looked: 0, broken: 0, steps: 0 }
      const plan = planOf(claim, await engineConfig(tx), await holders(tx), now)
      return { looked: claim.count, ...(await sweepClaimed(tx.tx, claim, plan, now)) }
    }),
  )
}

/** Who is named by ladders, read when the first step fires and kept for the round. */
type Holders = (tx: TxCtx) => Promise<HolderIndex>

function ladderIndex(): Holders {
  let known: HolderIndex | undefined
  return async (ctx) => {
    known ??= indexHolders(await ladderHolders(ctx.tx))
    return known
  }
}

/** Pauses at their maximum: the case is locked first, as clerks do, then judged anew; what is due then is swept next. */
async function endPausesRunOut(ctx: Ctx): Promise<number> {
  const now = ctx.clock()
  let resumed = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const subjectIds = await pausesRunOut(ctx.tx ?? ctx.db, now, after, 200)
    for (const subjectId of subjectIds) unwrap(await withTransaction(ctx, (tx) => rejudge(tx, [subjectId])))
    resumed += subjectIds.length
    if (subjectIds.length < 200) return resumed
    after = subjectIds.at(-1)!
  }
}

/** Who the ladders of the claimed versions name in the claimed units. */
function planOf(claim: Claim, config: EngineConfig, holders: HolderIndex, now: Date): SweepPlan {
  const ladders: Record<string, LadderEntry[]> = {}
  const named: Record<string, readonly string[]> = {}
  for (const { versionId, ladder, commitmentCode } of config.versions) {
    if (!claim.versionIds.includes(versionId)) continue
    ladders[versionId] = ladder.map(({ recipient, moment }) => ({
      recipient,
      params: { commitment: commitmentCode, moment: moment.at },
    }))
    for (const { recipient } of ladder) {
      for (const unitId of claim.unitIds) {
        const { path } = config.unit(unitId)
        // Under an owner's name stand those who answer for what nobody owns.
        named[`${recipient}@${unitId}`] ??=
          recipient === 'owner' || recipient === 'first_owner'
            ? answerableFor(path, holders)
            : holdersOf(recipient, path, holders)
      }
    }
  }
  return { ladders, holders: named, idPrefix: newId(now.getTime()).slice(0, 15) }
}
