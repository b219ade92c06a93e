'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import {
  decideBulkInput,
  decideTemplateInput,
  newBulkTemplateInput,
  proposeTemplateInput,
  requestBulkInput,
  resendInput,
  saveTemplateInput,
  sendBulkInput,
} from './schema'
import { decideBulk, requestBulk, sendBulk } from './service/bulk'
import { resendMessage } from './service/resend'
import { decideTemplate, newBulkTemplate, proposeTemplate, saveTemplate } from './service/templates'

const fresh = <T>(answer: T, path: string): T => {
  revalidatePath(path, 'layout')
  return answer
}

export const resendMessageAction = action('message.resend')
  .inputSchema(resendInput)
  .action(async ({ ctx, parsedInput }) => fresh(await resendMessage(ctx, parsedInput), '/messages'))

const draftTemplates = action('template.draft')

export const saveTemplateAction = draftTemplates
  .inputSchema(saveTemplateInput)
  .action(async ({ ctx, parsedInput }) => fresh(await saveTemplate(ctx, parsedInput), '/templates'))

export const newBulkTemplateAction = draftTemplates
  .inputSchema(newBulkTemplateInput)
  .action(async ({ ctx, parsedInput }) => fresh(await newBulkTemplate(ctx, parsedInput), '/templates'))

export const proposeTemplateAction = draftTemplates
  .inputSchema(proposeTemplateInput)
  .action(async ({ ctx, parsedInput }) => fresh(await proposeTemplate(ctx, parsedInput), '/templates'))

export const decideTemplateAction = action('template.approve')
  .inputSchema(decideTemplateInput)
  .action(async ({ ctx, parsedInput }) => fresh(await decideTemplate(ctx, parsedInput), '/templates'))

export const requestBulkAction = action('bulk.send')
  .inputSchema(requestBulkInput)
  .action(async ({ ctx, parsedInput }) => fresh(await requestBulk(ctx, parsedInput), '/bulk'))

export const sendBulkAction = action('bulk.send')
  .inputSchema(sendBulkInput)
  .action(async ({ ctx, parsedInput }) => fresh(await sendBulk(ctx, parsedInput), '/bulk'))

export const decideBulkAction = action('bulk.approve')
  .inputSchema(decideBulkInput)
  .action(async ({ ctx, parsedInput }) => fresh(await decideBulk(ctx, parsedInput), '/bulk'))
