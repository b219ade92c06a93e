import { unwrap } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import type { Ctx, TxCtx } from '@/platform/context'
import { reader, withTransaction } from '@/platform/context'
import { unseal } from '@/platform/crypto'
import { isUniqueViolation } from '@/platform/db/errors'
import { type BatchCells, classNames, readBatchLine } from '../rules/batch-file'
import type { ErrorState } from '../rules/states'
import { actorOf } from '../store/actor'
import {
  type BatchRow,
  type BatchStep,
  batchErrors,
  drawSample,
  findBatch,
  forgetProblems,
  nextBatchRows,
  type RowOutcome,
  setRunning,
  settleBatchRows,
  tellProblems,
} from '../store/batches'
import { errorClasses } from '../store/classes'
import type { ErrorRow } from '../store/errors'
import { approver } from './approve'
import type { BatchStepInput } from './batch'
import { changeErrors, type Decided, refusalFor } from './change'
import { rejecter, verifier } from './decide'
import { type ErrorInput, type Reported, reportErrors } from './report'
import { tellDecided } from './tell'

const ROWS_AT_ONCE = 5_000
const ERRORS_AT_ONCE = 2_000
const LONGEST_MS = 300_000

export type BatchProgress = (done: number) => void

/**
 * Does what a batch is at, some rows in each transaction: whoever runs it again after a crash goes on where it stopped,
 * and rows that are done are not done twice. Acts as the person who began the step.
 */
export async function runBatch(
  ctx: Ctx,
  batchId: string,
  onProgress: BatchProgress = () => {},
): Promise<void> {
  const batch = await findBatch(reader(ctx), batchId)
  if (!batch || batch.running === null) return
  const acting: Ctx = batch.runningById
    ? { ...ctx, actor: await actorOf(reader(ctx), batch.runningById) }
    : ctx
  if (batch.running === 'create') await createErrors(acting, batch, onProgress)
  else await takeStep(acting, batch, batch.running, onProgress)
  unwrap(
    await withTransaction(acting, async (tx) => {
      if (batch.running === 'create') await drawSample(tx.tx, batchId, batch.sampleSize)
      await setRunning(tx.tx, batchId, null)
    }),
  )
}

async function createErrors(ctx: Ctx, batch: BatchRow, onProgress: BatchProgress): Promise<void> {
  const tree = await orgTree(ctx)
  const own = tree.unitById(batch.unitId)
  const classes = classNames(await errorClasses(reader(ctx)))
  let done = 0
  for (;;) {
    const taken = await createSome(ctx, batch, async (line, payload) => {
      const cells = JSON.parse(unseal('import.row', payload)) as BatchCells
      const unit = cells.unit ? tree.byCode(cells.unit) : own
      if (!unit) return { problem: 'unit_closed', field: 'unit' }
      const read = readBatchLine(cells, unit.timeZone, classes)
      if ('problem' in read) return read
      const { unitCode: _code, ...input } = read
      return { ...input, unitId: unit.id, batchLine: line }
    })
    if (taken === 0) return
    done += taken
    onProgress(done)
  }
}

type Understood = ErrorInput | { readonly problem: string; readonly field: string }

async function createSome(
  ctx: Ctx,
  batch: BatchRow,
  understand: (line: number, payload: Uint8Array) => Promise<Understood>,
): Promise<number> {
  try {
    return unwrap(
      await withTransaction(
        ctx,
        async (tx) => {
          const rows = await nextBatchRows(tx.tx, batch.id, ROWS_AT_ONCE)
          if (rows.length === 0) return 0
          const outcomes: RowOutcome[] = []
          const inputs: { line: number; input: ErrorInput }[] = []
          for (const { line, payload } of rows) {
            const understood = await understand(line, payload)
            if ('problem' in understood)
              outcomes.push({ line, errorId: null, problem: understood.problem, field: understood.field })
            else inputs.push({ line, input: understood })
          }
          const reported = unwrap(
            await reportErrors(
              tx,
              inputs.map(({ input }) => input),
              { source: batch.source as 'file', batchId: batch.id },
            ),
          )
          reported.forEach((each, index) => {
            outcomes.push(outcomeOf(inputs[index]!.line, each))
          })
          await settleBatchRows(tx.tx, batch.id, outcomes)
          return rows.length
        },
        LONGEST_MS,
      ),
    )
  } catch (error) {
    // Somebody reported one of the charges meanwhile; read again, it is known.
    if (!isUniqueViolation(error)) throw error
    return createSome(ctx, batch, understand)
  }
}

function outcomeOf(line: number, reported: Reported): RowOutcome {
  if (reported.ok) return { line, errorId: reported.id, problem: null, field: null }
  const { code, fields = {} } = reported.refusal
  return { line, errorId: null, problem: code, field: Object.keys(fields)[0] ?? null }
}

const READY: Readonly<Record<Exclude<BatchStep, 'create'>, readonly ErrorState[]>> = {
  verify: ['reported', 'checked'],
  reject: ['reported', 'checked'],
  approve: ['verified'],
}

async function takeStep(
  ctx: Ctx,
  batch: BatchRow,
  step: Exclude<BatchStep, 'create'>,
  onProgress: BatchProgress,
): Promise<void> {
  await forgetProblems(reader(ctx), batch.id, step)
  let after: string | null = null
  let done = 0
  for (;;) {
    const ids = await batchErrors(reader(ctx), batch.id, {
      states: READY[step],
      step,
      after,
      limit: ERRORS_AT_ONCE,
    })
    if (ids.length === 0) return
    unwrap(
      await withTransaction(
        ctx,
        async (tx) => {
          const decide = await deciderOf(tx, batch, step, ids)
          const { changed, refused } = await changeErrors(tx, ids, (row, now, tree) => {
            const refusal = refusalFor(tx, row, step, tree)
            return refusal ? { refusal } : decide(row, now)
          })
          if (step !== 'approve') await tellDecided(tx, [...changed.keys()])
          await tellProblems(
            tx.tx,
            batch.id,
            step,
            [...refused].map(([errorId, { code }]) => ({ errorId, code })),
            tx.clock(),
          )
        },
        LONGEST_MS,
      ),
    )
    after = ids.at(-1) ?? null
    done += ids.length
    onProgress(done)
  }
}

async function deciderOf(
  ctx: TxCtx,
  batch: BatchRow,
  step: Exclude<BatchStep, 'create'>,
  ids: readonly string[],
): Promise<(row: ErrorRow, now: Date) => Decided> {
  const input = batch.runningInput as BatchStepInput
  if (step === 'verify')
    return verifier(ctx, { chargedMinor: null, correctMinor: null, finding: batch.cause })
  if (step === 'reject' && input.step === 'reject') return rejecter(ctx, input)
  return approver(ctx, ids, { amountMinor: null, reason: null, note: null })
}
