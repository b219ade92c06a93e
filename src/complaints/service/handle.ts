import type { Ctx } from '@/platform/context'
import type {
  contactSchema,
  CaseChange as Input,
  planSchema,
  replySchema,
  solveSchema,
  visitSchema,
} from '../schema'
import { changeCase, firstOf, timeOfDoing } from './change-case'

/** What was said to the customer, by which way and when: the stop of the reply promise. */
export const reply = (ctx: Ctx, input: Input<typeof replySchema>) =>
  changeCase(ctx, input, 'reply', async (_tx, held) => {
    const { at, backdated } = timeOfDoing(held, input)
    const attrs = { text: held.clean(input.text), channel: input.channel, ...backdated }
    return {
      patch: { repliedAt: firstOf(held.row.repliedAt, at) },
      facts: [{ type: 'complaint.replied', occurredAt: at, attrs }],
      detail: { channel: input.channel },
      value: { at },
    }
  })

/** The customer was reached; not yet an answer. */
export const contact = (ctx: Ctx, input: Input<typeof contactSchema>) =>
  changeCase(ctx, input, 'contact', async (_tx, held) => {
    const { at, backdated } = timeOfDoing(held, input)
    const attrs = { text: held.clean(input.text), channel: input.channel, ...backdated }
    return {
      patch: { contactedAt: firstOf(held.row.contactedAt, at) },
      facts: [{ type: 'complaint.contacted', occurredAt: at, attrs }],
      detail: { channel: input.channel },
      value: { at },
    }
  })

/** What will be done, told to the customer; `plannedFor` is the day it shall be done. */
export const plan = (ctx: Ctx, input: Input<typeof planSchema>) =>
  changeCase(ctx, input, 'plan', async (_tx, held) => {
    const { at, backdated } = timeOfDoing(held, input)
    const plannedFor = input.plannedFor?.toISOString() ?? null
    return {
      patch: { plannedAt: at },
      facts: [
        {
          type: 'complaint.planned',
          occurredAt: at,
          attrs: { text: held.clean(input.text), plannedFor, ...backdated },
        },
      ],
      value: { at },
    }
  })

/** What was complained about is put right. */
export const solve = (ctx: Ctx, input: Input<typeof solveSchema>) =>
  changeCase(ctx, input, 'solve', async (_tx, held) => {
    const { at, backdated } = timeOfDoing(held, input)
    return {
      patch: { solvedAt: firstOf(held.row.solvedAt, at) },
      facts: [
        { type: 'complaint.solved', occurredAt: at, attrs: { text: held.clean(input.text), ...backdated } },
      ],
      value: { at },
    }
  })

/** Somebody of ours was at the customer's. */
export const visit = (ctx: Ctx, input: Input<typeof visitSchema>) =>
  changeCase(ctx, input, 'visit', async (_tx, held) => {
    const { at, backdated } = timeOfDoing(held, input)
    return {
      patch: { contactedAt: firstOf(held.row.contactedAt, at) },
      facts: [
        {
          type: 'complaint.visited',
          occurredAt: at,
          attrs: { text: held.clean(input.text), arrivedInTime: input.arrivedInTime, ...backdated },
        },
      ],
      value: { at },
    }
  })
