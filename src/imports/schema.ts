import { z } from 'zod'
import { CASE_KINDS, CHANNELS } from '@/complaints/rules/lists'
import { isTimeZone, unitCode } from '@/organisation/schema'
import { DATE_ORDERS } from './rules/dates'
import { ENCODINGS } from './rules/encoding'
import { FIELDS } from './rules/fields'
import { BRANCH_KINDS, DATE_WINNERS, type Mapping } from './rules/mapping'
import { STATUSES } from './rules/values'

/** Shapes of what the mapping screen and `jiannuo import --mapping` send. Messages are codes of `refusals`. */

const timeZone = z.string().trim().min(1, 'field_required').refine(isTimeZone, 'time_zone_unknown')
const key = z.string().max(200, 'field_too_long')

const branchChoice = z.discriminatedUnion('to', [
  z.object({ to: z.literal('unit'), unitId: z.uuid('field_required'), timeZone }),
  z.object({
    to: z.literal('new'),
    code: unitCode,
    name: z.string().trim().min(1, 'field_required').max(80),
    timeZone,
  }),
])

export const mappingSchema = z.object({
  origin: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'import_origin_shape')
    .refine((origin) => origin !== 'form', 'import_origin_shape'),
  columns: z.partialRecord(z.enum(FIELDS), z.string().min(1).max(500)),
  encoding: z.enum(ENCODINGS).nullable(),
  delimiter: z.string().length(1).nullable(),
  dateOrder: z.enum(DATE_ORDERS),
  dateWins: z.enum(DATE_WINNERS),
  swapSmallDays: z.boolean(),
  channels: z.record(key, z.enum(CHANNELS)),
  channelWhenEmpty: z.enum(CHANNELS),
  statuses: z.record(key, z.enum(STATUSES)),
  kinds: z.record(key, z.enum(CASE_KINDS)),
  branchKind: z.enum(BRANCH_KINDS),
  branches: z.record(key, branchChoice),
  timeZone,
  owner: z.discriminatedUnion('who', [
    z.object({ who: z.enum(['manager', 'importer']) }),
    z.object({ who: z.literal('person'), staffId: z.uuid('field_required') }),
  ]),
}) satisfies z.ZodType<Mapping>

/** A part of a mapping, as a file on the command line gives it. */
export const partialMappingSchema = mappingSchema.partial()

export const batchSchema = z.object({ batchId: z.uuid() })
/** The mapping as the screen sends it: branches by the code of a unit that exists or is to be made. */
export const mappingFormSchema = z.object({
  batchId: z.uuid(),
  unitId: z.uuid('field_required'),
  mapping: mappingSchema.extend({
    branches: z.record(
      key,
      z.object({ code: unitCode, name: z.string().trim().min(1, 'field_required').max(80), timeZone }),
    ),
  }),
})
export type MappingForm = z.output<typeof mappingFormSchema>

export const resendSchema = z.object({
  batchId: z.uuid(),
  rows: z
    .array(z.object({ id: z.uuid(), cells: z.array(z.string().max(20_000, 'field_too_long')).max(500) }))
    .min(1)
    .max(200),
})
export type Resend = z.output<typeof resendSchema>
