import { isAbsolute } from 'node:path'
import { z } from 'zod'

/**
 * The only reader of the environment. Settings are checked per concern and only when a part needs them, so
 * `jiannuo clock` runs with none at all, and a start with wrong settings names every one of them at once.
 */

/** One setting as the operator sees it; `settings` is the table that the README and `jiannuo settings` print. */
export interface Setting {
  readonly name: string
  readonly about: string
  readonly example: string
  /** The parts that cannot start without it; empty when it may be left out. */
  readonly neededBy: readonly Part[]
  /** What holds when it is left out. */
  readonly absent: string
  readonly shape: z.ZodType<string>
}

/** The processes that check their settings before they start. */
export type Part = 'web' | 'worker' | 'migrate' | 'cli'

const parts = {
  all: ['web', 'worker', 'migrate', 'cli'],
  running: ['web', 'worker'],
  data: ['web', 'worker', 'cli'],
} as const satisfies Record<string, readonly Part[]>

const withProtocol = (protocols: readonly string[], problem: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), problem)

const wholeNumber = (min: number, max: number) =>
  z.string().refine((text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max, {
    message: `must be a whole number from ${min} to ${max}`,
  })

const isKeyOf32Bytes = (text: string): boolean =>
  /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').length === 32

export const settings: readonly Setting[] = [
  {
    name: 'DATABASE_URL',
    about: 'The PostgreSQL 16+ database that holds everything.',
    example: 'postgresql://jiannuo:secret@db.internal:5432/jiannuo',
    neededBy: parts.all,
    absent: '`npm start` runs its own Postgres',
    shape: withProtocol(
      ['postgresql:', 'postgres:'],
      'must start with postgresql:// and name host and database',
    ),
  },
  {
    name: 'NEXTAUTH_SECRET',
    about: 'Signs the sessions; 32 characters or more. Make one with: openssl rand -base64 32',
    example: '"$(openssl rand -base64 32)"',
    neededBy: ['web'],
    absent: '`npm start` makes one',
    shape: z.string().min(32, 'must have at least 32 characters'),
  },
  {
    name: 'NEXTAUTH_URL',
    about: 'The address under which people reach the app.',
    example: 'https://jiannuo.example.cn',
    neededBy: parts.running,
    absent: '`npm start` takes http://localhost and its port',
    shape: withProtocol(['http:', 'https:'], 'must start with http:// or https://'),
  },
  {
    name: 'JIANNUO_DATA_KEY',
    about:
      'Encrypts personal data: 32 bytes in base64. Make one with: openssl rand -base64 32. Keep a copy apart.',
    example: '"$(openssl rand -base64 32)"',
    neededBy: parts.data,
    absent: '`npm start` makes one',
    shape: z
      .string()
      .refine(isKeyOf32Bytes, 'must be exactly 32 bytes in base64 (44 characters ending in =)'),
  },
  {
    name: 'JIANNUO_FILES_DIR',
    about: 'Folder for attachments, shared by web and worker.',
    example: '/var/lib/jiannuo/files',
    neededBy: parts.running,
    absent: '`npm start` uses .jiannuo/files',
    shape: z.string().refine((text) => isAbsolute(text), 'must be an absolute path'),
  },
  {
    name: 'SMTP_URL',
    about: 'Mail server for e-mail notifications; goes together with SMTP_FROM.',
    example: 'smtps://user:password@mail.example.cn:465',
    neededBy: [],
    absent: 'no e-mail, notifications in the app only',
    shape: withProtocol(['smtp:', 'smtps:'], 'must start with smtp:// or smtps://'),
  },
  {
    name: 'SMTP_FROM',
    about: 'Sender of the e-mails; goes together with SMTP_URL.',
    example: 'Jiannuo <jiannuo@example.cn>',
    neededBy: [],
    absent: 'no e-mail',
    shape: z.string().regex(/^[^<>]*<?[^@\s<>]+@[^@\s<>]+>?$/, 'must be an e-mail address'),
  },
  {
    name: 'JIANNUO_SMPP_URL',
    about:
      'Short message centre (SMPP 3.4) that takes and brings text messages; ssmpp:// for TLS. User name and password as in the example, percent-encoded.',
    example: 'smpp://jiannuo:secret@smsc.internal:2775',
    neededBy: [],
    absent: 'no text messages by SMPP',
    shape: withProtocol(
      ['smpp:', 'ssmpp:'],
      'must start with smpp:// or ssmpp:// and name host and port',
    ).refine(
      (text) => URL.canParse(text) && new URL(text).hostname !== '' && new URL(text).username !== '',
      'must name user, password, host and port',
    ),
  },
  {
    name: 'JIANNUO_SMS_GATEWAY_URL',
    about:
      'HTTP gateway that takes text and voice messages (docs/messages.md); goes together with JIANNUO_SMS_GATEWAY_KEY and JIANNUO_SMS_GATEWAY_SECRET.',
    example: 'https://sms.example.cn/v1/messages',
    neededBy: [],
    absent: 'no messages by HTTP',
    shape: withProtocol(['http:', 'https:'], 'must start with http:// or https://'),
  },
  {
    name: 'JIANNUO_SMS_GATEWAY_KEY',
    about: 'Key by which the HTTP gateway knows us; sent as Authorization: Bearer.',
    example: 'k-0123456789',
    neededBy: [],
    absent: 'no messages by HTTP',
    shape: z.string().regex(/^[\x21-\x7e]{8,500}$/, 'must be 8 or more characters without blanks'),
  },
  {
    name: 'JIANNUO_SMS_GATEWAY_SECRET',
    about:
      'Signs what the HTTP gateway reports to /api/v1/messages/callback; 32 characters or more. Make one with: openssl rand -base64 32',
    example: '"$(openssl rand -base64 32)"',
    neededBy: [],
    absent: 'no messages by HTTP',
    shape: z.string().min(32, 'must have at least 32 characters'),
  },
  {
    name: 'JIANNUO_SMS_SENDER',
    about: 'Number text messages come from, and answers go to.',
    example: '10010',
    neededBy: [],
    absent: '10010',
    shape: z
      .string()
      .regex(
        /^(\d{3,15}|[A-Za-z][A-Za-z0-9 ]{0,10})$/,
        'must be 3 to 15 digits or a name of up to 11 letters',
      ),
  },
  {
    name: 'JIANNUO_SMS_PER_SECOND',
    about: 'Most text messages (parts) a second, all workers together.',
    example: '50',
    neededBy: [],
    absent: '50',
    shape: wholeNumber(1, 10_000),
  },
  {
    name: 'JIANNUO_SIMULATOR',
    about:
      'Set to 1 to show messages on invented phones (/simulator) instead of sending them; refused together with a real way out.',
    example: '1',
    neededBy: [],
    absent: 'on in the demonstration, off elsewhere',
    shape: z.string().regex(/^[01]$/, 'must be 1 or 0'),
  },
  {
    name: 'PORT',
    about: 'Port of the web process.',
    example: '3000',
    neededBy: [],
    absent: '3000',
    shape: wholeNumber(1, 65_535),
  },
  {
    name: 'HOST',
    about: 'Network address the web process listens on.',
    example: '127.0.0.1',
    neededBy: [],
    absent: '0.0.0.0 (`npm start`: 127.0.0.1)',
    shape: z.string().regex(/^[\w.:-]+$/, 'must be an IP address or host name'),
  },
  {
    name: 'LOG_LEVEL',
    about: 'How much is logged: debug, info, warn or error.',
    example: 'info',
    neededBy: [],
    absent: 'info',
    shape: z.string().regex(/^(debug|info|warn|error)$/, 'must be debug, info, warn or error'),
  },
  {
    name: 'JIANNUO_DB_POOL',
    about: 'Largest number of database connections of one process.',
    example: '10',
    neededBy: [],
    absent: '10',
    shape: wholeNumber(2, 200),
  },
  {
    name: 'JIANNUO_PROXY_HOPS',
    about:
      'How many proxies of your own stand in front and append to X-Forwarded-For; lets sign-in limit guesses per address.',
    example: '1',
    neededBy: [],
    absent: '0: the header is not believed',
    shape: wholeNumber(0, 9),
  },
  {
    name: 'JIANNUO_DEMO',
    about:
      'Set to 1 by `npm start` with the demonstration carrier: the sign-in page then offers its accounts.',
    example: '1',
    neededBy: [],
    absent: 'not a demonstration',
    shape: z.string().regex(/^[01]$/, 'must be 1 or 0'),
  },
]

/** Settings are missing or malformed; the message is complete and meant for the operator. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  constructor(readonly problems: readonly { name: string; problem: string }[]) {
    super(describeProblems(problems))
  }
}

function describeProblems(problems: readonly { name: string; problem: string }[]): string {
  const count = problems.length === 1 ? 'one setting needs' : `${problems.length} settings need`
  const lines = problems.map(({ name, problem }) => {
    const setting = settingNamed(name)
    return `  ${name} ${problem}.\n      ${setting.about}\n      Example: ${name}=${setting.example}`
  })
  return [
    `Jiannuo cannot start: ${count} attention.`,
    ...lines,
    'Set them in the environment or in the file .env of the project folder, then start again.',
  ].join('\n\n')
}

function settingNamed(name: string): Setting {
  const found = settings.find((each) => each.name === name)
  if (!found) throw new Error(`Unknown setting ${name}`)
  return found
}

type Source = Readonly<Record<string, string | undefined>>

/** An empty value counts as left out: that is how compose files and unit files say "none". */
const given = (name: string, source: Source): string | undefined => source[name]?.trim() || undefined

function problemOf(name: string, needed: boolean, source: Source): string | undefined {
  const value = given(name, source)
  if (value === undefined) return needed ? 'is missing' : undefined
  const checked = settingNamed(name).shape.safeParse(value)
  return checked.success ? undefined : (checked.error.issues[0]?.message ?? 'is malformed')
}

/**
 * Checks everything a part needs and everything optional that is set.
 * @throws SettingsError naming all problems at once
 */
export function checkSettings(part: Part, source: Source = process.env): void {
  const problems = settings.flatMap(({ name, neededBy }) => {
    const problem = problemOf(name, neededBy.includes(part), source)
    return problem ? [{ name, problem }] : []
  })
  const [url, from] = [given('SMTP_URL', source), given('SMTP_FROM', source)]
  if (url && !from) problems.push({ name: 'SMTP_FROM', problem: 'is missing, while SMTP_URL is set' })
  if (from && !url) problems.push({ name: 'SMTP_URL', problem: 'is missing, while SMTP_FROM is set' })
  problems.push(...messageProblems(source))
  if (problems.length > 0) throw new SettingsError(problems)
}

/** Text messages have one way out, whole or not at all; the simulator never stands beside a real one. */
function messageProblems(source: Source): { name: string; problem: string }[] {
  const gateway = ['URL', 'KEY', 'SECRET'].map((part) => `JIANNUO_SMS_GATEWAY_${part}`)
  const isGateway = gateway.some((name) => given(name, source))
  const missing = isGateway ? gateway.filter((name) => !given(name, source)) : []
  const isSmpp = given('JIANNUO_SMPP_URL', source) !== undefined
  return [
    ...missing.map((name) => ({ name, problem: 'is missing, while the HTTP gateway is set up' })),
    ...(isSmpp && isGateway
      ? [{ name: 'JIANNUO_SMPP_URL', problem: 'is set together with the HTTP gateway; choose one of them' }]
      : []),
    ...((isSmpp || isGateway) && given('JIANNUO_SIMULATOR', source) === '1'
      ? [{ name: 'JIANNUO_SIMULATOR', problem: 'is 1 while messages are really sent; take it away' }]
      : []),
  ]
}

/** Values found right, so that settings asked for on every request are checked once. */
const accepted = new Map<string, string | undefined>()

function read(name: string): string | undefined {
  const value = given(name, process.env)
  if (accepted.has(name) && accepted.get(name) === value) return value
  const problem = problemOf(name, false, process.env)
  if (problem) throw new SettingsError([{ name, problem }])
  accepted.set(name, value)
  return value
}

function need(name: string): string {
  const value = read(name)
  if (value === undefined) throw new SettingsError([{ name, problem: 'is missing' }])
  return value
}

/** Where the database is and how many connections this process may hold. */
export const databaseSettings = () => ({
  url: need('DATABASE_URL'),
  poolMax: Number(read('JIANNUO_DB_POOL') ?? '10'),
})

/** What sign-in needs. */
export const authSettings = () => ({ secret: need('NEXTAUTH_SECRET'), baseUrl: need('NEXTAUTH_URL') })

/** How many entries at the end of X-Forwarded-For come from our own proxies. */
export const proxyHops = (): number => Number(read('JIANNUO_PROXY_HOPS') ?? '0')

/** Address for links in mails and prints, without a slash at the end. */
export const publicBaseUrl = (): string => need('NEXTAUTH_URL').replace(/\/+$/, '')

let decodedDataKey: { readonly text: string; readonly key: Buffer } | undefined

/** The 32 bytes that encrypt and index personal data; the same object as long as the setting is the same. */
export function dataKey(): Buffer {
  const text = need('JIANNUO_DATA_KEY')
  if (decodedDataKey?.text !== text) decodedDataKey = { text, key: Buffer.from(text, 'base64') }
  return decodedDataKey.key
}

/** Absolute path of the folder for attachments. */
export const filesDir = (): string => need('JIANNUO_FILES_DIR')

/** The mail server, or null when e-mail is not set up. */
export function mailSettings(): { url: string; from: string } | null {
  const url = read('SMTP_URL')
  return url ? { url, from: need('SMTP_FROM') } : null
}

const smsCommon = () => ({
  sender: read('JIANNUO_SMS_SENDER') ?? '10010',
  perSecond: Number(read('JIANNUO_SMS_PER_SECOND') ?? '50'),
})

/** The short message centre, or null when there is none. */
export function smppSettings() {
  const text = read('JIANNUO_SMPP_URL')
  if (!text) return null
  const { protocol, hostname, port, username, password } = new URL(text)
  return {
    ...smsCommon(),
    url: `${protocol}//${hostname}:${port || (protocol === 'ssmpp:' ? '3550' : '2775')}`,
    systemId: decodeURIComponent(username),
    password: decodeURIComponent(password),
  }
}

/** The HTTP gateway, or null when there is none. */
export function smsGatewaySettings() {
  const url = read('JIANNUO_SMS_GATEWAY_URL')
  if (!url) return null
  const [apiKey, secret] = [need('JIANNUO_SMS_GATEWAY_KEY'), need('JIANNUO_SMS_GATEWAY_SECRET')]
  return { ...smsCommon(), url, apiKey, secret }
}

/** Whether messages are shown on invented phones: never where they are really sent. */
export function isSimulator(): boolean {
  if (smppSettings() || smsGatewaySettings()) return false
  const wanted = read('JIANNUO_SIMULATOR')
  return wanted === undefined ? isDemonstration() : wanted === '1'
}

/** Where the web process listens. */
export const webSettings = () => ({ host: read('HOST') ?? '0.0.0.0', port: Number(read('PORT') ?? '3000') })

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/** Never throws: a wrong level is reported by `checkSettings`, and a log line must not fail because of it. */
export function logLevel(): LogLevel {
  const wanted = given('LOG_LEVEL', process.env)
  return levels.find((each) => each === wanted) ?? 'info'
}

/** True where the demonstration carrier is shown and its accounts may be offered. */
export const isDemonstration = (): boolean => read('JIANNUO_DEMO') === '1'

export const isProduction = (): boolean => process.env.NODE_ENV === 'production'
