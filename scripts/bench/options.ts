import { parseArgs } from 'node:util'
import { CannotStart } from '../run/parts'

/** What can be measured, in the order it is measured. */
export const PARTS = [
  'clock',
  'sweep',
  'figures',
  'answers',
  'search',
  'pages',
  'intake',
  'refunds',
  'reconciliation',
  'memory',
] as const
export type PartName = (typeof PARTS)[number]

export interface BenchOptions {
  /** Share of the full size: 1 is 1,000,000 complaints. */
  readonly scale: number
  readonly parts: ReadonlySet<PartName>
  /** Length of one measurement over HTTP; each side is measured `rounds` times, in turn. */
  readonly seconds: number
  readonly rounds: number
  /** Also prints the statements the database spent its time on. */
  readonly statements: boolean
  /** Folder for CPU profiles of the web process; undefined: none are made. */
  readonly profileFolder: string | undefined
}

const usage = `Usage: npm run bench -- [options]

  --scale <share>    share of the full size, e.g. 0.01 for a quick look; 1 (a million complaints) without it
  --only <parts>     some parts only, separated by commas: ${PARTS.join(', ')}
  --seconds <n>      length of one measurement over HTTP; 6 without it
  --rounds <n>       measurements per side, in turn; the middle one counts; 3 without it
  --statements       also print the statements the database spent its time on (costs a little speed)
  --profile <folder> also write CPU profiles of the web process there
`

/** Reads the arguments of `npm run bench`. @throws CannotStart with the usage when they are wrong */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const values = parse(args)
  if (values.help) throw new CannotStart(usage)
  const only = values.only?.split(',') ?? PARTS
  const unknown = only.filter((name) => !PARTS.some((part) => part === name))
  if (unknown.length > 0) throw new CannotStart(`There is no part ${unknown.join(', ')}.\n\n${usage}`)
  return {
    scale: within(values.scale, 'scale', 0.001, 10),
    parts: new Set(PARTS.filter((part) => only.includes(part))),
    seconds: within(values.seconds, 'seconds', 1, 120),
    rounds: within(values.rounds, 'rounds', 1, 20),
    statements: values.statements,
    profileFolder: values.profile,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scale: { type: 'string', default: '1' },
        only: { type: 'string' },
        seconds: { type: 'string', default: '6' },
        rounds: { type: 'string', default: '3' },
        statements: { type: 'boolean', default: false },
        profile: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}

function within(text: string, name: string, min: number, max: number): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= min && value <= max) return value
  throw new CannotStart(`--${name} must be a number from ${min} to ${max}, not "${text}".\n\n${usage}`)
}
