import { planEvents } from '@/flows/notices'
import { route } from '@/identity/guard'
import { refusalOfError } from '@/identity/problem'
import { refuse } from '@/kernel/result'
import { MOST_EVENTS_AT_ONCE, type PlanEventBody, planEventSchema } from '@/notices/schema'
import { unitIdOf } from '@/notices/service/unit'
import type { Ctx } from '@/platform/context'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { readJson } from '../complaints/read-json'

/** A thousand events with every field filled stay below this. */
const LARGEST_BATCH_BYTES = 2 * 1024 * 1024

/**
 * Plans an event, or up to a thousand at once. One: 201 with its number, 200 when its reference is known. Many: 200 with an
 * answer for each, in the order given.
 */
export const POST = route('notice.api', async ({ ctx, request }) => {
  const body = await readJson(request, LARGEST_BATCH_BYTES)
  if (Array.isArray(body)) return planMany(ctx, body)
  const event = planEventSchema.parse(body)
  const [planned] = await planEvents(ctx, [await withUnit(ctx, event)])
  const outcome = planned!.result
  if (!outcome.ok) return outcome
  return Response.json(outcome.value, {
    status: outcome.value.wasPlannedBefore || outcome.value.id === null ? 200 : 201,
    headers: {
      'cache-control': 'private, no-store',
      ...(outcome.value.id === null ? {} : { location: `/notices/${outcome.value.id}` }),
    },
  })
})

const withUnit = async (ctx: Ctx, { unit, ...event }: PlanEventBody) => ({
  ...event,
  unitId: await unitIdOf(ctx, unit),
})

/** What cannot be read or has no unit answers for itself; the others are planned. */
async function planMany(ctx: Ctx, bodies: readonly unknown[]) {
  if (bodies.length > MOST_EVENTS_AT_ONCE) return refuse('event_too_many')
  const read = await Promise.all(
    bodies.map(async (body) => {
      try {
        return { event: await withUnit(ctx, planEventSchema.parse(body)) }
      } catch (error) {
        return { refusal: refusalOfError(error, '/api/v1/planned-events') }
      }
    }),
  )
  const planned = await planEvents(
    ctx,
    read.flatMap(({ event }) => event ?? []),
  )
  let next = 0
  const results = read.map(({ refusal }) =>
    refusal ? { ok: false as const, refusal } : planned[next++]!.result,
  )
  return Promise.all(
    results.map(async (result, place) => {
      if (result.ok) return { place, ...result.value }
      const { message, fields } = await refusalWords(result.refusal, ctx.locale)
      return { place, code: result.refusal.code, title: message, ...(fields ? { fields } : {}) }
    }),
  )
}
