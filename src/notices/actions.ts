'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/identity/guard'
import { parseMinor } from '@/kernel/money'
import { ok, refuse } from '@/kernel/result'
import { holdManySchema, holdSchema, settingSchema } from './schema'
import { callOffEvent } from './service/change'
import { holdEvent, holdMany, liftHold } from './service/hold'
import { saveNoticeSetting } from './service/settings'

export const holdAnEvent = action('notice.hold')
  .inputSchema(holdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await holdEvent(ctx, parsedInput)
    revalidatePath('/notices')
    return result
  })

export const holdManyEvents = action('notice.hold')
  .inputSchema(holdManySchema)
  .action(async ({ ctx, parsedInput }) => {
    const results = await holdMany(ctx, parsedInput.refs, parsedInput.reason)
    revalidatePath('/notices')
    return ok(results.map(({ ref, result }) => ({ ref, refusal: result.ok ? null : result.refusal })))
  })

export const liftAHold = action('notice.hold')
  .inputSchema(holdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await liftHold(ctx, parsedInput)
    revalidatePath('/notices')
    return result
  })

export const callOffAnEvent = action('notice.hold')
  .inputSchema(holdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await callOffEvent(ctx, parsedInput)
    revalidatePath('/notices')
    if (!result.ok) return result
    const { id, number, state } = result.value
    return ok({ id, number, state })
  })

export const keepNoticeSetting = action('notice.configure')
  .inputSchema(settingSchema)
  .action(async ({ ctx, parsedInput }) => {
    const { steps, marginHours, ...setting } = parsedInput
    const stepsMinor = steps
      .split(/[\s,，、;；]+/)
      .filter(Boolean)
      .map((typed) => parseMinor(typed, setting.currency))
    const whole = stepsMinor.filter((minor): minor is bigint => minor !== null && minor >= 0n)
    if (whole.length < stepsMinor.length || whole.length === 0)
      return refuse('notice_steps_invalid', {}, { steps: 'notice_steps_invalid' })
    const result = await saveNoticeSetting(ctx, {
      ...setting,
      marginMinutes: Math.round(marginHours * 60),
      stepsMinor: whole,
    })
    revalidatePath('/notices/settings')
    return result
  })
