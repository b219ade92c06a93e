'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import { markAllReadSchema, markReadSchema } from './schema'
import { markAllRead, markRead } from './service'

export const markOneRead = action('notification.own')
  .inputSchema(markReadSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await markRead(ctx, parsedInput.id)
    revalidatePath('/', 'layout')
    return result
  })

export const markEveryRead = action('notification.own')
  .inputSchema(markAllReadSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await markAllRead(ctx, parsedInput)
    revalidatePath('/', 'layout')
    return result
  })
