'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/identity/guard'
import { ok } from '@/kernel/result'
import { whyOfMatter } from './queries/clocks'
import { waiveOnMatter } from './service/waive'

/** The steps of a judgement in words, for the panel beside a clock. */
export const whyMatter = action('obligation.explain')
  .inputSchema(z.object({ subjectId: z.uuid(), obligationId: z.uuid() }))
  .action(async ({ ctx, parsedInput }) => {
    const { words } = await whyOfMatter(ctx, parsedInput.subjectId, parsedInput.obligationId)
    return ok(words)
  })

/** Waives what is owed on a matter, by somebody who is not responsible for it, with a reason and a proof. */
export const waiveMatter = action('obligation.waive')
  .inputSchema(z.object({ obligationId: z.uuid(), reason: z.string().max(1000), proof: z.string().max(200) }))
  .action(async ({ ctx, parsedInput }) => {
    const result = await waiveOnMatter(ctx, parsedInput)
    if (result.ok) revalidatePath('/', 'layout')
    return result
  })
