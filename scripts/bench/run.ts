import { cpus, loadavg, totalmem } from 'node:os'
import { step } from '../lib/progress.mjs'
import { ensureBuilt } from '../prepare/build'
import { ensureGenerated } from '../prepare/generate'
import { makeBenchCarrier } from './carrier'
import { measureAnswers } from './measure-answers'
import { measureClock } from './measure-clock'
import { measureFigures } from './measure-figures'
import { measureIntake } from './measure-intake'
import { measureWorkerMemory, webMemory } from './measure-memory'
import { measurePages } from './measure-pages'
import { measureReconciliation } from './measure-reconciliation'
import { measureRefunds } from './measure-refunds'
import { measureSearch } from './measure-search'
import { measureSweep } from './measure-sweep'
import { answerOverdue, fillMillion } from './million'
import { type BenchOptions, type PartName, readBenchOptions } from './options'
import { openStage, type Stage, startBare, startWeb } from './stage'
import { printStatements } from './statements'
import { type Line, printTable, verdictOf } from './table'

const NEED_NO_COMPLAINTS: readonly PartName[] = ['clock', 'refunds', 'reconciliation']
const ON_WEB: readonly PartName[] = ['search', 'pages', 'intake']

/** Measures what was asked for and prints one table. Everything it made is removed afterwards. */
export async function runBench(args: readonly string[]): Promise<void> {
  const options = readBenchOptions(args)
  const lines: Line[] = []
  const measure: Measure = async (part, label, work) => {
    if (!options.parts.has(part)) return
    await step(label, async () => {
      lines.push(...(await work()))
    })
  }
  try {
    await measure('clock', 'Clock arithmetic', () => measureClock(Math.min(3, options.seconds)))
    if ([...options.parts].some((part) => part !== 'clock')) await measureOnDatabase(options, measure)
  } finally {
    // A part that fails does not take with it what was measured before.
    if (lines.length > 0) printTable(lines)
  }
  const missed = lines.filter((line) => verdictOf(line) === 'miss').length
  console.log(`\n${machineWords()}; scale ${options.scale}`)
  console.log(missed === 0 ? 'Every target is met.' : `${missed} of the targets missed.`)
}

type Measure = (part: PartName, label: string, work: () => Line[] | Promise<Line[]>) => Promise<void>

async function measureOnDatabase(options: BenchOptions, measure: Measure): Promise<void> {
  const isOnWeb = ON_WEB.some((part) => options.parts.has(part))
  await ensureGenerated()
  if (isOnWeb) await ensureBuilt()
  const stage = await step('Starting a Postgres of its own', () => openStage(options))
  const carrier = await makeBenchCarrier(stage.db)
  const measureMoney = async () => {
    await measure('refunds', 'Refunds', () => measureRefunds(stage, carrier))
    await measure('reconciliation', 'Reconciliation', () => measureReconciliation(stage, carrier))
  }
  if ([...options.parts].every((part) => NEED_NO_COMPLAINTS.includes(part))) return measureMoney()
  const rows = await step('Generating complaints', () => fillMillion(stage, carrier))
  await measure('sweep', 'Sweep', () => measureSweep(stage, rows))
  await measure('memory', 'The worker itself', () => measureWorkerMemory(stage, rows))
  if (rows.overdueEach > 0) await step('Answering what was overdue', () => answerOverdue(stage))
  await measure('figures', 'Data of the boards', () => measureFigures(stage))
  await measureMoney()
  await measure('answers', 'Answers of customers', () => measureAnswers(stage, carrier))
  if (isOnWeb) await measureOnWeb(stage, measure, { carrier, rows })
  if (options.statements) await printStatements(stage)
}

type Made = {
  readonly carrier: Awaited<ReturnType<typeof makeBenchCarrier>>
  readonly rows: Awaited<ReturnType<typeof fillMillion>>
}

async function measureOnWeb(stage: Stage, measure: Measure, { carrier, rows }: Made): Promise<void> {
  const bare = await step('Building the bare app', () => startBare(stage))
  const web = await step('Starting the web process', () => startWeb(stage))
  await measure('search', 'Search', () => measureSearch(stage, carrier, rows, web))
  await measure('pages', 'Pages', () => measurePages(stage, carrier, web, bare))
  await measure('intake', 'Intake', () => measureIntake(stage, carrier, web, bare))
  await measure('memory', 'Memory', () => webMemory(web, bare))
  await web.stop()
  await bare.stop()
}

function machineWords(): string {
  const [cpu] = cpus()
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  const load = loadavg()[0]?.toFixed(1)
  return `${cpus().length} x ${cpu?.model.trim() ?? 'processor'}, ${gigabytes} GB, Node ${process.versions.node}; load ${load}`
}
