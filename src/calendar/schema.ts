import { z } from 'zod'
import { LOCALES } from '@/kernel/text'
import { zoneNamed } from './rules/zones'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'calendar_time_invalid')

/** `["09:00","18:00"]`; an end not after its start lies on the next day. */
export const hoursIntervalSchema = z
  .tuple([clockTime, clockTime])
  .refine(([from]) => from !== '24:00', 'calendar_time_invalid')

export const hoursSchema = z.array(hoursIntervalSchema).max(12, 'calendar_too_many_intervals')

/** Weekly hours; a weekday that is absent is closed. */
export const weeklySchema = z
  .strictObject({
    mon: hoursSchema.optional(),
    tue: hoursSchema.optional(),
    wed: hoursSchema.optional(),
    thu: hoursSchema.optional(),
    fri: hoursSchema.optional(),
    sat: hoursSchema.optional(),
    sun: hoursSchema.optional(),
  })
  .refine((weekly) => Object.values(weekly).some((hours) => hours && hours.length > 0), 'calendar_never_open')

export const timeZoneSchema = z.string().refine((name) => {
  try {
    zoneNamed(name)
    return true
  } catch {
    return false
  }
}, 'calendar_zone_unknown')

const name = z.string().trim().min(1, 'field_required').max(60, 'field_too_long')
const note = z.string().trim().max(300, 'field_too_long').default('')

export const newCalendarSchema = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, 'calendar_code_invalid'),
  name: z.strictObject(
    Object.fromEntries(LOCALES.map((locale) => [locale, name])) as Record<
      (typeof LOCALES)[number],
      typeof name
    >,
  ),
  timeZone: timeZoneSchema,
  weekly: weeklySchema,
  /** `cn`: China's official notices; `none`: no public holidays. */
  holidays: z.enum(['cn', 'none']),
})

export const weeklyHoursSchema = z.strictObject({
  calendarId: z.uuid(),
  /** Version the editor started from. */
  knownVersion: z.int().min(1),
  weekly: weeklySchema,
  note,
})

/** The text of a file in the holiday-cn format; whether it is a notice is told by the service, with the entry. */
export const noticeTextSchema = z.strictObject({
  calendarId: z.uuid(),
  text: z
    .string()
    .trim()
    .min(1, 'field_required')
    .max(200_000, 'field_too_long')
    .refine((text) => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }, 'calendar_notice_not_json'),
})

export const publishNoticeSchema = noticeTextSchema.extend({ knownVersion: z.int().min(1) })

export const assignCalendarSchema = z.strictObject({ unitId: z.uuid(), calendarId: z.uuid().nullable() })
