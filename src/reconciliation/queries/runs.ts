import { RefusedError } from '@/kernel/result'
import { branchOf, isUnder, type OrgTree } from '@/organisation/rules/org-tree'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, may, reader, scopePaths } from '@/platform/context'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { FINDING_CLASSES, type FindingClass, type RunStatus } from '../rules/lists'
import { runNumber } from '../rules/number'
import { failureOf } from '../rules/run-failure'
import {
  type ClassTotal,
  classTotals,
  findRun,
  listRuns,
  type Run,
  runTotals,
  unitCounts,
} from '../store/runs'

const MOST_RUNS = 200

export type Amount = { readonly currency: string; readonly minor: bigint }

/** A run in the list: what of it the reader's units make up. */
export type RunRow = {
  readonly id: string
  readonly number: string
  readonly month: string
  readonly unitName: string
  readonly status: RunStatus
  readonly charges: number
  readonly findings: number
  readonly open: number
  /** Wrong charges, those set aside left out, in 10,000; null: no charges. */
  readonly per10000: number | null
  readonly createdAt: Date
  readonly timeZone: string
}

/** Runs that reach units of the reader, newest first. */
export async function runList(ctx: Ctx): Promise<RunRow[]> {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, 'reconciliation.view')]
  const runs = (await listRuns(reader(ctx), null, MOST_RUNS)).filter((run) => isSeen(ctx, tree, run))
  return rowsOf(ctx, tree, runs, scope)
}

/** A run above or below the reader's units tells of them. */
function isSeen(ctx: Ctx, tree: OrgTree, run: Run): boolean {
  const paths = scopePaths(ctx, 'reconciliation.view')
  const { path } = tree.unitById(run.unitId)
  return paths === null || paths.some((own) => isUnder(own, path) || isUnder(path, own))
}

async function rowsOf(
  ctx: Ctx,
  tree: OrgTree,
  runs: readonly Run[],
  scope: readonly string[] | null,
): Promise<RunRow[]> {
  const ids = runs.map(({ id }) => id)
  const [counts, totals] = [
    await unitCounts(reader(ctx), ids, scope),
    await runTotals(reader(ctx), ids, scope),
  ]
  return runs.map((run) => {
    const charges = counts
      .filter(({ runId }) => runId === run.id)
      .reduce((sum, each) => sum + each.charges, 0)
    const total = totals.find(({ runId }) => runId === run.id)
    const unit = tree.unitById(run.unitId)
    return {
      id: run.id,
      number: runNumber(run.seq),
      month: run.month,
      unitName: unit.name[ctx.locale],
      status: run.status,
      charges,
      findings: total?.findings ?? 0,
      open: total?.open ?? 0,
      per10000: rateOf((total?.findings ?? 0) - (total?.dismissed ?? 0), charges),
      createdAt: run.createdAt,
      timeZone: unit.timeZone,
    }
  })
}

const rateOf = (wrong: number, charges: number): number | null =>
  charges === 0 ? null : (wrong * 10_000) / charges

export type ClassRow = {
  readonly classCode: FindingClass
  readonly count: number
  readonly open: number
  readonly accepted: number
  readonly dismissed: number
  readonly over: readonly Amount[]
  readonly owed: readonly Amount[]
}
export type BranchRow = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly charges: number
  readonly byClass: Readonly<Partial<Record<FindingClass, number>>>
  readonly count: number
  readonly owed: readonly Amount[]
  readonly per10000: number | null
}
export type RunView = RunRow & {
  readonly unitId: string
  readonly unjudged: number
  /** Why it failed, in words; null: it did not. */
  readonly problem: string | null
  readonly canRunAgain: boolean
  readonly owed: readonly Amount[]
  readonly over: readonly Amount[]
  readonly accepted: number
  readonly dismissed: number
  readonly targetPer10000: number | null
  readonly targetPromise: string | null
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly classes: readonly ClassRow[]
  readonly branches: readonly BranchRow[]
  /** The newest finished run of each month below the same unit, oldest first. */
  readonly trend: readonly { readonly id: string; readonly month: string; readonly per10000: number | null }[]
  readonly canAccept: boolean
}

