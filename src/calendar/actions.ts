'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import {
  assignCalendarSchema,
  newCalendarSchema,
  noticeTextSchema,
  publishNoticeSchema,
  weeklyHoursSchema,
} from './schema'
import { assignCalendar, changeWeeklyHours, createCalendar, importNotice, previewNotice } from './service'

const fresh = <T>(answer: T): T => {
  revalidatePath('/calendars', 'layout')
  return answer
}

export const createCalendarAction = action('calendar.manage')
  .inputSchema(newCalendarSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await createCalendar(ctx, parsedInput)))

export const changeWeeklyHoursAction = action('calendar.manage')
  .inputSchema(weeklyHoursSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await changeWeeklyHours(ctx, parsedInput)))

export const previewNoticeAction = action('calendar.manage')
  .inputSchema(noticeTextSchema)
  .action(({ ctx, parsedInput }) => previewNotice(ctx, parsedInput))

export const importNoticeAction = action('calendar.manage')
  .inputSchema(publishNoticeSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await importNotice(ctx, parsedInput)))

export const assignCalendarAction = action('calendar.manage')
  .inputSchema(assignCalendarSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await assignCalendar(ctx, parsedInput)))
