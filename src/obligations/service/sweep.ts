import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { isUniqueViolation } from '@/platform/db/errors'
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
  type WrittenBefore,
} from '../store/due'
import { rejudge } from './rejudge'

export type SweepCount = {
  readonly looked: number
  readonly broken: number
  readonly steps: number
  readonly resumed: number
}

/** Rows in one transaction: enough that the cost of the transaction is little, few enough that clerks wait 0.2 s at most. */
export const SWEEP_BATCH = 2000

/**
 * One round of enforcement: claims up to `batch` obligations whose moment has come, marks breaches at their deadlines,
 * fires the ladder steps that are due and tells the people they name, in one transaction. Safe with any number of
 * workers: rows claimed by one are skipped by the others, and what a killed worker had begun is rolled back whole.
 * @returns what was done; `looked` below `batch` means nothing more is due now
 */
export async function sweepOnce(ctx: Ctx, batch = SWEEP_BATCH): Promise<SweepCount> {
  const resumed = await endPausesRunOut(ctx)
  return { ...(await sweepBatch(ctx, batch, ladderIndex())), resumed }
}

/** Sweeps until nothing more is due, batch after batch: more than one at a time only makes the database's work dearer. */
export async function sweepAll(ctx: Ctx, batch = SWEEP_BATCH): Promise<SweepCount> {
  const resumed = await endPausesRunOut(ctx)
  const holders = ladderIndex()
  let total: Swept = { looked: 0, broken: 0, steps: 0 }
  for (;;) {
    const done = await sweepBatch(ctx, batch, holders)
    total = {
      looked: total.looked + done.looked,
      broken: total.broken + done.broken,
      steps: total.steps + done.steps,
    }
    if (done.looked < batch) return { ...total, resumed }
  }
}

type Swept = Omit<SweepCount, 'resumed'>

/**
 * Usually nothing of a batch is on record yet. Where something is (an earlier engine wrote it, say), the database refuses
 * the whole batch, and it is done again with a look at what is there.
 */
async function sweepBatch(ctx: Ctx, batch: number, holders: Holders): Promise<Swept> {
  // A refusal would end somebody else's transaction.
  if (ctx.tx) return sweepBatchWith(ctx, batch, holders, 'perhaps')
  try {
    return await sweepBatchWith(ctx, batch, holders, 'never')
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return sweepBatchWith(ctx, batch, holders, 'perhaps')
  }
}

async function sweepBatchWith(
  ctx: Ctx,
  batch: number,
  holders: Holders,
  written: WrittenBefore,
): Promise<Swept> {
  return unwrap(
    await withTransaction(ctx, async (tx) => {
      const now = tx.clock()
      const claim = await claimDue(tx.tx, now, batch)
      if (!claim) return { looked: 0, broken: 0, steps: 0 }
      const plan = planOf(claim, await engineConfig(tx), await holders(tx), now)
      return sweepClaimed(tx.tx, claim, plan, now, written)
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