/** The report of a run. @throws RefusedError `not_found` */
export async function runView(ctx: Ctx, id: string): Promise<RunView> {
  const [tree, scope, run] = [
    await orgTree(ctx),
    await scopeUnitIds(ctx, 'reconciliation.view'),
    /^[0-9a-f-]{36}$/.test(id) ? await findRun(reader(ctx), id) : null,
  ]
  if (!run || !isSeen(ctx, tree, run)) throw new RefusedError({ code: 'not_found' })
  const [[row], counts, totals] = [
    await rowsOf(ctx, tree, [run], scope),
    await unitCounts(reader(ctx), [id], scope),
    await classTotals(reader(ctx), id, scope),
  ]
  return {
    ...row!,
    unitId: run.unitId,
    unjudged: counts.reduce((sum, each) => sum + each.unjudged, 0),
    problem: run.status === 'failed' ? (await refusalWords(failureOf(run.error), ctx.locale)).message : null,
    canRunAgain: run.status === 'failed' && may(ctx, 'reconciliation.run', tree.unitById(run.unitId).path),
    owed: amountsOf(totals, ({ owedMinor }) => owedMinor),
    over: amountsOf(totals, ({ overMinor }) => overMinor),
    accepted: sum(totals, ({ accepted }) => accepted),
    dismissed: sum(totals, ({ dismissed }) => dismissed),
    targetPer10000: run.targetPer10000,
    targetPromise: run.targetPromise,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    classes: classRows(totals),
    branches: branchRows(ctx, tree, counts, totals),
    trend: await trendOf(ctx, tree, run, scope),
    canAccept: may(ctx, 'reconciliation.accept'),
  }
}

const sum = <T>(rows: readonly T[], pick: (row: T) => number): number =>
  rows.reduce((total, row) => total + pick(row), 0)

function amountsOf(totals: readonly ClassTotal[], pick: (total: ClassTotal) => bigint): Amount[] {
  const amounts = new Map<string, bigint>()
  for (const total of totals) amounts.set(total.currency, (amounts.get(total.currency) ?? 0n) + pick(total))
  return [...amounts].map(([currency, minor]) => ({ currency, minor }))
}

function classRows(totals: readonly ClassTotal[]): ClassRow[] {
  return FINDING_CLASSES.flatMap((classCode) => {
    const of = totals.filter((total) => total.classCode === classCode)
    if (of.length === 0) return []
    return [
      {
        classCode,
        count: sum(of, ({ count }) => count),
        open: sum(of, ({ open }) => open),
        accepted: sum(of, ({ accepted }) => accepted),
        dismissed: sum(of, ({ dismissed }) => dismissed),
        over: amountsOf(of, ({ overMinor }) => overMinor),
        owed: amountsOf(of, ({ owedMinor }) => owedMinor),
      },
    ]
  })
}

function branchRows(
  ctx: Ctx,
  tree: OrgTree,
  counts: readonly { readonly unitId: string; readonly charges: number }[],
  totals: readonly ClassTotal[],
): BranchRow[] {
  const branchIds = [...new Set(counts.map(({ unitId }) => branchOf(tree, unitId).id))]
  return branchIds
    .map((id) => {
      const unit = tree.unitById(id)
      const of = totals.filter(({ unitId }) => branchOf(tree, unitId).id === id)
      const charges = sum(
        counts.filter(({ unitId }) => branchOf(tree, unitId).id === id),
        (each) => each.charges,
      )
      const byClass: Partial<Record<FindingClass, number>> = {}
      for (const { classCode, count } of of) byClass[classCode] = (byClass[classCode] ?? 0) + count
      return {
        id,
        code: unit.code,
        name: unit.name[ctx.locale],
        charges,
        byClass,
        count: sum(of, ({ count }) => count),
        owed: amountsOf(of, ({ owedMinor }) => owedMinor),
        per10000: rateOf(
          sum(of, ({ count, dismissed }) => count - dismissed),
          charges,
        ),
      }
    })
    .sort((a, b) => (b.per10000 ?? 0) - (a.per10000 ?? 0) || (a.code < b.code ? -1 : 1))
}

const TREND_MONTHS = 12

async function trendOf(
  ctx: Ctx,
  tree: OrgTree,
  run: Run,
  scope: readonly string[] | null,
): Promise<RunView['trend']> {
  const newest = new Map<string, Run>()
  for (const each of await listRuns(reader(ctx), [run.unitId], MOST_RUNS))
    if (each.status === 'done' && each.month <= run.month && !newest.has(each.month))
      newest.set(each.month, each)
  if (run.status === 'done') newest.set(run.month, run)
  const runs = [...newest.values()].sort((a, b) => (a.month < b.month ? -1 : 1)).slice(-TREND_MONTHS)
  return (await rowsOf(ctx, tree, runs, scope)).map(({ id, month, per10000 }) => ({ id, month, per10000 }))
}
