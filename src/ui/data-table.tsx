import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { EmptyState } from './empty-state'

export type SortDirection = 'asc' | 'desc'

type Sorted = { readonly key: string; readonly direction: SortDirection }
type SortHref = (key: string, direction: SortDirection) => string

export type Column<Row> = {
  readonly key: string
  readonly header: ReactNode
  readonly cell: (row: Row) => ReactNode
  readonly align?: 'start' | 'end' | 'center'
  /** CSS width, e.g. `8rem`. */
  readonly width?: string
  /** Present: the head is a link that sorts by this key. */
  readonly sortKey?: string
  /** The cell that names the row: carries the row's link and heads its card on a phone. */
  readonly primary?: boolean
  /** One line, cut with an ellipsis. */
  readonly clip?: boolean
  /** Left out of the card on a phone. */
  readonly hideOnPhone?: boolean
  /** Left out on a tablet held upright, so that what is more important, and what can be done, is in sight. */
  readonly hideOnTablet?: boolean
}

export type TableProps<Row> = {
  /** Names the table for screen readers. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Opens the row; the whole row is the target. */
  readonly rowHref?: (row: Row) => string
  readonly sort?: Sorted
  readonly sortHref?: SortHref
  readonly empty?: ReactNode
  /** `page`: the head sticks under the app's header while the page scrolls. Default: scrolls inside its panel. */
  readonly sticky?: 'page' | 'panel'
  /** Cards instead of rows on a phone; default true. */
  readonly cards?: boolean
  /** A box before each row that can be checked; see `RowSelection` and `BulkBar`. */
  readonly selection?: TableSelection<Row>
}

export type TableSelection<Row> = {
  /** Name of the boxes. */
  readonly name: string
  /** Id of the form they belong to. */
  readonly form: string
  /** What names the row; null: it cannot be checked. */
  readonly labelOf: (row: Row) => string | null
}

/** A dense list rendered wholly on the server: no script per row. Its cells may hold client components. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  sort,
  sortHref,
  empty,
  sticky = 'panel',
  cards = true,
  selection,
}: TableProps<Row>) {
  const t = useTranslations('ui')
  if (rows.length === 0) return empty ?? <EmptyState />
  return (
    <div className={sticky === 'page' ? 'table-wrap table-wrap--page' : 'table-wrap'}>
      <table className={cards ? 'table table--cards' : 'table'}>
        <TableHead
          caption={caption}
          columns={columns}
          sort={sort}
          sortHref={sortHref}
          selectionName={selection?.name}
        />
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {selection ? checkCell(selection, row, rowKey(row), t) : null}
              {columns.map((column) => bodyCell(column, row, column.primary ? rowHref?.(row) : undefined))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What a column's head shows and does. */
export type HeadColumn = {
  readonly key: string
  readonly header: ReactNode
  readonly sortKey?: string
  readonly width?: string
  readonly align?: 'start' | 'end' | 'center'
  readonly hideOnTablet?: boolean
}

/** Caption and head of a table; `selectionName` adds the box that checks every row (see `RowSelection`). */
export function TableHead({
  caption,
  columns,
  sort,
  sortHref,
  selectionName,
}: {
  caption: string
  columns: readonly HeadColumn[]
  sort?: Sorted
  sortHref?: SortHref
  selectionName?: string
}) {
  const t = useTranslations('ui')
  return (
    <>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {selectionName ? (
            <th scope="col" style={{ width: '2.25rem' }}>
              <input
                type="checkbox"
                className="check check-all"
                data-all={selectionName}
                aria-label={t('selectAll')}
              />
            </th>
          ) : null}
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} sort={sort} sortHref={sortHref} />
          ))}
        </tr>
      </thead>
    </>
  )
}

function HeadCell({
  column,
  sort,
  sortHref,
}: {
  column: HeadColumn
  sort: Sorted | undefined
  sortHref: SortHref | undefined
}) {
  const t = useTranslations('ui')
  const { sortKey, header, align, width, hideOnTablet } = column
  const tablet = hideOnTablet ? 'hide' : undefined
  const style = width ? { width } : undefined
  if (!sortKey || !sortHref) {
    return (
      <th scope="col" data-align={align} data-tablet={tablet} style={style}>
        {header}
      </th>
    )
  }
  const current = sort?.key === sortKey ? sort.direction : null
  const next: SortDirection = current === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      data-align={align}
      data-tablet={tablet}
      style={style}
      aria-sort={current === 'asc' ? 'ascending' : current === 'desc' ? 'descending' : undefined}
    >
      <a
        data-soft=""
        className="table-sort"
        href={sortHref(sortKey, next)}
        title={next === 'asc' ? t('sortAscending') : t('sortDescending')}
      >
        {header}
        <span aria-hidden="true">{current === 'asc' ? '↑' : current === 'desc' ? '↓' : ''}</span>
      </a>
    </th>
  )
}

function checkCell<Row>(
  { name, form, labelOf }: TableSelection<Row>,
  row: Row,
  key: string,
  t: (key: 'selectRow', values: { label: string }) => string,
) {
  const label = labelOf(row)
  return (
    <td data-check="">
      <div className="cell">
        {label === null ? null : (
          <input
            type="checkbox"
            className="check row-check"
            name={name}
            value={key}
            form={form}
            aria-label={t('selectRow', { label })}
            data-number={label}
          />
        )}
      </div>
    </td>
  )
}

/** A plain function and no component, and no attribute without a value: a page has hundreds of cells, sent twice. */
function bodyCell<Row>(column: Column<Row>, row: Row, href: string | undefined) {
  const { key, header, align, clip, primary, hideOnPhone, hideOnTablet, cell } = column
  const content = cell(row)
  return (
    <td
      key={key}
      {...(typeof header === 'string' ? { 'data-label': header } : null)}
      {...(align ? { 'data-align': align } : null)}
      {...(clip ? { 'data-clip': '' } : null)}
      {...(primary ? { 'data-primary': '' } : null)}
      {...(hideOnPhone ? { 'data-phone': 'hide' } : null)}
      {...(hideOnTablet ? { 'data-tablet': 'hide' } : null)}
    >
      <div className={clip ? 'cell cell-clip' : 'cell'}>
        {href ? (
          <a data-soft="" className="row-link" href={href}>
            {content}
          </a>
        ) : (
          content
        )}
      </div>
    </td>
  )
}
