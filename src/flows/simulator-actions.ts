'use server'

import { z } from 'zod'
import { action } from '@/identity/guard'
import { answerAsCustomer } from './simulator'

const answerInput = z.object({
  customerId: z.uuid('field_invalid'),
  text: z.string().min(1, 'field_required').max(500, 'field_too_long'),
})

export const answerAsCustomerAction = action('message.simulate')
  .inputSchema(answerInput)
  .action(async ({ ctx, parsedInput }) => answerAsCustomer(ctx, parsedInput))
