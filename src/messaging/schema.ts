import { z } from 'zod'
import { LOCALES } from '@/kernel/text'

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

const id = z.uuid('field_invalid')
const line = (max: number) => z.string().trim().min(1, 'field_required').max(max, 'field_too_long')

export const resendInput = z.object({ messageId: id, reason: line(200) })

const texts = z.object({
  'zh-CN': line(2_000),
  'zh-TW': line(2_000),
  en: line(2_000),
})
/** What is chosen from a list: nothing chosen is told as such, before its shape. */
const chosen = z.string('field_required').min(1, 'field_required')
const code = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/, 'template_code_shape')

export const saveTemplateInput = z.object({
  code,
  texts,
  note: z
    .string()
    .trim()
    .max(300, 'field_too_long')
    .transform((text) => text || null)
    .default(null),
})
export const newBulkTemplateInput = z.object({
  code: code.refine((text) => text.startsWith('bulk.'), 'template_code_shape'),
  name: z.object({ 'zh-CN': line(60), 'zh-TW': line(60), en: line(60) }),
  texts,
})
export const proposeTemplateInput = z.object({ versionId: id })
export const decideTemplateInput = z.object({
  versionId: id,
  decision: z.enum(['approved', 'rejected'], 'field_required'),
  note: z.string().trim().max(300, 'field_too_long').default(''),
})

export const requestBulkInput = z.object({
  unitId: chosen.pipe(id),
  name: line(80),
  templateCode: chosen.pipe(code).refine((text) => text.startsWith('bulk.'), 'field_invalid'),
  locale: z.enum(LOCALES, 'field_invalid').default('zh-CN'),
  reason: line(300),
  /** One number a line. */
  audience: z.string().min(1, 'field_required').max(900_000, 'field_too_long'),
})
export const decideBulkInput = z.object({
  bulkId: id,
  decision: z.enum(['approved', 'rejected'], 'field_required'),
  note: z.string().trim().max(300, 'field_too_long').default(''),
})
export const sendBulkInput = z.object({ bulkId: id })
