'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import type { Result } from '@/kernel/result'
import {
  answerAppealSchema,
  appealSchema,
  bulkChaseSchema,
  bulkReassignSchema,
  callBackSchema,
  chaseSchema,
  closeGroupSchema,
  closeSchema,
  contactSchema,
  escalateSchema,
  linkRepeatSchema,
  logCaseSchema,
  markLegacySchema,
  noteSchema,
  pauseSchema,
  phoneLookupSchema,
  planSchema,
  reassignSchema,
  reclassifySchema,
  reopenSchema,
  replySchema,
  resumeSchema,
  revealSchema,
  routeNetworkSchema,
  solveSchema,
  superviseSchema,
  upgradeSchema,
  visitSchema,
} from './schema'
import * as appeals from './service/appeal'
import * as owners from './service/assign'
import * as endings from './service/close'
import * as descriptions from './service/describe'
import * as groups from './service/groups'
import * as handling from './service/handle'
import { logCase as logCaseIn } from './service/log'
import { openCasesOf } from './service/open-cases'
import * as clocks from './service/pause'
import { revealPersonalData } from './service/reveal'
import * as supervision from './service/supervise'

/** Lists and case pages show the change at once to whoever made it; others hear of it by the live channel. */
async function shown<T>(outcome: Promise<Result<T>>): Promise<Result<T>> {
  const result = await outcome
  if (result.ok) revalidatePath('/complaints', 'layout')
  return result
}

export const logCase = action('complaint.log')
  .inputSchema(logCaseSchema)
  .action(({ ctx, parsedInput }) => logCaseIn(ctx, parsedInput))

export const openCases = action('complaint.log')
  .inputSchema(phoneLookupSchema)
  .action(({ ctx, parsedInput }) => openCasesOf(ctx, parsedInput.phone))

export const reply = action('complaint.handle')
  .inputSchema(replySchema)
  .action(({ ctx, parsedInput }) => shown(handling.reply(ctx, parsedInput)))

export const contact = action('complaint.handle')
  .inputSchema(contactSchema)
  .action(({ ctx, parsedInput }) => shown(handling.contact(ctx, parsedInput)))

export const plan = action('complaint.handle')
  .inputSchema(planSchema)
  .action(({ ctx, parsedInput }) => shown(handling.plan(ctx, parsedInput)))

export const solve = action('complaint.handle')
  .inputSchema(solveSchema)
  .action(({ ctx, parsedInput }) => shown(handling.solve(ctx, parsedInput)))

export const visit = action('complaint.handle')
  .inputSchema(visitSchema)
  .action(({ ctx, parsedInput }) => shown(handling.visit(ctx, parsedInput)))

export const callBack = action('complaint.handle')
  .inputSchema(callBackSchema)
  .action(({ ctx, parsedInput }) => shown(endings.callBack(ctx, parsedInput)))

export const pause = action('complaint.handle')
  .inputSchema(pauseSchema)
  .action(({ ctx, parsedInput }) => shown(clocks.pause(ctx, parsedInput)))

export const resume = action('complaint.handle')
  .inputSchema(resumeSchema)
  .action(({ ctx, parsedInput }) => shown(clocks.resume(ctx, parsedInput)))

export const close = action('complaint.close')
  .inputSchema(closeSchema)
  .action(({ ctx, parsedInput }) => shown(endings.close(ctx, parsedInput)))

export const reopen = action('complaint.reopen')
  .inputSchema(reopenSchema)
  .action(({ ctx, parsedInput }) => shown(endings.reopen(ctx, parsedInput)))

export const reassign = action('complaint.assign')
  .inputSchema(reassignSchema)
  .action(({ ctx, parsedInput }) => shown(owners.reassign(ctx, parsedInput)))

export const reassignMany = action('complaint.assign')
  .inputSchema(bulkReassignSchema)
  .action(({ ctx, parsedInput }) => shown(owners.reassignMany(ctx, parsedInput)))

export const routeNetwork = action('complaint.assign')
  .inputSchema(routeNetworkSchema)
  .action(({ ctx, parsedInput }) => shown(owners.routeNetwork(ctx, parsedInput)))

/** Whoever sees the case asks here; the one first asked may chase without a manager's right, the service knows. */
export const chase = action('complaint.view')
  .inputSchema(chaseSchema)
  .action(({ ctx, parsedInput }) => shown(supervision.chase(ctx, parsedInput)))

export const chaseMany = action('complaint.view')
  .inputSchema(bulkChaseSchema)
  .action(({ ctx, parsedInput }) => shown(supervision.chaseMany(ctx, parsedInput)))

export const supervise = action('complaint.supervise')
  .inputSchema(superviseSchema)
  .action(({ ctx, parsedInput }) => shown(supervision.supervise(ctx, parsedInput)))

export const upgrade = action('complaint.upgrade')
  .inputSchema(upgradeSchema)
  .action(({ ctx, parsedInput }) => shown(supervision.upgrade(ctx, parsedInput)))

export const escalate = action('complaint.upgrade')
  .inputSchema(escalateSchema)
  .action(({ ctx, parsedInput }) => shown(supervision.escalate(ctx, parsedInput)))

export const appeal = action('complaint.appeal')
  .inputSchema(appealSchema)
  .action(({ ctx, parsedInput }) => shown(appeals.appeal(ctx, parsedInput)))

export const answerAppeal = action('complaint.appeal')
  .inputSchema(answerAppealSchema)
  .action(({ ctx, parsedInput }) => shown(appeals.answerAppeal(ctx, parsedInput)))

export const reclassify = action('complaint.handle')
  .inputSchema(reclassifySchema)
  .action(({ ctx, parsedInput }) => shown(descriptions.reclassify(ctx, parsedInput)))

export const linkRepeat = action('complaint.handle')
  .inputSchema(linkRepeatSchema)
  .action(({ ctx, parsedInput }) => shown(descriptions.linkRepeat(ctx, parsedInput)))

export const markLegacy = action('complaint.mark_legacy')
  .inputSchema(markLegacySchema)
  .action(({ ctx, parsedInput }) => shown(descriptions.markLegacy(ctx, parsedInput)))

export const note = action('complaint.handle')
  .inputSchema(noteSchema)
  .action(({ ctx, parsedInput }) => shown(descriptions.note(ctx, parsedInput)))

export const reveal = action('complaint.reveal')
  .inputSchema(revealSchema)
  .action(({ ctx, parsedInput }) => revealPersonalData(ctx, parsedInput))

export const closeGroup = action('group.manage')
  .inputSchema(closeGroupSchema)
  .action(({ ctx, parsedInput }) => shown(groups.closeGroup(ctx, parsedInput)))
