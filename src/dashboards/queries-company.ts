import type { OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree } from '@/organisation/tree'
import { type Ctx, may, mustBeAllowed, reader } from '@/platform/context'
import { boardUnit, type MeasuredRule, measuredRules } from './queries'
import { type OpenTile, openTile } from './queries-tiles'
import {
  addCounts,
  type Counts,
  type Figure,
  figureOf,
  type Month,
  monthAfter,
  monthOf,
  NO_COUNTS,
  perMillion,
  perTenThousand,
  type Verdict,
  verdictOf,
} from './rules/figures'
import { localMonthOf } from './rules/months'
import { dueByOwner, latestSubscribers, mostUrgent, type UrgentCase, volumes } from './store/due'
import { figuresOfMonths } from './store/figures'
import { openMoney } from './store/open-money'

/** One branch in the executive's table: the same definitions as on the branch's own board. */
export type BranchLine = {
  readonly unit: OrgUnit
  readonly overdue: number
  readonly within24h: number
  /** All measured promises of the branch together. */
  readonly kept: Figure
  readonly keptBefore: Figure
  readonly verdict: Verdict
  readonly complaints: number
  readonly complaintsBefore: number
  readonly perTenThousand: number | null
  readonly escalated: number
  readonly appealed: number
  readonly perMillion: number | null
  readonly users: { readonly count: number; readonly month: string } | null
  /** Refunds owed now, and those past their time; null: the reader has no list of them. */
  readonly owed: OpenTile | null
  readonly late: OpenTile | null
}

export type CompanyBoard = {
  readonly unit: OrgUnit
  readonly month: Month
  readonly lines: readonly BranchLine[]
  readonly total: BranchLine
  readonly rules: readonly MeasuredRule[]
  /** Open cases that break next, with whose they are. */
  readonly nearest: readonly UrgentCase[]
}

/** Every city branch (and whatever else answers for cases) in one table, for the executive's first screen. */
export async function companyBoard(ctx: Ctx, monthKey?: string): Promise<CompanyBoard> {
  const { unit } = await boardUnit(ctx, 'dashboard.company', undefined)
  mustBeAllowed(ctx, 'dashboard.company', unit.path)
  const tree = await orgTree(ctx)
  const now = ctx.clock()
  const month = monthOf(monthKey ?? localMonthOf(now, unit.timeZone))
  const previous = monthOf(monthAfter(month.key, -1))
  const unitIds = unit.parentId === null ? null : tree.subtreeIds(unit.id)
  const tx = reader(ctx)
  const [rules, figures, due, received, users, nearest, money] = await Promise.all([
    measuredRules(ctx, unit, month),
    figuresOfMonths(tx, unitIds, month, previous, now),
    dueByOwner(tx, unitIds, now),
    volumes(tx, month, previous, unit.timeZone, unitIds),
    latestSubscribers(tx, month.lastDay),
    may(ctx, 'complaint.view', unit.path)
      ? mostUrgent(tx, unitIds, now, { limit: 10, onlyRunning: true })
      : [],
    may(ctx, 'refund.view', unit.path) ? openMoney(tx, unitIds, now) : null,
  ])
  // Occurrences of what may never happen are no part of a share.
  const occurrences = new Set(
    rules.flatMap((rule) =>
      rule.ruleKind === 'never_event' ? [`${rule.commitmentId}/${rule.ruleIndex}`] : [],
    ),
  )
  const shares = figures.filter((row) => !occurrences.has(`${row.commitmentId}/${row.ruleIndex}`))
  const lineOf = (lineUnit: OrgUnit, ids: ReadonlySet<string>): BranchLine => {
    const own = shares.filter((row) => ids.has(row.unitId))
    const counts = (pick: 'now' | 'before') =>
      own.reduce<Counts>((sum, row) => addCounts(sum, row[pick]), NO_COUNTS)
    const kept = figureOf(counts('now'))
    const volume = received.filter((row) => ids.has(row.unitId))
    const sum = (pick: (row: (typeof volume)[number]) => number) =>
      volume.reduce((total, row) => total + pick(row), 0)
    const ownMoney = money?.filter((row) => ids.has(row.unitId)) ?? null
    const known = users.find((row) => row.unitId === lineUnit.id) ?? null
    const complaints = sum((row) => row.complaints)
    const appealed = sum((row) => row.appealed)
    return {
      unit: lineUnit,
      overdue: due.filter((row) => ids.has(row.unitId)).reduce((total, row) => total + row.overdue, 0),
      within24h: due
        .filter((row) => ids.has(row.unitId))
        .reduce((total, row) => total + row.within4h + row.within24h, 0),
      kept,
      keptBefore: figureOf(counts('before')),
      verdict: verdictOf(kept, LOWEST_TARGET),
      complaints,
      complaintsBefore: sum((row) => row.before),
      perTenThousand: perTenThousand(complaints, known?.count ?? null),
      escalated: sum((row) => row.escalated),
      appealed,
      perMillion: perMillion(appealed, known?.count ?? null),
      users: known ? { count: known.count, month: known.month } : null,
      owed: ownMoney && openTile(ownMoney, 'unpaid'),
      late: ownMoney && openTile(ownMoney, 'late'),
    }
  }
  const branches = tree.all.filter(
    (each) =>
      each.kind === 'city_branch' &&
      (unitIds === null || unitIds.includes(each.id)) &&
      each.closedAt === null,
  )
  const lines = branches.map((branch) => lineOf(branch, new Set(tree.subtreeIds(branch.id))))
  const all = lineOf(unit, new Set(unitIds ?? tree.all.map((each) => each.id)))
  const counted = lines.filter((line) => line.users !== null)
  const userTotal = counted.reduce((sum, line) => sum + (line.users?.count ?? 0), 0)
  const total: BranchLine = {
    ...all,
    users: counted.length > 0 ? { count: userTotal, month: counted[0]!.users!.month } : null,
    perTenThousand: perTenThousand(all.complaints, userTotal),
    perMillion: perMillion(all.appealed, userTotal),
  }
  return { unit, month, lines, total, rules, nearest }
}

/** Promises have targets of their own; taken together a branch is on target from 98 % on. */
const LOWEST_TARGET = 98
