'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/identity/guard'
import { ok } from '@/kernel/result'
import { thresholdUnits } from './queries/groups'
import { removeThresholdSchema, setThresholdSchema } from './schema'
import { removeThreshold, setThreshold } from './service/group-thresholds'

const THRESHOLDS = '/groups/thresholds'

/** Units at which the reader may set a threshold, for the picker. */
export const findThresholdUnits = action('group.manage')
  .inputSchema(z.object({ typed: z.string().max(100) }))
  .action(async ({ ctx, parsedInput }) => ok(await thresholdUnits(ctx, parsedInput.typed)))

export const keepThreshold = action('group.manage')
  .inputSchema(setThresholdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await setThreshold(ctx, parsedInput)
    revalidatePath(THRESHOLDS)
    return result
  })

export const dropThreshold = action('group.manage')
  .inputSchema(removeThresholdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await removeThreshold(ctx, parsedInput)
    revalidatePath(THRESHOLDS)
    return result
  })
