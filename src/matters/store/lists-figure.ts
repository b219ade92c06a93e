import type { FigureFilter, FigureOutcome } from '@/obligations/rules/outcome'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { MatterFilter } from '../rules/list-filter'
import { TOTAL_CAP } from './lists'
import { filterConditions, whereAll } from './lists-filter'

const { sql } = Prisma
type Sql = Prisma.Sql

/** A rule whose obligations are owed on matters, with the units whose obligations count; null: all. */
export type FigureRule = {
  readonly versionId: string
  readonly ruleIndex: number
  readonly unitIds: readonly string[] | null
}

/**
 * The matters behind a figure: one row for each obligation the figure counts, so that list and figure agree to the unit;
 * a matter that owed the same promise twice is there twice. Scoped by the obligation's unit, as the figures are.
 */
export type FigureQuery = {
  readonly figure: FigureFilter
  readonly rules: readonly FigureRule[]
  /** Further narrowing by the matter itself. Its unit filter does not apply here. */
  readonly filter: MatterFilter
  readonly position: { readonly after: FigureKey } | { readonly before: FigureKey } | null
  readonly limit: number
  readonly now: Date
}

/** Place in the list: newest start day first, then the obligation's id. */
export type FigureKey = { readonly startedOn: string; readonly obligationId: string }
export type FigureRow = FigureKey & { readonly matterId: string }
type CountQuery = Omit<FigureQuery, 'position' | 'limit'>

export async function pageOfFigure(db: Tx, query: FigureQuery): Promise<FigureRow[]> {
  const { position, limit, rules } = query
  if (rules.length === 0) return []
  const backwards = position !== null && 'before' in position
  const direction = backwards ? sql`ASC` : sql`DESC`
  const key = position && ('before' in position ? position.before : position.after)
  const orderBy = (alias: Sql) =>
    sql`ORDER BY ${alias}.started_on ${direction}, ${alias}.id ${direction} LIMIT ${limit}`
  // Each rule is walked day by day along its index and stops at the page's end; the few rows found are merged.
  const parts = rules.map((rule) => {
    const conditions = figureConditions({ ...query, rules: [rule] })
    if (key)
      conditions.push(
        sql`(o.started_on, o.id) ${backwards ? sql`>` : sql`<`} (${key.startedOn}::date, ${key.obligationId}::uuid)`,
      )
    return sql`(SELECT o.id, o.started_on, o.subject_id FROM obligation o ${matterJoin(query)} ${whereAll(conditions)} ${orderBy(sql`o`)})`
  })
  const rows = await db.$queryRaw<{ obligation_id: string; started_on: string; subject_id: string }[]>`
    SELECT f.id AS obligation_id, to_char(f.started_on, 'YYYY-MM-DD') AS started_on, f.subject_id
    FROM (${Prisma.join(parts, ' UNION ALL ')}) f ${orderBy(sql`f`)}`
  const page = rows.map((row) => ({
    obligationId: row.obligation_id,
    startedOn: row.started_on,
    matterId: row.subject_id,
  }))
  return backwards ? page.reverse() : page
}

export type Total = { readonly count: number; readonly isMore: boolean }

/** How many obligations the figure counts: from the roll-up, exactly; narrowed by the matter, counted up to `TOTAL_CAP`. */
export async function countFigure(db: Tx, query: CountQuery): Promise<Total> {
  if (query.rules.length === 0) return { count: 0, isMore: false }
  const isNarrowed = matterConditions(query).length > 0
  const [row] = await db.$queryRaw<[{ n: number }]>(isNarrowed ? narrowedSql(query) : rolledUpSql(query))
  const isMore = isNarrowed && row.n > TOTAL_CAP
  return { count: isMore ? TOTAL_CAP : row.n, isMore }
}

const narrowedSql = (query: CountQuery): Sql => sql`
  SELECT count(*)::int AS n FROM (
    SELECT 1 FROM obligation o ${matterJoin(query)} ${whereAll(figureConditions(query))} LIMIT ${TOTAL_CAP + 1}) counted`

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

