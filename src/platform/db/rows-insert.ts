/**
 * An insert of any number of rows that come as one JSON array, to stand alone or in the `WITH` of another statement, so
 * that everything is written in a single round trip.
 */
export type RowsInsert = {
  readonly table: string
  /** The statement, given the expression that stands for the rows (text). */
  readonly sql: (rows: string) => string
  /** JSON array of the rows. */
  readonly rows: string
}
