'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import { batchSchema, mappingFormSchema, resendSchema } from './schema'
import { saveMappingForm } from './service/draft'
import { resendRows } from './service/resend'
import { continueImport, discardDraft, startImport, stopImport } from './service/start'

/** Pages that show imports, or cases and units made by one, are read anew. */
const fresh = <T>(answer: T): T => {
  revalidatePath('/imports', 'layout')
  return answer
}

const importing = action('complaint.import')

export const saveMappingAction = importing
  .inputSchema(mappingFormSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await saveMappingForm(ctx, parsedInput)))

export const startImportAction = importing
  .inputSchema(batchSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await startImport(ctx, parsedInput.batchId)))

export const stopImportAction = importing
  .inputSchema(batchSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await stopImport(ctx, parsedInput.batchId)))

export const continueImportAction = importing
  .inputSchema(batchSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await continueImport(ctx, parsedInput.batchId)))

export const discardDraftAction = importing
  .inputSchema(batchSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await discardDraft(ctx, parsedInput.batchId)))

export const resendRowsAction = importing
  .inputSchema(resendSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await resendRows(ctx, parsedInput)))
