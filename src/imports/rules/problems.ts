import type { Field } from './fields'

/** Why a row cannot be taken; each has its words under `imports.problem.<code>`. */
export const PROBLEMS = [
  'quote_open',
  'too_many_cells',
  'words_missing',
  'date_missing',
  'date_unreadable',
  'dates_differ',
  'time_unreadable',
  'date_too_old',
  'received_in_future',
  'branch_missing',
  'branch_unknown',
  'channel_unknown',
  'status_unknown',
  'kind_unknown',
  'ticket_missing',
  'ticket_too_long',
  'ticket_repeated',
  'closed_before_received',
  'closed_in_future',
  'phone_unreadable',
  'not_written',
] as const
export type ProblemCode = (typeof PROBLEMS)[number]

export type Problem = {
  readonly code: ProblemCode
  /** The field whose cell is wrong; null: the row as a whole. */
  readonly field: Field | null
  readonly params?: Readonly<Record<string, string | number>>
}

/** What was decided about a row that is taken all the same; words under `imports.note.<code>`. */
export const NOTES = [
  'time_skipped',
  'time_twice',
  'dates_differ',
  'time_of_day_unknown',
  'day_month_exchanged',
  'closing_time_unknown',
  'number_masked',
] as const
export type NoteCode = (typeof NOTES)[number]
