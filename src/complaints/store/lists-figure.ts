import type { FigureFilter, FigureOutcome } from '@/obligations/rules/outcome'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { readRows } from '@/platform/db/kept'
import type { CaseFilter } from '../rules/list-filter'
import { TOTAL_CAP } from './lists'
import { filterConditions, whereAll } from './lists-filter'

const { sql } = Prisma
type Sql = Prisma.Sql

/**
 * The cases behind a figure: one row for each obligation the figure counts, so that list and figure agree to the
 * unit; a case that owed the same promise twice (reopened) is there twice. Scoped by the obligation's unit, as the
 * figures are, even if the case has moved on since.
 */
export type FigureQuery = {
  readonly figure: FigureFilter
  /** Versions of the commitment the figure takes together. */
  readonly versionIds: readonly string[]
  /** Units whose obligations count; null: all. */
  readonly unitIds: readonly string[] | null
  /** Further narrowing by the case itself. Its unit filter does not apply here. */
  readonly filter: CaseFilter
  readonly position: { readonly after: FigureKey } | { readonly before: FigureKey } | null
  readonly limit: number
  readonly now: Date
}

/** Place in the list: newest start day first, then the obligation's id. */
export type FigureKey = { readonly startedOn: string; readonly obligationId: string }
export type FigureRow = FigureKey & { readonly complaintId: string }

type Row = { obligation_id: string; started_on: string; subject_id: string }

export async function pageOfFigure(db: Tx, query: FigureQuery): Promise<FigureRow[]> {
  const rows = await readRows<Row>(db, pageOfFigureSql(query))
  const page = rows.map((row) => ({
    obligationId: row.obligation_id,
    startedOn: row.started_on,
    complaintId: row.subject_id,
  }))
  return query.position && 'before' in query.position ? page.reverse() : page
}

/** Each version is walked day by day along its index and stops at the page's end; the few rows found are merged. */
export function pageOfFigureSql(query: FigureQuery): Sql {
  const { position, limit, versionIds } = query
  const backwards = position !== null && 'before' in position
  const direction = backwards ? sql`ASC` : sql`DESC`
  const conditions = [sql`o.version_id = v.id`, ...figureConditions(query)]
  if (position) {
    const key = 'before' in position ? position.before : position.after
    const comparison = backwards ? sql`>` : sql`<`
    conditions.push(
      sql`(o.started_on, o.id) ${comparison} (${key.startedOn}::date, ${key.obligationId}::uuid)`,
    )
  }
  return sql`
    SELECT f.id AS obligation_id, to_char(f.started_on, 'YYYY-MM-DD') AS started_on, f.subject_id
    FROM unnest(${[...versionIds]}::uuid[]) AS v (id) CROSS JOIN LATERAL (
      SELECT o.id, o.started_on, o.subject_id FROM obligation o ${caseJoin(query)} ${whereAll(conditions)}
      ORDER BY o.started_on ${direction}, o.id ${direction} LIMIT ${limit}
    ) f ORDER BY f.started_on ${direction}, f.id ${direction} LIMIT ${limit}`
}

type CountQuery = Omit<FigureQuery, 'position' | 'limit'>

export type Total = { readonly count: number; readonly isMore: boolean }

/**
 * How many obligations the figure counts. Asked for nothing but the figure, the roll-up answers, exactly; narrowed by
 * the case, they are counted up to `TOTAL_CAP`.
 */
export async function countFigure(db: Tx, query: CountQuery): Promise<Total> {
  const isNarrowed = caseConditions(query).length > 0
  const [row] = await readRows<{ n: number }>(
    db,
    isNarrowed ? countNarrowedSql(query) : countRolledUpSql(query),
  )
  const count = row?.n ?? 0
  const isMore = isNarrowed && count > TOTAL_CAP
  return { count: isMore ? TOTAL_CAP : count, isMore }
}

export function countNarrowedSql(query: CountQuery): Sql {
  const conditions = [sql`o.version_id = ANY(${[...query.versionIds]}::uuid[])`, ...figureConditions(query)]
  return sql`
    SELECT count(*)::int AS n FROM (
      SELECT 1 FROM obligation o ${caseJoin(query)} ${whereAll(conditions)} LIMIT ${TOTAL_CAP + 1}) counted`
}

