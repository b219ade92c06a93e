'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/identity/guard'
import { ok } from '@/kernel/result'
import { queryOf, readAddress, withoutPage } from './queries/list-address'
import { ownerOptions, unitOptions } from './queries/pickers'
import { searchHref } from './queries/search-address'
import { whyOfCase } from './queries/why'
import { removeView, saveView } from './service/saved-views'
import { waiveOnCase } from './service/waive'

const typed = z.object({ typed: z.string().max(100) })

/** Address of the results for what was typed into the search box; numbers of customers become keyed hashes. */
export const searchAddress = action('home.view')
  .inputSchema(typed)
  .action(async ({ ctx, parsedInput }) => ok(await searchHref(ctx, parsedInput.typed)))

/** Units of the reader's scope by name or code, for the filter. */
export const findUnits = action('complaint.view')
  .inputSchema(typed)
  .action(async ({ ctx, parsedInput }) => ok(await unitOptions(ctx, parsedInput.typed)))

/** People who may handle cases in the reader's scope, for the filter and as new owners. */
export const findOwners = action('complaint.view')
  .inputSchema(typed)
  .action(async ({ ctx, parsedInput }) => ok(await ownerOptions(ctx, parsedInput.typed)))

export const keepView = action('complaint.view')
  .inputSchema(
    z.object({
      name: z.string().trim().min(1, 'field_required').max(40, 'field_too_long'),
      query: z.string().max(1000, 'field_too_long'),
    }),
  )
  .action(({ ctx, parsedInput: { name, query } }) => {
    // Filters only, as an address may hold them: whatever else was sent is not kept.
    const address = readAddress(Object.fromEntries(new URLSearchParams(query)))
    return saveView(ctx, { name, query: queryOf(withoutPage(address)) })
  })

export const forgetView = action('complaint.view')
  .inputSchema(z.object({ id: z.uuid() }))
  .action(({ ctx, parsedInput }) => removeView(ctx, parsedInput.id))

/** The steps of a due time in words, for the panel beside a clock. */
export const why = action('obligation.explain')
  .inputSchema(z.object({ number: z.string().max(60), obligationId: z.uuid() }))
  .action(async ({ ctx, parsedInput }) => {
    const { words } = await whyOfCase(ctx, parsedInput.number, parsedInput.obligationId)
    return ok(words)
  })

/** Waives what is owed, by somebody who is not responsible for the case, with a reason and a proof. */
export const waive = action('obligation.waive')
  .inputSchema(z.object({ obligationId: z.uuid(), reason: z.string().max(1000), proof: z.string().max(200) }))
  .action(async ({ ctx, parsedInput }) => {
    const result = await waiveOnCase(ctx, parsedInput)
    if (result.ok) revalidatePath('/complaints', 'layout')
    return result
  })
