import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** What one step contributes to the last line. */
export interface Outcome {
  readonly passed: number
  readonly failed: number
  /** Shown when something failed, or when it is worth a note. */
  readonly output: string
  readonly note?: string
}

/** A step without counted tests of its own (format, types, build) counts as one. */
export const single = (isGood: boolean, output: string): Outcome => ({
  passed: isGood ? 1 : 0,
  failed: isGood ? 0 : 1,
  output: isGood ? '' : output,
})

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
})

/**
 * Counts a Vitest run. A file that failed before its tests ran counts as one failure, skipped tests count as
 * failures (the house has none), and a run that fails without any of these is one failure too.
 */
export function countVitest(reportFile: string, output: string): Outcome {
  const report = readReport(reportFile, vitestReport)
  if (!report) return single(false, output)
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((each) => each.status !== 'failed'),
  ).length
  const skipped = report.numPendingTests + report.numTodoTests
  const counted = report.numFailedTests + brokenFiles + skipped
  const failed = counted === 0 && !report.success ? 1 : counted
  const note = skipped > 0 ? `${skipped} skipped, which counts as failed` : undefined
  return {
    passed: report.numPassedTests,
    failed,
    output: failed > 0 ? output : '',
    ...(note ? { note } : {}),
  }
}

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.unknown()),
})

/** Counts a Playwright run; flaky and skipped journeys count as failures. */
export function countPlaywright(reportFile: string, output: string, exitCode: number): Outcome {
  const report = readReport(reportFile, playwrightReport)
  if (!report) return single(false, output)
  const { expected, unexpected, flaky, skipped } = report.stats
  const counted = unexpected + flaky + skipped
  const failed = counted === 0 && (exitCode !== 0 || report.errors.length > 0) ? 1 : counted
  return { passed: expected, failed, output: failed > 0 ? output : '' }
}

function readReport<T>(file: string, shape: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined
  const parsed = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return parsed.success ? parsed.data : undefined
}
