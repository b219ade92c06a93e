import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { readRows } from '@/platform/db/kept'
import type { FigureFilter, FigureOutcome } from '../rules/outcome'

const { sql } = Prisma
type Sql = Prisma.Sql

/** A rule of a version that a figure takes in, with the units whose obligations count. */
export type FigureRule = {
  readonly versionId: string
  /** null: every rule of the version. */
  readonly ruleIndex: number | null
  /** null: all. */
  readonly unitIds: readonly string[] | null
}

/**
 * What lies behind a figure: one row for each obligation it counts, so that list and figure agree to the unit; a subject
 * that owed the same promise twice is there twice. Scoped by the obligation's unit, as the figures are, even if its
 * subject has moved on since.
 */
export type FigureList = {
  readonly figure: Omit<FigureFilter, 'ruleIndex'>
  readonly rules: readonly FigureRule[]
  /** Kind of subject whose rows the list shows; null: the rules say it. */
  readonly subjectType: 'complaint' | null
  /** Further narrowing by the subject itself; without conditions it is not looked up at all. */
  readonly narrowing: { readonly join: Sql; readonly conditions: readonly Sql[] }
  readonly now: Date
}

/** Place in the list: newest start day first, then the obligation's id. */
export type FigureKey = { readonly startedOn: string; readonly obligationId: string }
export type FigurePosition = { readonly after: FigureKey } | { readonly before: FigureKey } | null
export type CountedRow = FigureKey & { readonly subjectId: string }

type Row = { obligation_id: string; started_on: string; subject_id: string }

export async function pageOfFigureList(
  db: Tx,
  list: FigureList,
  position: FigurePosition,
  limit: number,
): Promise<CountedRow[]> {
  if (list.rules.length === 0) return []
  const page = (await readRows<Row>(db, pageSql(list, position, limit))).map((row) => ({
    obligationId: row.obligation_id,
    startedOn: row.started_on,
    subjectId: row.subject_id,
  }))
  return position && 'before' in position ? page.reverse() : page
}

/** Each version is walked day by day along its index and stops at the page's end; the few rows found are merged. */
function pageSql(list: FigureList, position: FigurePosition, limit: number): Sql {
  const backwards = position !== null && 'before' in position
  const direction = backwards ? sql`ASC` : sql`DESC`
  const conditions = [sql`o.version_id = v.id`, ...conditionsOf(list)]
  if (position) {
    const key = 'before' in position ? position.before : position.after
    const comparison = backwards ? sql`>` : sql`<`
    conditions.push(
      sql`(o.started_on, o.id) ${comparison} (${key.startedOn}::date, ${key.obligationId}::uuid)`,
    )
  }
  const walks = groupsOf(list.rules).map(
    (group) => sql`
      SELECT w.* FROM unnest(${group.versionIds}::uuid[]) AS v (id) CROSS JOIN LATERAL (
        SELECT o.id, o.started_on, o.subject_id FROM obligation o ${joinOf(list)} ${whereAll([...conditions, ...ruleConditions(sql`o`, group)])}
        ORDER BY o.started_on ${direction}, o.id ${direction} LIMIT ${limit}) w`,
  )
  return sql`
    SELECT f.id AS obligation_id, to_char(f.started_on, 'YYYY-MM-DD') AS started_on, f.subject_id
    FROM (${Prisma.join(walks, ' UNION ALL ')}) f ORDER BY f.started_on ${direction}, f.id ${direction} LIMIT ${limit}`
}

export type Total = { readonly count: number; readonly isMore: boolean }

/**
 * How many obligations the figure counts. Asked for nothing but the figure, the roll-up answers, exactly; narrowed by the
 * subject, they are counted up to `cap`.
 */
export async function countFigureList(db: Tx, list: FigureList, cap: number): Promise<Total> {
  if (list.rules.length === 0) return { count: 0, isMore: false }
  const isNarrowed = list.narrowing.conditions.length > 0
  const [row] = await readRows<{ n: number }>(db, isNarrowed ? narrowedSql(list, cap) : rolledUpSql(list))
  const count = row?.n ?? 0
  const isMore = isNarrowed && count > cap
  return { count: isMore ? cap : count, isMore }
}

const narrowedSql = (list: FigureList, cap: number): Sql => sql`
  SELECT count(*)::int AS n FROM (
    SELECT 1 FROM obligation o ${joinOf(list)} ${whereAll([anyRule(sql`o`, list.rules), ...conditionsOf(list)])} LIMIT ${cap + 1}) counted`

/** Columns of `obligation_figures` an outcome adds up. */
const ROLLED_UP = {
  kept: sql`f.kept`,
  broken_fulfilled: sql`f.broken_fulfilled`,
  broken_open: sql`f.broken_open`,
  waived: sql`f.waived`,
  running: sql`f.running`,
  decided: sql`f.kept + f.broken_fulfilled + f.broken_open`,
  all: sql`f.kept + f.broken_fulfilled + f.broken_open + f.waived + f.running`,
} as const

