import type { WorkingCalendar } from './calendar'

type EditableWeekly = { [Weekday in keyof WorkingCalendar['weekly']]: [string, string][] }

/** Weekly hours as plain lists, for forms and requests. */
export const editableWeekly = (weekly: WorkingCalendar['weekly']): EditableWeekly =>
  Object.fromEntries(
    Object.entries(weekly).map(([weekday, hours]) => [
      weekday,
      (hours ?? []).map(([from, to]) => [from, to]),
    ]),
  ) as EditableWeekly
