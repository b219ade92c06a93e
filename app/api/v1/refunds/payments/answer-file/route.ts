import { route } from '@/identity/guard'
import { refuse } from '@/kernel/result'
import { readBody } from '@/platform/http-body'
import { answerReportInWords } from '@/refunds/queries/answer-words'
import { receiveAnswerFile } from '@/refunds/service/answer-file'

const LARGEST_BYTES = 50 * 1024 * 1024

/** Billing's answer file as the body (CSV). 200 with what was taken, and line and reason of what was not. */
export const POST = route('refund.pay', async ({ ctx, request }) => {
  const body = await readBody(request, LARGEST_BYTES)
  if (body === null) return refuse('refund_answer_file', {}, { file: 'refund_answer_file' })
  const outcome = await receiveAnswerFile(ctx, body)
  return outcome.ok ? answerReportInWords(outcome.value, ctx.locale) : outcome
})
