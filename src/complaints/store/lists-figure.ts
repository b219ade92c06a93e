import type { FigureFilter } from '@/obligations/rules/outcome'
import {
  type CountedRow,
  countFigureList,
  type FigureList,
  type FigurePosition,
  pageOfFigureList,
  type Total,
} from '@/obligations/store/figure-list'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { CaseFilter } from '../rules/list-filter'
import { TOTAL_CAP } from './lists'
import { filterConditions } from './lists-filter'

/** The cases behind a figure: one row for each obligation the figure counts; one that was reopened may be there twice. */
export type FigureQuery = {
  readonly figure: FigureFilter
  /** Versions of the commitment the figure takes together. */
  readonly versionIds: readonly string[]
  /** Units whose obligations count; null: all. */
  readonly unitIds: readonly string[] | null
  /** Further narrowing by the case itself. Its unit filter does not apply here. */
  readonly filter: CaseFilter
  readonly now: Date
}

const listOf = ({ figure, versionIds, unitIds, filter, now }: FigureQuery): FigureList => ({
  figure,
  rules: versionIds.map((versionId) => ({ versionId, ruleIndex: figure.ruleIndex ?? null, unitIds })),
  subjectType: 'complaint',
  narrowing: {
    join: Prisma.sql`JOIN complaint c ON c.id = o.subject_id`,
    conditions: filterConditions({ ...filter, unitIds: undefined }, now),
  },
  now,
})

export const pageOfFigure = (
  db: Tx,
  query: FigureQuery & { readonly position: FigurePosition; readonly limit: number },
): Promise<CountedRow[]> => pageOfFigureList(db, listOf(query), query.position, query.limit)

export const countFigure = (db: Tx, query: FigureQuery): Promise<Total> =>
  countFigureList(db, listOf(query), TOTAL_CAP)
