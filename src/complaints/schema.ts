import { z } from 'zod'
import { PAUSE_REASONS } from '@/commitments/rules/rule'
import { normaliseIdentity, normalisePhone } from '@/customers/rules/identity'
import {
  CALL_BACK_RESULTS,
  CASE_KINDS,
  CHANNELS,
  CLOSE_RESULTS,
  CUSTOMER_CLASSES,
  ESCALATION_TARGETS,
  PROMISE_AREAS,
  REPLY_CHANNELS,
  UPGRADE_LEVELS,
  URGENCIES,
  WANTS,
} from './rules/lists'
import { instantOfWallClock } from './rules/times'

/** Shapes of everything a form, a REST client or an import may send. Messages are codes under `refusals`. */

const LONGEST_TEXT = 4000
const LONGEST_LINE = 200

const text = z.string().trim().min(1, 'field_required').max(LONGEST_TEXT, 'field_too_long')
const line = z.string().trim().max(LONGEST_LINE, 'field_too_long')
/** An empty input is the same as none. */
const optional = <T extends z.ZodType>(shape: T) =>
  z.preprocess((value) => (value === '' ? null : value), shape.nullable()).default(null)
/**
 * With an offset (`2026-03-02T12:00:00+08:00`) or, from date fields, with a zone (`2026-03-02T12:00[Asia/Shanghai]`);
 * a bare time would mean something else in another zone.
 */
const instant = z
  .union(
    [
      z.date(),
      z.iso.datetime({ offset: true }).transform((value) => new Date(value)),
      z.string().transform((value) => instantOfWallClock(value)),
    ],
    'field_invalid',
  )
  .refine((value): value is Date => value !== null, 'field_invalid')
const id = z.uuid('field_invalid')
const classCode = z
  .string('class_required')
  .trim()
  .min(1, 'class_required')
  .regex(/^([a-z0-9_]+(\.[a-z0-9_]+)*)?$/, 'class_unknown')

const caseForm = z.object({
  /** Made by the form when it is opened; the same key gives the same receipt. */
  idempotencyKey: optional(z.string().min(8, 'field_invalid').max(100, 'field_invalid')),
  /** That of the class when left out. */
  kind: optional(z.enum(CASE_KINDS, 'field_invalid')),
  phone: optional(
    z
      .string()
      .max(40, 'phone_invalid')
      .refine((typed) => normalisePhone(typed) !== null, 'phone_invalid'),
  ),
  /** The customer gave no number; then no number is needed and repeats are not found. */
  anonymous: z.boolean().default(false),
  name: optional(line),
  identity: optional(
    z
      .string()
      .max(40, 'identity_invalid')
      .refine((typed) => normaliseIdentity(typed) !== null, 'identity_invalid'),
  ),
  classCode,
  wants: z.enum(WANTS, 'wants_required'),
  words: z.string('words_required').trim().min(1, 'words_required').max(LONGEST_TEXT, 'field_too_long'),
  channel: optional(z.enum(CHANNELS, 'field_invalid')),
  brand: optional(line),
  customerClass: optional(z.enum(CUSTOMER_CLASSES, 'field_invalid')),
  /** That of the class when left out. */
  area: optional(z.enum(PROMISE_AREAS, 'field_invalid')),
  place: optional(line),
  urgency: optional(z.enum(URGENCIES, 'field_invalid')),
  /** The customer has a special need (language, disability, age); raises the urgency. */
  needsHelp: z.boolean().default(false),
  receivedAt: optional(instant),
  backdateReason: optional(line),
  repeatOfId: optional(id),
  /** The unit that answers for it; the clerk's own when left out. */
  unitId: optional(id),
})
/** Told together with the other errors, therefore asked even when another field is wrong. */
export const logCaseSchema = caseForm.refine(
  ({ phone, anonymous }) => anonymous === true || (phone !== null && phone !== undefined && phone !== ''),
  {
    path: ['phone'],
    message: 'phone_required',
    when: ({ value }) => typeof value === 'object' && value !== null,
  },
)
export type LogCaseInput = z.input<typeof logCaseSchema>
export type LogCase = z.output<typeof logCaseSchema>

export const phoneLookupSchema = z.object({ phone: z.string().max(40) })

/** The case as the screen showed it; another revision means that somebody was faster. */
const onCase = { complaintId: id, revision: z.int().positive() }
/** What adds without changing what others see need not fear them. */
const toCase = { complaintId: id, revision: optional(z.int().positive()) }
const done = { occurredAt: optional(instant), backdateReason: optional(line) }

