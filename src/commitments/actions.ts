'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import {
  adoptSchema,
  commitmentIdSchema,
  newPromiseSchema,
  publishAllSchema,
  publishSchema,
  saveDraftSchema,
  versionIdSchema,
  withdrawSchema,
} from './schema'
import { adoptProgramme } from './service/adopt'
import { addCommitment, createDraft, discardDraft, saveDraft } from './service/drafts'
import { publishAll, publishVersion, withdrawVersion } from './service/publish'

const moment = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))
const fresh = <T>(answer: T): T => {
  revalidatePath('/commitments', 'layout')
  return answer
}

export const adoptAction = action('commitment.draft')
  .inputSchema(adoptSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await adoptProgramme(ctx, parsedInput)))

export const createDraftAction = action('commitment.draft')
  .inputSchema(commitmentIdSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await createDraft(ctx, parsedInput)))

export const saveDraftAction = action('commitment.draft')
  .inputSchema(saveDraftSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await saveDraft(ctx, parsedInput)))

export const discardDraftAction = action('commitment.draft')
  .inputSchema(versionIdSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await discardDraft(ctx, parsedInput)))

export const addPromiseAction = action('commitment.draft')
  .inputSchema(newPromiseSchema)
  .action(async ({ ctx, parsedInput }) => fresh(await addCommitment(ctx, parsedInput)))

export const publishAction = action('commitment.publish')
  .inputSchema(publishSchema)
  .action(async ({ ctx, parsedInput: { versionId, validFrom } }) =>
    fresh(await publishVersion(ctx, { versionId, validFrom: moment(validFrom) })),
  )

export const publishAllAction = action('commitment.publish')
  .inputSchema(publishAllSchema)
  .action(async ({ ctx, parsedInput: { programmeId, validFrom } }) =>
    fresh(await publishAll(ctx, { programmeId, validFrom: moment(validFrom) })),
  )

export const withdrawAction = action('commitment.publish')
  .inputSchema(withdrawSchema)
  .action(async ({ ctx, parsedInput: { versionId, validTo, reason } }) =>
    fresh(await withdrawVersion(ctx, { versionId, validTo: moment(validTo), reason })),
  )