/** Columns of `obligation_figures` an outcome adds up. */
const ROLLED_UP = {
  kept: sql`kept`,
  broken_fulfilled: sql`broken_fulfilled`,
  broken_open: sql`broken_open`,
  waived: sql`waived`,
  running: sql`running`,
  decided: sql`kept + broken_fulfilled + broken_open`,
  all: sql`kept + broken_fulfilled + broken_open + waived + running`,
} as const

export function countRolledUpSql({ figure, versionIds, unitIds, now }: CountQuery): Sql {
  const shared = (day: Sql) => {
    const conditions = [sql`version_id = ANY(${[...versionIds]}::uuid[])`]
    if (figure.fromDay) conditions.push(sql`${day} >= ${figure.fromDay}::date`)
    if (figure.toDay) conditions.push(sql`${day} <= ${figure.toDay}::date`)
    if (figure.ruleIndex !== undefined) conditions.push(sql`rule_index = ${figure.ruleIndex}`)
    if (unitIds) conditions.push(sql`unit_id = ANY(${[...unitIds]}::uuid[])`)
    return conditions
  }
  const rolledUp = sql`
    SELECT coalesce(sum(${ROLLED_UP[figure.outcome ?? 'all']}), 0) FROM obligation_figures ${whereAll(shared(sql`day`))}`
  // The roll-up still counts as running what has run out since the last sweep.
  const sign =
    figure.outcome === 'broken_open' || figure.outcome === 'decided'
      ? sql`+`
      : figure.outcome === 'running'
        ? sql`-`
        : null
  if (!sign) return sql`SELECT (${rolledUp})::int AS n`
  const ranOut = [sql`state = 'OPEN'`, sql`due_at < ${now}`, ...shared(sql`started_on`)]
  return sql`SELECT ((${rolledUp}) ${sign} (SELECT count(*) FROM obligation ${whereAll(ranOut)}))::int AS n`
}

function caseConditions({ filter, now }: Pick<FigureQuery, 'filter' | 'now'>): Sql[] {
  return filterConditions({ ...filter, unitIds: undefined }, now)
}

/** Cases are looked up only when something is asked of them. */
function caseJoin(query: Pick<FigureQuery, 'filter' | 'now'>): Sql {
  return caseConditions(query).length ? sql`JOIN complaint c ON c.id = o.subject_id` : Prisma.empty
}

function figureConditions({ figure, unitIds, filter, now }: Omit<FigureQuery, 'position' | 'limit'>): Sql[] {
  const conditions = [
    sql`o.subject_type = 'complaint'`,
    outcomeCondition(figure.outcome, now),
    ...caseConditions({ filter, now }),
  ]
  if (figure.fromDay) conditions.push(sql`o.started_on >= ${figure.fromDay}::date`)
  if (figure.toDay) conditions.push(sql`o.started_on <= ${figure.toDay}::date`)
  if (figure.ruleIndex !== undefined) conditions.push(sql`o.rule_index = ${figure.ruleIndex}`)
  if (unitIds) conditions.push(sql`o.unit_id = ANY(${[...unitIds]}::uuid[])`)
  return conditions
}

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

/** Published versions of a commitment, newest first. */
export async function versionsOfCommitment(
  db: Tx,
  commitmentId: string,
): Promise<{ id: string; version: number; text: unknown; code: string }[]> {
  return readRows(
    db,
    sql`
    SELECT v.id, v.version, v.text, m.code FROM commitment_version v JOIN commitment m ON m.id = v.commitment_id
    WHERE v.commitment_id = ${commitmentId}::uuid AND v.status = 'published' ORDER BY v.version DESC`,
  )
}

export type CountedObligation = {
  readonly id: string
  readonly state: string
  readonly dueAt: Date | null
  readonly fulfilledAt: Date | null
  readonly version: number
}

/** How the promises of a page of a figure went. */
export function obligationsForRows(db: Tx, ids: readonly string[]): Promise<CountedObligation[]> {
  return readRows(
    db,
    sql`
    SELECT o.id, o.state, o.due_at AS "dueAt", o.fulfilled_at AS "fulfilledAt", v.version
    FROM obligation o JOIN commitment_version v ON v.id = o.version_id WHERE o.id = ANY(${[...ids]}::uuid[])`,
  )
}
