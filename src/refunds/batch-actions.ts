'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import type { Result } from '@/kernel/result'
import { batchStepSchema, tickSchema } from './schema'
import { beginBatchStep, tickSample } from './service/batch'

async function shown<T>(outcome: Promise<Result<T>>): Promise<Result<T>> {
  const result = await outcome
  if (result.ok) revalidatePath('/refunds', 'layout')
  return result
}

/** Which right a step takes, the service knows. */
export const batchStep = action('refund.view')
  .inputSchema(batchStepSchema)
  .action(({ ctx, parsedInput: { batchId, ...step } }) => shown(beginBatchStep(ctx, batchId, step)))

export const tick = action('refund.check')
  .inputSchema(tickSchema)
  .action(({ ctx, parsedInput }) => shown(tickSample(ctx, parsedInput)))
