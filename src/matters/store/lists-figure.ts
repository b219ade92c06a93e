import type { FigureFilter } from '@/obligations/rules/outcome'
import {
  type CountedRow,
  countFigureList,
  type FigureList,
  type FigurePosition,
  type FigureRule,
  pageOfFigureList,
  type Total,
} from '@/obligations/store/figure-list'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { MatterFilter } from '../rules/list-filter'
import { TOTAL_CAP } from './lists'
import { filterConditions } from './lists-filter'

/** The matters behind a figure: one row for each obligation the figure counts. */
export type FigureQuery = {
  readonly figure: FigureFilter
  readonly rules: readonly FigureRule[]
  /** Further narrowing by the matter itself. Its unit filter does not apply here. */
  readonly filter: MatterFilter
  readonly now: Date
}

const listOf = ({ figure, rules, filter, now }: FigureQuery): FigureList => ({
  figure,
  rules,
  subjectType: null,
  narrowing: {
    join: Prisma.sql`JOIN matter m ON m.id = o.subject_id`,
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
