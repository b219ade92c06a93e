import { step } from '../lib/progress.mjs'
import type { Outcome } from './outcome'
import { prepare, testSteps } from './steps'

/** Runs the steps one after the other; a failure does not keep the later ones from running. */
export async function runTests(args: readonly string[]): Promise<void> {
  const chosen = chooseSteps(args)
  await prepare()
  let [passed, failed] = [0, 0]
  for (const each of chosen) {
    const outcome = await runStep(each.label, each.run)
    passed += outcome.passed
    failed += outcome.failed
  }
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

async function runStep(label: string, run: () => Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome = { passed: 0, failed: 1, output: '' }
  try {
    await step(label, async () => {
      outcome = await run().catch((error: unknown) => ({
        passed: 0,
        failed: 1,
        output: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }))
      // Thrown so that the line shows a cross; the outcome itself is reported below.
      if (outcome.failed > 0) throw new Error(label)
      return `${outcome.passed} passed`
    })
  } catch {
    console.log(
      `    ${outcome.passed} passed, ${outcome.failed} failed${outcome.note ? ` (${outcome.note})` : ''}`,
    )
    console.log(indent(lastLines(outcome.output, 300)))
  }
  return outcome
}

function chooseSteps(args: readonly string[]) {
  const only = args.flatMap((arg, index) => {
    if (arg.startsWith('--only=')) return arg.slice('--only='.length).split(',')
    return args[index - 1] === '--only' ? arg.split(',') : []
  })
  const known = testSteps.map((each) => each.name)
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new Error(`There is no step ${unknown.join(', ')}. Steps: ${known.join(', ')}`)
  return only.length === 0 ? testSteps : testSteps.filter((each) => only.includes(each.name))
}

const lastLines = (text: string, count: number): string => text.trimEnd().split('\n').slice(-count).join('\n')
const indent = (text: string): string => text.replaceAll(/^/gm, '    ')
