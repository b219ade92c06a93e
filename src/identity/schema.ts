import { z } from 'zod'
import { LOCALES } from '@/kernel/text'

const password = z.string().min(1, 'field_required').max(800, 'field_too_long')

export const changePasswordInput = z
  .object({ currentPassword: password, newPassword: password, repeated: password })
  .refine(({ newPassword, repeated }) => newPassword === repeated, {
    path: ['repeated'],
    error: 'password_mismatch',
  })
export const languageInput = z.object({ locale: z.enum(LOCALES, 'field_invalid') })
