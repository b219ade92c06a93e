import { z } from 'zod'
import { NOTIFICATION_KINDS } from './rules/kinds'

export const markReadSchema = z.object({ id: z.uuid('field_invalid') })

export const markAllReadSchema = z.object({
  /** Empty: every kind. */
  kind: z.enum(NOTIFICATION_KINDS, 'field_invalid').nullable(),
  /** When the list was shown; what came in later stays unread. */
  shownAt: z.iso.datetime({ offset: true }).transform((value) => new Date(value)),
})
