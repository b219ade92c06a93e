import { z } from 'zod'
import { LOCALES } from '@/kernel/text'
import { PERSON_ROLES, UNIT_KINDS } from './rules/roles'

/** Shapes of what forms, the command line and the demonstration send. Messages are codes of `refusals`. */

const line = (max: number) => z.string().trim().min(1, 'field_required').max(max, 'field_too_long')
const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max, 'field_too_long')
    .transform((text) => text || null)
    .nullish()
    .transform((text) => text ?? null)

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const id = z.string('field_required').min(1, 'field_required').regex(UUID, 'field_invalid')
const optionalId = z
  .union([id, z.literal('').transform(() => null)])
  .nullish()
  .transform((value) => value ?? null)

/** A name in three scripts; English may stand in for nothing else, so all three are asked for. */
const nameText = z.object({ 'zh-CN': line(80), 'zh-TW': line(80), en: line(120) })

/** Whether the process's time zone data knows the name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return /^[A-Z]/.test(name)
  } catch {
    return false
  }
}

export const unitCode = z
  .string()
  .trim()
  .min(1, 'field_required')
  .regex(/^[A-Za-z0-9_]{1,40}$/, 'unit_code_shape')
const timeZone = z.string().trim().min(1, 'field_required').refine(isTimeZone, 'time_zone_unknown')

export const createUnitInput = z.object({
  /** null: the carrier itself, once. */
  parentId: optionalId,
  kind: z.enum(UNIT_KINDS, 'field_required'),
  code: unitCode,
  name: nameText,
  timeZone,
  calendarId: optionalId,
  isNetworkTeam: z.boolean().default(false),
  phone: optionalLine(40),
})
export type CreateUnitInput = z.input<typeof createUnitInput>

export const updateUnitInput = createUnitInput
  .pick({ name: true, timeZone: true, calendarId: true, isNetworkTeam: true, phone: true })
  .extend({ unitId: id })
export const moveUnitInput = z.object({ unitId: id, parentId: id, reason: line(200) })
export const unitInput = z.object({ unitId: id })
export const closeUnitInput = z.object({ unitId: id, reason: line(200) })
export const subscribersInput = z.object({
  unitId: id,
  /** `2026-01` */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'field_invalid'),
  count: z.coerce
    .number('field_invalid')
    .int('field_invalid')
    .min(0, 'field_invalid')
    .max(2_147_483_647, 'field_invalid'),
})
export const subscriberLinesInput = z.object({ text: line(500_000) })

const username = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'field_required')
  .regex(/^[a-z0-9._-]{2,60}$/, 'username_shape')
const email = z
  .union([z.email('email_shape').max(200, 'field_too_long'), z.literal('').transform(() => null)])
  .nullish()
  .transform((value) => value ?? null)
const role = z.enum(PERSON_ROLES, 'field_required')
const person = {
  employeeNo: line(40),
  displayName: line(60),
  email,
  homeUnitId: id,
  locale: z.enum(LOCALES, 'field_invalid').default('zh-CN'),
}

export const createStaffInput = z.object({
  ...person,
  username,
  roles: z.array(z.object({ role, unitId: id })).default([]),
})
export type CreateStaffInput = z.input<typeof createStaffInput>
export const updateStaffInput = z.object({ ...person, staffId: id })
export const staffInput = z.object({ staffId: id })
export const assignRoleInput = z.object({ staffId: id, role, unitId: id })
export const endRoleInput = z.object({ assignmentId: id })
export const createTokenInput = z.object({ name: line(60), unitId: id })
export const revokeTokenInput = z.object({ tokenId: id })
