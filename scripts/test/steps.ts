import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runForOutcome } from '../lib/command.mjs'
import { programOf, projectFolder } from '../lib/project.mjs'
import { build } from '../prepare/build'
import { ensureGenerated } from '../prepare/generate'
import { ensureChromium } from './chromium'
import { countPlaywright, countVitest, type Outcome, single } from './outcome'

export interface TestStep {
  /** What `--only` names it by. */
  readonly name: string
  readonly label: string
  readonly run: () => Promise<Outcome>
}

/** Tests see no settings of the machine they run on. */
const testEnv = (): NodeJS.ProcessEnv => {
  const {
    DATABASE_URL: _url,
    NEXTAUTH_URL: _address,
    SMTP_URL: _smtp,
    SMTP_FROM: _from,
    ...rest
  } = process.env
  return { ...rest, NODE_ENV: 'test', NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0', NO_COLOR: '1' }
}

const node = (args: string[], env: NodeJS.ProcessEnv = testEnv()) =>
  runForOutcome(process.execPath, args, { env })

async function checkTypes(): Promise<Outcome> {
  const routes = await node([programOf('next'), 'typegen'], { ...testEnv(), NODE_ENV: 'production' })
  if (routes.code !== 0) return single(false, routes.output)
  const types = await node([programOf('typescript', 'tsc'), '--noEmit', '-p', '.'])
  return single(types.code === 0, types.output)
}

async function lint(): Promise<Outcome> {
  const { code, output } = await node([programOf('@biomejs/biome', 'biome'), 'ci', '--colors=off'])
  return single(code === 0, output)
}

async function runVitest(project: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'jiannuo-report-'))
  try {
    const report = join(folder, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { output } = await node([programOf('vitest'), 'run', '--project', project, ...reporters])
    return countVitest(report, output)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runBuild(): Promise<Outcome> {
  try {
    await build()
    return single(true, '')
  } catch (error) {
    return single(false, error instanceof Error ? error.message : String(error))
  }
}

async function runJourneys(): Promise<Outcome> {
  if (!existsSync(join(projectFolder, '.next', 'BUILD_ID'))) return single(false, 'The app is not built.')
  try {
    await ensureChromium()
  } catch (error) {
    return single(false, error instanceof Error ? error.message : String(error))
  }
  const folder = mkdtempSync(join(tmpdir(), 'jiannuo-report-'))
  try {
    const report = join(folder, 'report.json')
    const { code, output } = await node(
      [programOf('@playwright/test', 'playwright'), 'test', '--pass-with-no-tests', '--reporter=list,json'],
      { ...testEnv(), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    )
    return countPlaywright(report, output, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In the order they run: the quick ones first. */
export const testSteps: readonly TestStep[] = [
  { name: 'lint', label: 'Format and lint', run: lint },
  { name: 'types', label: 'Types', run: checkTypes },
  { name: 'architecture', label: 'Import rules', run: () => runVitest('architecture') },
  { name: 'unit', label: 'Unit and property tests', run: () => runVitest('unit') },
  { name: 'db', label: 'Database tests', run: () => runVitest('db') },
  { name: 'worker', label: 'Worker tests', run: () => runVitest('worker') },
  { name: 'api', label: 'API tests', run: () => runVitest('api') },
  { name: 'build', label: 'Production build', run: runBuild },
  { name: 'e2e', label: 'Journeys in a browser', run: runJourneys },
]

export const prepare = (): Promise<void> => ensureGenerated()
