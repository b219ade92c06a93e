import { startFactOf } from '@/commitments/rules/occasions'
import { measuredOf } from '@/commitments/rules/state'
import { versionsInForce } from '@/commitments/store/in-force'
import { type SubjectType, subjectTypeOf } from '@/kernel/fact-types'
import { RefusedError } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { isMeasured } from '@/obligations/rules/judge'
import type { MeasuredKind } from '@/obligations/rules/types'
import { boardParts } from '@/organisation/rules/board-parts'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import type { Permission } from '@/organisation/rules/permissions'
import { orgTree } from '@/organisation/tree'
import { actorId, type Ctx, may, mustBeAllowed, reader, scopePaths, type Tx } from '@/platform/context'
import {
  addCounts,
  type Counts,
  type Figure,
  figureOf,
  type Month,
  monthAfter,
  monthOf,
  NO_COUNTS,
  type Verdict,
  verdictOf,
  verdictOfOccurrences,
} from './rules/figures'
import { localMonthOf, monthBounds } from './rules/months'
import { type DueRow, dueByOwner, mostUrgent, type UrgentCase } from './store/due'
import { type FigureRow, figuresOfMonths, trendOf } from './store/figures'

/** One measured rule of a promise, as a board shows it. */
export type MeasuredRule = {
  readonly commitmentId: string
  readonly ruleIndex: number
  readonly ruleKind: MeasuredKind
  readonly code: string
  readonly isLaw: boolean
  readonly text: LocalText
  readonly targetPercent: number | null
  /** What it is owed on: its figures open the list of those. */
  readonly subjectType: SubjectType
}

export type PromiseFigure = MeasuredRule & {
  readonly figure: Figure
  readonly before: Figure
  readonly verdict: Verdict
}

export type UnitDue = { readonly overdue: number; readonly within4h: number; readonly within24h: number }

export type UnitFigures = {
  readonly unit: OrgUnit
  readonly due: UnitDue
  /** In the order of the board's promises; null where nothing was owed. */
  readonly figures: readonly (Figure | null)[]
  readonly verdicts: readonly (Verdict | null)[]
}

export type OwnerDue = { readonly ownerId: string; readonly name: string } & UnitDue

export type Board = {
  readonly unit: OrgUnit
  readonly month: Month
  readonly due: UnitDue
  /** People and cases for those who may see the unit's cases; null: the reader gets figures alone. */
  readonly cases: { readonly owners: readonly OwnerDue[]; readonly urgent: readonly UrgentCase[] } | null
  readonly promises: readonly PromiseFigure[]
  readonly parts: readonly UnitFigures[]
  /** Measured promises nothing was decided on in these two months. */
  readonly withoutCases: number
  /** Share kept per month over half a year by `commitmentId/ruleIndex`; null for a month without decided cases. */
  readonly trends: ReadonlyMap<string, readonly (number | null)[]>
}

/** The unit a reader's board is about: the one asked for by code, else the highest one the reader's role is held at. */
export async function boardUnit(
  ctx: Ctx,
  permission: Permission,
  code: string | undefined,
): Promise<{ tree: OrgTree; unit: OrgUnit }> {
  const tree = await orgTree(ctx)
  const paths = scopePaths(ctx, permission)
  const unit = code ? tree.byCode(code) : topUnit(tree, paths)
  if (!unit) throw new RefusedError({ code: 'not_found' })
  mustBeAllowed(ctx, permission, unit.path)
  return { tree, unit }
}

function topUnit(tree: OrgTree, paths: readonly string[] | null): OrgUnit | undefined {
  if (paths === null) return tree.root
  const [shortest] = [...paths].sort(
    (a, b) => a.split('.').length - b.split('.').length || a.localeCompare(b),
  )
  return tree.all.find((unit) => unit.path === shortest)
}

/** Everything the first screen of a branch shows, for one unit and month (`YYYY-MM`, default the current one there). */
export async function branchBoard(
  ctx: Ctx,
  options: { readonly unitCode?: string; readonly monthKey?: string },
): Promise<Board> {
  const { tree, unit } = await boardUnit(ctx, 'dashboard.view', options.unitCode)
  const now = ctx.clock()
  const month = monthOf(options.monthKey ?? localMonthOf(now, unit.timeZone))
  const unitIds = unit.parentId === null ? null : tree.subtreeIds(unit.id)
  const tx = reader(ctx)
  const seesCases = may(ctx, 'complaint.view', unit.path)
  const [measured, figureRows, dueRows, urgent, trends] = await Promise.all([
    measuredRules(ctx, unit, month),
    figuresOfMonths(tx, unitIds, month, monthOf(monthAfter(month.key, -1)), now),
    dueByOwner(tx, unitIds, now),
    seesCases ? mostUrgent(tx, unitIds, now, { limit: 5, onlyRunning: false }) : [],
    promiseTrends(tx, unitIds, month),
  ])
  const figures = measured.map((rule) => promiseFigure(rule, figureRows))
  const promises = figures.filter(
    // What may never happen is good news when it did not; all else without cases says nothing.
    ({ figure, before, ruleKind }) =>
      ruleKind === 'never_event' || figure.decided + figure.waived + before.decided + before.waived > 0,
  )
  return {
    unit,
    month,
    due: sumDue(dueRows),
    cases: seesCases ? { owners: ownersOf(dueRows), urgent } : null,
    promises,
    parts: partsOf(tree, unit, promises, figureRows, dueRows),
    withoutCases: figures.length - promises.length,
    trends,
  }
}

const hasCases = (figure: Figure): boolean => figure.decided + figure.waived + figure.running > 0

