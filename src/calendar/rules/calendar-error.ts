export type CalendarErrorCode =
  | 'calendar_invalid'
  | 'time_invalid'
  | 'duration_invalid'
  | 'notice_invalid'
  | 'no_open_time'
  | 'out_of_range'

/**
 * Thrown by calendar parsing and clock arithmetic. `code` is stable, so a screen can word it;
 * `message` is plain English for the command line and logs and names the offending field.
 */
export class CalendarError extends Error {
  constructor(
    readonly code: CalendarErrorCode,
    message: string,
  ) {
    super(message)
    this.name = 'CalendarError'
  }
}
