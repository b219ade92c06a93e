import { parse } from 'csv-parse/sync'
import { type Result, refuse } from '@/kernel/result'
import type { Ctx } from '@/platform/context'
import { readAnswerRows } from '../rules/answer-file'
import { type AnswerReport, type PaymentAnswer, receiveAnswers } from './answers'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads billing's answer file (CSV, UTF-8) and takes its answers; a line that cannot be read is told with its number. */
export async function receiveAnswerFile(ctx: Ctx, bytes: Uint8Array): Promise<Result<AnswerReport>> {
  const rows = rowsOf(bytes)
  const lines = rows && readAnswerRows(rows)
  if (!lines) return refuse('refund_answer_file', {}, { file: 'refund_answer_file' })
  const answers: PaymentAnswer[] = []
  const problems: AnswerReport['problems'][number][] = []
  for (const { line, paymentId, result, billingRef, reason } of lines) {
    if (!UUID.test(paymentId)) problems.push({ line, paymentId, refusal: { code: 'refund_payment_unknown' } })
    else if (result !== 'paid' && result !== 'failed')
      problems.push({ line, paymentId, refusal: { code: 'refund_answer_result' } })
    else answers.push({ line, paymentId, result, billingRef: billingRef || null, reason: reason || null })
  }
  const outcome = await receiveAnswers(ctx, answers, 'file')
  if (!outcome.ok) return outcome
  const all = [...outcome.value.problems, ...problems].sort((a, b) => a.line - b.line)
  return { ok: true, value: { ...outcome.value, problems: all } }
}

function rowsOf(bytes: Uint8Array): string[][] | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return parse(text, { bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false })
  } catch {
    return null
  }
}
