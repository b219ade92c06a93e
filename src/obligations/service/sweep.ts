import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { insertNotifications, type NewNotification } from '@/notifications/store'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { type HolderIndex, indexHolders, recipientsOf } from '../rules/recipients'
import { decideSweep, type SweepDecision } from '../rules/sweep'
import type { EngineConfig, VersionInForce } from '../rules/types'
import { engineConfig } from '../store/config'
import {
  type ClaimedRow,
  claimDue,
  insertSweptEvents,
  ladderHolders,
  pausesRunOut,
  type SweptEvent,
  updateSwept,
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
      const rows = await claimDue(tx.tx, now, batch)
      if (rows.length === 0) return { looked: 0, broken: 0, steps: 0 }
      const decisions = rows.map((row) => ({ row, decision: decideSweep(row, now.getTime()) }))
      await updateSwept(
        tx.tx,
        decisions.map(({ row, decision }) => ({
          id: row.id,
          breaks: decision.breaks,
          stepsFired: row.stepsFired + decision.fires.length,
          nextActionAt: decision.nextActionAtMs === null ? null : new Date(decision.nextActionAtMs),
        })),
      )
      const events = decisions.flatMap(({ row, decision }) => eventsOf(row, decision, now))
      await insertSweptEvents(tx.tx, events, now)
      await tellPeople(tx, decisions, now, holders)
      return {
        looked: rows.length,
        broken: decisions.filter(({ decision }) => decision.breaks).length,
        steps: events.filter((event) => event.step !== null).length,
      }
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

function eventsOf(row: ClaimedRow, decision: SweepDecision, now: Date): SweptEvent[] {
  const event = (step: number | null, dueAtMs: number): SweptEvent => ({
    id: newId(now.getTime()),
    obligationId: row.id,
    step,
    dueAt: new Date(dueAtMs),
  })
  const fired = decision.fires.map((step) => event(step, row.stepAtsMs[step]!))
  return decision.breaks ? [event(null, row.dueAtMs!), ...fired] : fired
}

async function tellPeople(
  ctx: TxCtx,
  decisions: readonly { row: ClaimedRow; decision: SweepDecision }[],
  now: Date,
  holdersOf: Holders,
): Promise<void> {
  if (decisions.every(({ decision }) => decision.fires.length === 0)) return
  const config = await engineConfig(ctx)
  const holders = await holdersOf(ctx)
  const versions = new Map(config.versions.map((version) => [version.versionId, version]))
  const notifications = decisions.flatMap(({ row, decision }) => {
    const version = versions.get(row.versionId)
    return version
      ? decision.fires.flatMap((step) => notificationsOf(row, step, version, config, holders))
      : []
  })
  await insertNotifications(ctx.tx, notifications, now)
}

function notificationsOf(
  row: ClaimedRow,
  step: number,
  version: VersionInForce,
  config: EngineConfig,
  holders: HolderIndex,
): NewNotification[] {
  const ladderStep = version.ladder[step]
  if (!ladderStep) return []
  return recipientsOf(ladderStep, row, config.unit(row.unitId).path, holders).map((recipientId) => ({
    recipientId,
    kind: 'step',
    complaintId: row.subjectId,
    obligationId: row.id,
    params: {
      number: row.complaintNumber,
      commitment: version.commitmentCode,
      moment: ladderStep.moment.at,
      dueAt: new Date(row.dueAtMs!).toISOString(),
    },
    idempotencyKey: `step/${row.id}/${step}/${recipientId}`,
  }))
}