function rolledUpSql({ figure, rules, now }: CountQuery): Sql {
  const shared = (alias: Sql, day: Sql) => {
    const conditions = [ruleCondition(alias, rules)]
    if (figure.fromDay) conditions.push(sql`${day} >= ${figure.fromDay}::date`)
    if (figure.toDay) conditions.push(sql`${day} <= ${figure.toDay}::date`)
    return conditions
  }
  const rolledUp = sql`
    SELECT coalesce(sum(${ROLLED_UP[figure.outcome ?? 'all']}), 0) FROM obligation_figures f ${whereAll(shared(sql`f`, sql`f.day`))}`
  // The roll-up still counts as running what has run out since the last sweep.
  const sign =
    figure.outcome === 'broken_open' || figure.outcome === 'decided'
      ? sql`+`
      : figure.outcome === 'running'
        ? sql`-`
        : null
  if (!sign) return sql`SELECT (${rolledUp})::int AS n`
  const ranOut = [sql`o.state = 'OPEN'`, sql`o.due_at < ${now}`, ...shared(sql`o`, sql`o.started_on`)]
  return sql`SELECT ((${rolledUp}) ${sign} (SELECT count(*) FROM obligation o ${whereAll(ranOut)}))::int AS n`
}

/** The rules, each within its units. */
function ruleCondition(alias: Sql, rules: readonly FigureRule[]): Sql {
  const parts = rules.map(({ versionId, ruleIndex, unitIds }) => {
    const rule = sql`${alias}.version_id = ${versionId}::uuid AND ${alias}.rule_index = ${ruleIndex}`
    return unitIds === null
      ? sql`(${rule})`
      : sql`(${rule} AND ${alias}.unit_id = ANY(${[...unitIds]}::uuid[]))`
  })
  return sql`(${Prisma.join(parts, ' OR ')})`
}

const matterConditions = ({ filter, now }: Pick<FigureQuery, 'filter' | 'now'>): Sql[] =>
  filterConditions({ ...filter, unitIds: undefined }, now)

/** Matters are looked up only when something is asked of them. */
const matterJoin = (query: Pick<FigureQuery, 'filter' | 'now'>): Sql =>
  matterConditions(query).length > 0 ? sql`JOIN matter m ON m.id = o.subject_id` : Prisma.empty

function figureConditions({ figure, rules, filter, now }: CountQuery): Sql[] {
  const conditions = [
    ruleCondition(sql`o`, rules),
    outcomeCondition(figure.outcome, now),
    ...matterConditions({ filter, now }),
  ]
  if (figure.fromDay) conditions.push(sql`o.started_on >= ${figure.fromDay}::date`)
  if (figure.toDay) conditions.push(sql`o.started_on <= ${figure.toDay}::date`)
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

export type PublishedVersion = {
  readonly id: string
  readonly version: number
  readonly text: unknown
  readonly rules: unknown
  readonly code: string
}

/** Published versions of a commitment, newest first. */
export function versionsOfCommitment(db: Tx, commitmentId: string): Promise<PublishedVersion[]> {
  return db.$queryRaw`
    SELECT v.id, v.version, v.text, v.rules, k.code FROM commitment_version v JOIN commitment k ON k.id = v.commitment_id
    WHERE v.commitment_id = ${commitmentId}::uuid AND v.status = 'published' ORDER BY v.version DESC`
}

export type CountedObligation = {
  readonly id: string
  readonly state: string
  readonly dueAt: Date | null
  readonly brokenAt: Date | null
  readonly fulfilledAt: Date | null
  readonly version: number
}

/** How the promises of a page of a figure went. */
export function obligationsForRows(db: Tx, ids: readonly string[]): Promise<CountedObligation[]> {
  return db.$queryRaw`
    SELECT o.id, o.state, o.due_at AS "dueAt", o.broken_at AS "brokenAt", o.fulfilled_at AS "fulfilledAt", v.version
    FROM obligation o JOIN commitment_version v ON v.id = o.version_id WHERE o.id = ANY(${[...ids]}::uuid[])`
}