export const replySchema = z.object({
  ...onCase,
  ...done,
  text,
  channel: z.enum(REPLY_CHANNELS, 'field_required'),
})
export const contactSchema = z.object({
  ...onCase,
  ...done,
  text: optional(text),
  channel: z.enum(REPLY_CHANNELS, 'field_required'),
})
export const planSchema = z.object({ ...onCase, ...done, text, plannedFor: optional(instant) })
export const solveSchema = z.object({ ...onCase, ...done, text })
export const callBackSchema = z
  .object({
    ...onCase,
    result: z.enum(CALL_BACK_RESULTS, 'field_required'),
    score: optional(z.int().min(1).max(5)),
    wishesReopen: z.boolean().default(false),
    text: optional(text),
  })
  .refine(({ result, score }) => score === null || result === 'satisfied' || result === 'dissatisfied', {
    path: ['score'],
    message: 'score_without_answer',
  })
export const pauseSchema = z.object({
  ...onCase,
  reason: z.enum(PAUSE_REASONS, 'field_required'),
  text: optional(text),
})
export const resumeSchema = z.object({ ...onCase, text: optional(text) })
export const closeSchema = z.object({
  ...onCase,
  result: z.enum(CLOSE_RESULTS, 'field_required'),
  text: optional(text),
  /** A gate that may be passed by a role asks why. */
  overrideReason: optional(line),
})
export const reopenSchema = z.object({ ...onCase, reason: text })
export const reassignSchema = z.object({
  ...onCase,
  toStaffId: id,
  /** null: the new owner's own unit when the case is outside their reach, else where it is. */
  toUnitId: optional(id),
  reason: text,
})
export const bulkItems = z
  .array(z.object({ complaintId: id, revision: optional(z.int().positive()) }))
  .min(1, 'field_required')
  .max(200, 'bulk_too_many')
export const bulkReassignSchema = z.object({
  items: bulkItems,
  toStaffId: id,
  toUnitId: optional(id),
  reason: text,
})
export const chaseSchema = z.object({ ...toCase, text: optional(text) })
export const bulkChaseSchema = z.object({ items: bulkItems, text: optional(text) })
export const superviseSchema = z.object({ ...onCase, text })
export const upgradeSchema = z.object({
  ...onCase,
  level: z.enum(UPGRADE_LEVELS, 'field_required'),
  reason: text,
})
export const escalateSchema = z.object({
  ...onCase,
  to: z.enum(ESCALATION_TARGETS, 'field_required'),
  text: optional(text),
})
export const appealSchema = z.object({
  ...onCase,
  ...done,
  /** The authority's own file number. */
  reference: line.min(1, 'field_required'),
  text: optional(text),
})
export const answerAppealSchema = z.object({ ...onCase, ...done, text })
export const markLegacySchema = z.object({ ...onCase, reason: text })
export const reclassifySchema = z.object({
  ...onCase,
  classCode,
  kind: optional(z.enum(CASE_KINDS)),
  reason: optional(text),
})
export const linkRepeatSchema = z.object({ ...onCase, repeatOfId: id })
export const routeNetworkSchema = z.object({
  ...onCase,
  place: line.min(1, 'field_required'),
  /** When the trouble was noticed, in the customer's words ("晚上8点以后"). */
  troubleTime: optional(line),
  device: optional(line),
  visitAt: optional(instant),
})
export const visitSchema = z.object({
  ...onCase,
  ...done,
  text,
  arrivedInTime: z.boolean().nullable().default(null),
})
export const noteSchema = z.object({ ...toCase, text })
export const revealSchema = z.object({ complaintId: id, reason: line.min(4, 'reveal_reason_needed') })

export const closeGroupSchema = z.object({
  groupId: id,
  state: z.enum(['confirmed', 'dismissed'], 'field_required'),
  note: text,
})

export const setThresholdSchema = z.object({
  unitId: z.uuid('field_required'),
  count: z.coerce
    .number('threshold_count_range')
    .int('threshold_count_range')
    .min(2, 'threshold_count_range')
    .max(500, 'threshold_count_range'),
  windowHours: z.coerce
    .number('threshold_hours_range')
    .int('threshold_hours_range')
    .min(1, 'threshold_hours_range')
    .max(720, 'threshold_hours_range'),
})
export const removeThresholdSchema = z.object({ unitId: id })

export type CaseChange<T extends z.ZodType> = z.output<T>
