import { RefusedError } from '@/kernel/result'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { batchNumber } from '../rules/batch-file'
import { ERROR_STATES, type ErrorState } from '../rules/states'
import {
  type BatchTotals,
  batchTotals,
  countLeftOut,
  linesLeftOut,
  listBatches,
  sampleRows,
  stepProblems,
} from '../store/batch-lists'
import { findBatch, sampleState } from '../store/batches'
import { unitChoices } from './choices'

const BATCHES_A_PAGE = 50
const LINES_A_PAGE = 100
const MOST_PROBLEMS = 200

type StateSum = Omit<BatchTotals, 'batchId' | 'state'> & { readonly state: ErrorState }
const inOrder = (totals: readonly BatchTotals[]): StateSum[] =>
  ERROR_STATES.flatMap((state) =>
    totals.filter((total) => total.state === state).map((total) => ({ ...total, state })),
  )

export async function batchesView(ctx: Ctx, page: number) {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, 'refund.view')]
  const db = reader(ctx)
  const batches = await listBatches(db, scope, {
    limit: BATCHES_A_PAGE + 1,
    offset: (page - 1) * BATCHES_A_PAGE,
  })
  const shown = batches.slice(0, BATCHES_A_PAGE)
  const totals = await batchTotals(
    db,
    shown.map(({ id }) => id),
  )
  return {
    batches: shown.map((batch) => ({
      ...batch,
      number: batchNumber(batch.seq),
      unitName: tree.unitById(batch.unitId).name[ctx.locale],
      timeZone: tree.unitById(batch.unitId).timeZone,
      sums: inOrder(totals.filter(({ batchId }) => batchId === batch.id)),
    })),
    hasNext: batches.length > BATCHES_A_PAGE,
    page,
    units: (await unitChoices(ctx, 'refund.batch')).map(({ id, label }) => ({ value: id, label })),
    canOpen: may(ctx, 'refund.batch'),
  }
}
export type BatchesView = Awaited<ReturnType<typeof batchesView>>

/** One batch. @throws RefusedError `not_found` */
export async function batchView(ctx: Ctx, id: string, page: number) {
  const db = reader(ctx)
  const batch = await findBatch(db, id)
  const unit = batch && (await orgTree(ctx)).find(batch.unitId)
  if (!batch || !unit || !may(ctx, 'refund.view', unit.path)) throw new RefusedError({ code: 'not_found' })
  const [totals, leftOut, lines, problems, sample, sampled] = await Promise.all([
    batchTotals(db, [id]),
    countLeftOut(db, id),
    linesLeftOut(db, id, { limit: LINES_A_PAGE + 1, offset: (page - 1) * LINES_A_PAGE }),
    stepProblems(db, id, MOST_PROBLEMS),
    sampleRows(db, id),
    sampleState(db, id),
  ])
  const words = async (code: string, params?: Readonly<Record<string, string>>) =>
    (await refusalWords({ code, ...(params ? { params } : {}) }, ctx.locale)).message
  return {
    batch: { ...batch, number: batchNumber(batch.seq) },
    unitName: unit.name[ctx.locale],
    timeZone: unit.timeZone,
    sums: inOrder(totals),
    leftOut,
    lines: await Promise.all(
      lines.slice(0, LINES_A_PAGE).map(async ({ line, problem, field }) => ({
        line,
        field,
        reason: await words(problem, { number: '' }),
      })),
    ),
    hasNext: lines.length > LINES_A_PAGE,
    page,
    problems: await Promise.all(
      problems.map(async (problem) => ({
        ...problem,
        reason: await words(problem.code, { number: problem.number, state: '', promised: '' }),
      })),
    ),
    sample,
    isSampleRight: sampled.drawn > 0 && sampled.right === sampled.drawn,
    can: {
      check: may(ctx, 'refund.check', unit.path),
      approve: may(ctx, 'refund.approve', unit.path),
    },
  }
}
export type BatchView = Awaited<ReturnType<typeof batchView>>