/** Measured rules that hold anywhere in the unit in a month: one row per promise and rule, by its latest version. */
export async function measuredRules(ctx: Ctx, unit: OrgUnit, month: Month): Promise<MeasuredRule[]> {
  const { from, to } = monthBounds(month, unit.timeZone)
  const rules = new Map<string, MeasuredRule>()
  for (const version of await versionsInForce(ctx)) {
    const reaches =
      unit.path === version.unitPath ||
      unit.path.startsWith(`${version.unitPath}.`) ||
      version.unitPath.startsWith(`${unit.path}.`)
    const holds =
      version.validFromMs < to.getTime() && (version.validToMs === null || version.validToMs > from.getTime())
    if (!reaches || !holds) continue
    version.rules.forEach((rule, ruleIndex) => {
      const start = startFactOf(rule)
      // Rules on facts nobody records yet would stay empty on a board for ever.
      if (start === null || !isMeasured(rule) || measuredOf(rule) !== 'measured') return
      rules.set(`${version.commitmentId}/${ruleIndex}`, {
        commitmentId: version.commitmentId,
        ruleIndex,
        ruleKind: rule.kind,
        code: version.commitmentCode,
        isLaw: version.programmeKind === 'law',
        text: version.text,
        targetPercent: version.target.percent,
        subjectType: subjectTypeOf(start),
      })
    })
  }
  return [...rules.values()]
}

/** A share is held against its target, occurrences of what may never happen against none. */
const verdictOfRule = (rule: Pick<MeasuredRule, 'ruleKind' | 'targetPercent'>, figure: Figure): Verdict =>
  rule.ruleKind === 'never_event' ? verdictOfOccurrences(figure) : verdictOf(figure, rule.targetPercent)

function promiseFigure(rule: MeasuredRule, rows: readonly FigureRow[]): PromiseFigure {
  const own = rows.filter((row) => row.commitmentId === rule.commitmentId && row.ruleIndex === rule.ruleIndex)
  const figure = figureOf(own.reduce((sum, row) => addCounts(sum, row.now), NO_COUNTS))
  const before = figureOf(own.reduce((sum, row) => addCounts(sum, row.before), NO_COUNTS))
  return { ...rule, figure, before, verdict: verdictOfRule(rule, figure) }
}

const NOTHING_DUE: UnitDue = { overdue: 0, within4h: 0, within24h: 0 }

function addDue(a: UnitDue, b: UnitDue): UnitDue {
  return {
    overdue: a.overdue + b.overdue,
    within4h: a.within4h + b.within4h,
    within24h: a.within24h + b.within24h,
  }
}

const sumDue = (rows: readonly DueRow[]): UnitDue => rows.reduce<UnitDue>(addDue, NOTHING_DUE)

/** People with something overdue or due soon, the most overdue first. */
function ownersOf(rows: readonly DueRow[]): OwnerDue[] {
  const owners = new Map<string, OwnerDue>()
  for (const row of rows) {
    const known = owners.get(row.ownerId) ?? { ownerId: row.ownerId, name: row.ownerName, ...NOTHING_DUE }
    owners.set(row.ownerId, { ...known, ...addDue(known, row) })
  }
  return [...owners.values()].sort(
    (a, b) =>
      b.overdue - a.overdue ||
      b.within4h - a.within4h ||
      b.within24h - a.within24h ||
      a.name.localeCompare(b.name),
  )
}

/** The units directly below, each with everything under it; the unit itself comes first when it has cases of its own. */
function partsOf(
  tree: OrgTree,
  unit: OrgUnit,
  rules: readonly MeasuredRule[],
  rows: readonly FigureRow[],
  dueRows: readonly DueRow[],
): UnitFigures[] {
  const { units, partOf } = boardParts(tree, unit)
  const counts = new Map<string, Counts>()
  const due = new Map<string, UnitDue>()
  for (const row of rows) {
    const key = `${partOf.get(row.unitId)}/${row.commitmentId}/${row.ruleIndex}`
    counts.set(key, addCounts(counts.get(key) ?? NO_COUNTS, row.now))
  }
  for (const row of dueRows) {
    const part = partOf.get(row.unitId) ?? ''
    due.set(part, addDue(due.get(part) ?? NOTHING_DUE, row))
  }
  return units.flatMap((part) => {
    const figures = rules.map((rule) => {
      const found = counts.get(`${part.id}/${rule.commitmentId}/${rule.ruleIndex}`)
      return found ? figureOf(found) : null
    })
    const partDue = due.get(part.id) ?? NOTHING_DUE
    const isEmpty =
      figures.every((figure) => figure === null || !hasCases(figure)) &&
      partDue.overdue + partDue.within4h + partDue.within24h === 0
    if (isEmpty) return []
    const verdicts = figures.map((figure, i) => (figure ? verdictOfRule(rules[i]!, figure) : null))
    return [{ unit: part, due: partDue, figures, verdicts }]
  })
}

async function promiseTrends(
  tx: Tx,
  unitIds: readonly string[] | null,
  month: Month,
): Promise<Map<string, (number | null)[]>> {
  const keys = [-5, -4, -3, -2, -1, 0].map((offset) => monthAfter(month.key, offset))
  const rows = await trendOf(tx, unitIds, monthOf(keys[0]!), month)
  const trends = new Map<string, (number | null)[]>()
  for (const row of rows) {
    const key = `${row.commitmentId}/${row.ruleIndex}`
    const series = trends.get(key) ?? keys.map(() => null)
    if (row.decided > 0) series[keys.indexOf(row.month)] = row.kept / row.decided
    trends.set(key, series)
  }
  return trends
}

/** What the reader is responsible for that is overdue or due within 24 hours. */
export const ownDue = async (ctx: Ctx): Promise<UnitDue> =>
  sumDue(await dueByOwner(reader(ctx), null, ctx.clock(), actorId(ctx)))
