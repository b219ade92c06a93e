import { route } from '@/identity/guard'
import { answerReportInWords } from '@/refunds/queries/answer-words'
import { answersSchema } from '@/refunds/schema'
import { receiveAnswers } from '@/refunds/service/answers'
import { readJson } from '../../../complaints/read-json'

/** Ten thousand answers with every field filled stay below this. */
const LARGEST_ANSWERS_BYTES = 6 * 1024 * 1024

/**
 * Call-back of the billing system: `{"answers": [{"paymentId", "result": "paid" | "failed", "billingRef", "reason"}]}`.
 * The same answer again changes nothing. 200 with what was taken and what was not.
 */
export const POST = route('refund.answer_api', async ({ ctx, request }) => {
  const { answers } = answersSchema.parse(await readJson(request, LARGEST_ANSWERS_BYTES))
  const outcome = await receiveAnswers(ctx, answers, 'api')
  return outcome.ok ? answerReportInWords(outcome.value, ctx.locale) : outcome
})
