export const PAGE_ROWS = 50
/** Rows are counted so far; beyond it a list says "more". */
const COUNTED_UP_TO = 10_000
const EXPORTED_AT_ONCE = 1_000

/** A page of a list that is paged by the number of rows before it. */
export type ListPage<Row> = {
  readonly rows: readonly Row[]
  readonly total: number
  /** There are more than `total`. */
  readonly isMore: boolean
  /** Place of the first row, from 1. */
  readonly from: number
  readonly previousHref: string | null
  readonly nextHref: string | null
  readonly now: Date
}

type Source<Row> = {
  /** Rows before the page. */
  readonly offset: number
  readonly rowsAt: (offset: number, limit: number) => Promise<readonly Row[]>
  /** Counts no further than it is told. */
  readonly countUpTo: (most: number) => Promise<number>
  readonly hrefAt: (offset: number) => string
  readonly now: Date
}

/** One page with the addresses of those beside it. */
export async function listPage<Row>({
  offset,
  rowsAt,
  countUpTo,
  hrefAt,
  now,
}: Source<Row>): Promise<ListPage<Row>> {
  const [rows, total] = await Promise.all([rowsAt(offset, PAGE_ROWS), countUpTo(COUNTED_UP_TO + 1)])
  return {
    rows,
    total: Math.min(total, COUNTED_UP_TO),
    isMore: total > COUNTED_UP_TO,
    from: offset + 1,
    previousHref: offset > 0 ? hrefAt(Math.max(0, offset - PAGE_ROWS)) : null,
    nextHref: offset + rows.length < total ? hrefAt(offset + PAGE_ROWS) : null,
    now,
  }
}

/** All rows up to `limit`, a thousand at a time, for exports. */
export async function* inPieces<Row>(
  limit: number,
  rowsAt: (offset: number, limit: number) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let offset = 0; offset < limit; offset += EXPORTED_AT_ONCE) {
    const rows = await rowsAt(offset, Math.min(EXPORTED_AT_ONCE, limit - offset))
    if (rows.length === 0) return
    yield rows
  }
}
