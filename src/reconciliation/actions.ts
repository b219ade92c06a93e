'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import type { Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import {
  acceptAllSchema,
  acceptSchema,
  correctSchema,
  dismissSchema,
  restartSchema,
  runSchema,
  tariffSchema,
} from './schema'
import { correctCharge } from './service/correct'
import * as decisions from './service/decide'
import { beginRun, restartRun } from './service/run'
import { publishTariff } from './service/tariffs'

async function shown<T>(outcome: Promise<Result<T>>): Promise<Result<T>> {
  const result = await outcome
  if (result.ok) revalidatePath('/reconciliation', 'layout')
  return result
}

export const startRun = action('reconciliation.run')
  .inputSchema(runSchema)
  .action(({ ctx, parsedInput: { month, unitId } }) =>
    shown(beginRun(ctx, { month, unitId: unitId ?? null })),
  )

export const runAgain = action('reconciliation.run')
  .inputSchema(restartSchema)
  .action(({ ctx, parsedInput }) => shown(restartRun(ctx, parsedInput.runId)))

export const accept = action('reconciliation.accept')
  .inputSchema(acceptSchema)
  .action(({ ctx, parsedInput }) => shown(decisions.acceptFindings(ctx, parsedInput.ids)))

export const acceptAll = action('reconciliation.accept')
  .inputSchema(acceptAllSchema)
  .action(async ({ ctx, parsedInput }) => {
    const { runId, class: classCode = null, unit } = parsedInput
    const subtree = unit ? (await orgTree(ctx)).subtreeIds(unit) : null
    return shown(decisions.acceptAll(ctx, { runId, classCode, text: null }, subtree))
  })

export const dismiss = action('reconciliation.accept')
  .inputSchema(dismissSchema)
  .action(({ ctx, parsedInput }) =>
    shown(decisions.dismissFindings(ctx, parsedInput.ids, parsedInput.reason)),
  )

export const correct = action('reconciliation.run')
  .inputSchema(correctSchema)
  .action(({ ctx, parsedInput }) => shown(correctCharge(ctx, parsedInput)))

export const addTariff = action('reconciliation.run')
  .inputSchema(tariffSchema)
  .action(({ ctx, parsedInput }) => shown(publishTariff(ctx, parsedInput)))
