import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { EmptyState } from './empty-state'
import { Markup } from './markup'
import { RowSelection } from './row-selection'

export type SortDirection = 'asc' | 'desc'

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
}

export type TableProps<Row> = {
  /** Names the table for screen readers. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Opens the row; the whole row is the target. */
  readonly rowHref?: (row: Row) => string
  readonly sort?: { readonly key: string; readonly direction: SortDirection }
  readonly sortHref?: (key: string, direction: SortDirection) => string
  /** Adds a column of check boxes named `name`, for the form with id `form` (see `BulkBar`). */
  readonly selection?: {
    readonly name: string
    readonly form?: string
    readonly label: (row: Row) => string
    /** What the bar of actions must know of a row: becomes `data-...` of its box. */
    readonly data?: (row: Row) => Readonly<Record<`data-${string}`, string | number>>
  }
  readonly empty?: ReactNode
  /** `page`: the head sticks under the app's header while the page scrolls. Default: scrolls inside its panel. */
  readonly sticky?: 'page' | 'panel'
  /** Cards instead of rows on a phone; default true. */
  readonly cards?: boolean
}

/** A dense list rendered wholly on the server: no script per row. Its cells may hold client components. */
export function DataTable<Row>(props: TableProps<Row>) {
  if (props.rows.length === 0) return props.empty ?? <EmptyState />
  return (
    <>
      <div className={wrapClass(props)}>
        <TableMarkup {...props} />
      </div>
      {props.selection ? <RowSelection name={props.selection.name} /> : null}
    </>
  )
}

/** A long list whose cells are all without script: sent as markup, which costs a page a fraction (see `htmlOf`). */
export function LongTable<Row>(props: TableProps<Row>) {
  if (props.rows.length === 0) return props.empty ?? <EmptyState />
  return (
    <>
      <Markup className={wrapClass(props)}>
        <TableMarkup {...props} />
      </Markup>
      {props.selection ? <RowSelection name={props.selection.name} /> : null}
    </>
  )
}

const wrapClass = <Row,>({ sticky }: TableProps<Row>): string =>
  sticky === 'page' ? 'table-wrap table-wrap--page' : 'table-wrap'

function TableMarkup<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  sort,
  sortHref,
  selection,
  cards = true,
}: TableProps<Row>) {
  const t = useTranslations('ui')
  return (
    <table className={cards ? 'table table--cards' : 'table'}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {selection ? (
            <th scope="col" style={{ width: '2.25rem' }}>
              <input
                type="checkbox"
                className="check check-all"
                data-all={selection.name}
                aria-label={t('selectAll')}
              />
            </th>
          ) : null}
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} sort={sort} sortHref={sortHref} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} data-key={rowKey(row)}>
            {selection ? checkCell(selection, row, rowKey(row), t) : null}
            {columns.map((column) => bodyCell(column, row, column.primary ? rowHref?.(row) : undefined))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function HeadCell<Row>({
  column,
  sort,
  sortHref,
}: { column: Column<Row> } & Pick<TableProps<Row>, 'sort' | 'sortHref'>) {
  const t = useTranslations('ui')
  const { sortKey, header, align, width } = column
  const style = width ? { width } : undefined
  if (!sortKey || !sortHref) {
    return (
      <th scope="col" data-align={align} style={style}>
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

/** A plain function and no component, and no attribute without a value: a page has hundreds of cells, sent twice. */
function bodyCell<Row>(column: Column<Row>, row: Row, href: string | undefined) {
  const { key, header, align, clip, primary, hideOnPhone, cell } = column
  const content = cell(row)
  return (
    <td
      key={key}
      {...(typeof header === 'string' ? { 'data-label': header } : null)}
      {...(align ? { 'data-align': align } : null)}
      {...(clip ? { 'data-clip': '' } : null)}
      {...(primary ? { 'data-primary': '' } : null)}
      {...(hideOnPhone ? { 'data-phone': 'hide' } : null)}
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

function checkCell<Row>(
  selection: NonNullable<TableProps<Row>['selection']>,
  row: Row,
  value: string,
  t: ReturnType<typeof useTranslations<'ui'>>,
) {
  return (
    <td data-check="">
      <div className="cell">
        <input
          type="checkbox"
          className="check row-check"
          name={selection.name}
          value={value}
          form={selection.form}
          aria-label={t('selectRow', { label: selection.label(row) })}
          {...selection.data?.(row)}
        />
      </div>
    </td>
  )
}
