import { z } from 'zod'

const providerId = z.string().min(1, 'field_required').max(200, 'field_too_long')
const at = z.iso.datetime({ offset: true, error: 'field_invalid' }).transform((text) => new Date(text))
const phone = z.string().min(1, 'field_required').max(40, 'field_too_long')

const report = z.object({
  type: z.literal('report'),
  /** The gateway's number of the message, as it answered when it took it. */
  id: providerId,
  /** Our id of the message, as we sent it. */
  message: z.uuid('field_invalid').optional(),
  state: z.enum(['delivered', 'undelivered'], 'field_invalid'),
  error: z
    .string()
    .regex(/^[\w.-]{1,60}$/, 'field_invalid')
    .optional(),
  at,
})
const incoming = z.object({
  type: z.literal('incoming'),
  id: providerId,
  from: phone,
  to: phone,
  text: z.string().max(4_000, 'field_too_long'),
  at,
})

/** What an HTTP gateway tells us; each event counts once, however often it is told. */
export const callbackSchema = z.object({
  events: z
    .array(z.discriminatedUnion('type', [report, incoming]))
    .min(1, 'field_required')
    .max(500, 'field_too_many'),
})
export type CallbackEvent = z.output<typeof callbackSchema>['events'][number]
