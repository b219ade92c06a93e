import type { Locale } from '@/kernel/text'
import { refusalWords } from '@/platform/i18n/refusal-words'
import type { AnswerReport } from '../service/answers'

/** A report on answers with its refusals in words, for the screen, the interface and the command line. */
export async function answerReportInWords(report: AnswerReport, locale: Locale) {
  return {
    paid: report.paid,
    failed: report.failed,
    repeated: report.repeated,
    problems: await Promise.all(
      report.problems.map(async ({ line, paymentId, refusal }) => ({
        line,
        paymentId,
        code: refusal.code,
        message: (await refusalWords(refusal, locale)).message,
      })),
    ),
  }
}
