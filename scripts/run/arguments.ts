import { parseArgs } from 'node:util'
import { CannotStart } from './parts'

export interface StartArguments {
  readonly port: number | undefined
  readonly host: string
  /** undefined: as the database says (load when empty, and only into the embedded one). */
  readonly demo: boolean | undefined
  readonly isFresh: boolean
  readonly isConfirmed: boolean
}

export const startUsage = `Usage: npm start -- [options]

  --port <number>   port of the web app; 3000 or the next free one without it
  --host <address>  address to listen on; 127.0.0.1 (this machine only) without it
  --no-demo         start with an empty database, without the demonstration carrier
  --demo            load the demonstration carrier also into the database of DATABASE_URL, when it is empty
  --fresh --yes     delete the embedded database of this folder with everything in it, then start anew
`

/** Reads the arguments of `npm start`. @throws CannotStart with the usage when they are wrong */
export function readStartArguments(args: readonly string[]): StartArguments {
  const values = parse(args)
  if (values.help) {
    console.log(startUsage)
    process.exit(0)
  }
  const given = values.port ?? process.env.PORT
  const port = given === undefined || given === '' ? undefined : Number(given)
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new CannotStart(
      `PORT must be a whole number from 1 to 65535, not "${given}". Example: npm start -- --port 3000`,
    )
  }
  if (values.demo && values['no-demo']) throw new CannotStart('Choose one of --demo and --no-demo.')
  return {
    port,
    host: values.host ?? process.env.HOST ?? '127.0.0.1',
    demo: values['no-demo'] ? false : values.demo,
    isFresh: values.fresh ?? false,
    isConfirmed: values.yes ?? false,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        demo: { type: 'boolean' },
        'no-demo': { type: 'boolean' },
        fresh: { type: 'boolean' },
        yes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    throw new CannotStart(`${error instanceof Error ? error.message : error}\n\n${startUsage}`)
  }
}