function rolledUpSql({ figure, rules, now }: FigureList): Sql {
  const rolledUp = sql`
    SELECT coalesce(sum(${ROLLED_UP[figure.outcome ?? 'all']}), 0) FROM obligation_figures f
    ${whereAll([anyRule(sql`f`, rules), ...daysOf(figure, sql`f.day`)])}`
  // The roll-up still counts as running what has run out since the last sweep.
  const sign =
    figure.outcome === 'broken_open' || figure.outcome === 'decided'
      ? sql`+`
      : figure.outcome === 'running'
        ? sql`-`
        : null
  if (!sign) return sql`SELECT (${rolledUp})::int AS n`
  const ranOut = [
    sql`o.state = 'OPEN'`,
    sql`o.due_at < ${now}`,
    anyRule(sql`o`, rules),
    ...daysOf(figure, sql`o.started_on`),
  ]
  return sql`SELECT ((${rolledUp}) ${sign} (SELECT count(*) FROM obligation o ${whereAll(ranOut)}))::int AS n`
}

/** Rules that count with the same place in their version and the same units: one condition, however many versions. */
type Group = {
  readonly versionIds: string[]
  readonly ruleIndex: number | null
  readonly unitIds: readonly string[] | null
}

function groupsOf(rules: readonly FigureRule[]): Group[] {
  const groups = new Map<string, Group>()
  for (const { versionId, ruleIndex, unitIds } of rules) {
    const key = `${ruleIndex ?? ''}/${unitIds === null ? 'all' : unitIds.join()}`
    const group = groups.get(key)
    if (group) group.versionIds.push(versionId)
    else groups.set(key, { versionIds: [versionId], ruleIndex, unitIds })
  }
  return [...groups.values()]
}

function ruleConditions(alias: Sql, { ruleIndex, unitIds }: Group): Sql[] {
  const conditions: Sql[] = []
  if (ruleIndex !== null) conditions.push(sql`${alias}.rule_index = ${ruleIndex}`)
  if (unitIds) conditions.push(sql`${alias}.unit_id = ANY(${[...unitIds]}::uuid[])`)
  return conditions
}

/** The rules, each within its units. */
function anyRule(alias: Sql, rules: readonly FigureRule[]): Sql {
  const parts = groupsOf(rules).map((group) => {
    const conditions = [
      sql`${alias}.version_id = ANY(${group.versionIds}::uuid[])`,
      ...ruleConditions(alias, group),
    ]
    return sql`(${Prisma.join(conditions, ' AND ')})`
  })
  return parts.length === 1 ? parts[0]! : sql`(${Prisma.join(parts, ' OR ')})`
}

const joinOf = ({ narrowing }: FigureList): Sql =>
  narrowing.conditions.length > 0 ? narrowing.join : Prisma.empty

const conditionsOf = ({ figure, subjectType, narrowing, now }: FigureList): Sql[] => [
  ...(subjectType === null ? [] : [sql`o.subject_type = ${subjectType}`]),
  outcomeCondition(figure.outcome, now),
  ...narrowing.conditions,
  ...daysOf(figure, sql`o.started_on`),
]

function daysOf({ fromDay, toDay }: Pick<FigureFilter, 'fromDay' | 'toDay'>, day: Sql): Sql[] {
  const conditions: Sql[] = []
  if (fromDay) conditions.push(sql`${day} >= ${fromDay}::date`)
  if (toDay) conditions.push(sql`${day} <= ${toDay}::date`)
  return conditions
}

const whereAll = (conditions: readonly Sql[]): Sql => sql`WHERE ${Prisma.join([...conditions], ' AND ')}`

/** What `outcomeOf` says, in the database's words. */
function outcomeCondition(outcome: FigureOutcome | undefined, now: Date): Sql {
  switch (outcome) {
    case 'decided':
      return sql`(o.state IN ('KEPT', 'BROKEN') OR o.state = 'OPEN' AND o.due_at < ${now})`
    case 'kept':
      return sql`o.state = 'KEPT'`
    case 'broken_fulfilled':
      return sql`o.state = 'BROKEN' AND o.fulfilled_at IS NOT NULL`
    case 'broken_open':
      return sql`(o.state = 'BROKEN' AND o.fulfilled_at IS NULL OR o.state = 'OPEN' AND o.due_at < ${now})`
    case 'waived':
      return sql`o.state = 'WAIVED'`
    case 'running':
      return sql`(o.state = 'PAUSED' OR o.state = 'OPEN' AND (o.due_at IS NULL OR o.due_at >= ${now}))`
    case undefined:
      return sql`o.state <> 'VOID'`
  }
}

export type PublishedVersion = {
  readonly id: string
  readonly version: number
  readonly text: unknown
  readonly rules: unknown
  readonly code: string
}

/** Published versions of a commitment, newest first. */
export const versionsOfCommitment = (db: Tx, commitmentId: string): Promise<PublishedVersion[]> =>
  readRows(
    db,
    sql`
    SELECT v.id, v.version, v.text, v.rules, k.code FROM commitment_version v JOIN commitment k ON k.id = v.commitment_id
    WHERE v.commitment_id = ${commitmentId}::uuid AND v.status = 'published' ORDER BY v.version DESC`,
  )

export type CountedObligation = {
  readonly id: string
  readonly state: string
  readonly dueAt: Date | null
  readonly brokenAt: Date | null
  readonly fulfilledAt: Date | null
  readonly version: number
}

/** How the promises of a page of a figure went. */
export const obligationsForRows = (db: Tx, ids: readonly string[]): Promise<CountedObligation[]> =>
  readRows(
    db,
    sql`
    SELECT o.id, o.state, o.due_at AS "dueAt", o.broken_at AS "brokenAt", o.fulfilled_at AS "fulfilledAt", v.version
    FROM obligation o JOIN commitment_version v ON v.id = o.version_id WHERE o.id = ANY(${[...ids]}::uuid[])`,
  )
