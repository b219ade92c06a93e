import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AdvanceNoticeRule } from '@/commitments/rules/rule'
import {
  type Carrier,
  ctxAt,
  makeCarrier,
  publish,
  REPLY_48H,
  receive,
  record,
  type TestCase,
} from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { openMatter, type TestMatter } from '../support/matters'

const project = fileURLToPath(new URL('../../', import.meta.url))
let database: TestDatabase
let carrier: Carrier
let replied: TestCase
let number: string
let event: TestMatter

const NOTICE: AdvanceNoticeRule = {
  kind: 'advance_notice',
  event: 'suspension.done',
  notices: [{ lead: { amount: 24, unit: 'hour' }, clock: 'elapsed', channels: ['sms'] }],
  forbiddenHours: [],
}

/** Runs `jiannuo ...` on the test database as a process of its own. */
function jiannuo(...args: string[]): Promise<{ code: number | null; output: string; problems: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
      cwd: project,
      env: { NODE_ENV: 'test', PATH: '/usr/bin:/bin', TZ: 'America/New_York', DATABASE_URL: database.url },
    })
    let output = ''
    let problems = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      problems += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output, problems }))
  })
}

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  await publish(database.db, carrier, [REPLY_48H])
  const ctx = ctxAt(database.db, '2026-03-02T01:15:00Z')
  replied = await receive(ctx, carrier)
  await receive(ctx, carrier)
  ctx.now = new Date('2026-03-02T02:15:00Z')
  await record(ctx, replied, 'complaint.replied')
  await publish(database.db, carrier, [NOTICE])
  event = await openMatter(
    ctxAt(database.db, '2026-03-02T01:15:00Z'),
    carrier,
    'planned_event',
    'suspension.planned',
    {
      attrs: { eventAt: '2026-03-09T02:00:00Z' },
    },
  )
  number = (await database.db.complaint.findUniqueOrThrow({ where: { id: replied.id } })).number
})
afterAll(() => database.drop())

describe('jiannuo explain', () => {
  test("prints why it was due then, in the unit's own time, in any locale", async () => {
    const chinese = await jiannuo('explain', number)
    expect(chinese).toMatchObject({ code: 0, problems: '' })
    expect(chinese.output).toContain('客户于 2026-03-02（周一）09:15 提出，自此计时。')
    expect(chinese.output).toContain('2026-03-02（周一）10:15 首次回复，按时，时限还余47小时。')
    const english = await jiannuo('explain', number, '--locale', 'en')
    expect(english.output).toContain(
      'The limit ends on Wed 4 March 2026, 09:15; done at that very moment is still in time.',
    )
  })

  test('says why notices are owed on a planned event, and that nothing more is owed once it was called off', async () => {
    const chinese = await jiannuo('explain', event.number)
    expect(chinese).toMatchObject({ code: 0, problems: '' })
    expect(chinese.output).toContain('须在停机之前通知；计划于 2026-03-09（周一）10:00 进行。')
    expect((await jiannuo('explain', event.number, '--locale', 'en')).output).toContain(
      'in time until Sun 8 March 2026, 10:00',
    )
  })

  test('a number that does not exist, a locale that does not exist', async () => {
    expect(await jiannuo('explain', 'nothing')).toMatchObject({ code: 1, output: '' })
    expect(await jiannuo('explain', number, '--locale', 'fr')).toMatchObject({ code: 2, output: '' })
  })
})

describe('jiannuo engine', () => {
  test('sweep, fold and check on a sound database', async () => {
    expect(await jiannuo('engine', 'check')).toMatchObject({ code: 0 })
    expect((await jiannuo('engine', 'sweep')).output).toContain('broken: 1\n')
    expect((await jiannuo('engine', 'fold')).output).toMatch(/changes folded: [1-9]/)
    const { code, output } = await jiannuo('engine', 'check')
    expect(output).toBe(
      'cases: 3\nobligations: 3\ndifferences to the facts: 0\ndifferences of the figures: 0\ndifferences of the numbers of complaints: 0\ndifferences of the numbers of errors and charges: 0\n',
    )
    expect(code).toBe(0)
  })

  test('check names what was tampered with and fails; rebuild puts it right', async () => {
    await database.db
      .$executeRaw`UPDATE obligation SET unit_id = ${carrier.units.otherHall}::uuid WHERE subject_id = ${replied.id}::uuid`
    const found = await jiannuo('engine', 'check')
    expect(found.code).toBe(1)
    expect(found.output).toContain(`of case ${number}\n`)
    await database.db
      .$executeRaw`UPDATE obligation SET unit_id = ${carrier.units.otherHall}::uuid WHERE subject_id = ${event.id}::uuid`
    expect((await jiannuo('engine', 'check')).output).toContain(`of case ${event.number}\n`)
    expect((await jiannuo('engine', 'rebuild')).output).toContain('obligations made again: 3\n')
    expect(await jiannuo('engine', 'check')).toMatchObject({ code: 0 })
  })

  test('anything else is told how to', async () => {
    expect(await jiannuo('engine')).toMatchObject({ code: 2, output: '' })
    expect(await jiannuo('engine', 'explode')).toMatchObject({ code: 2, output: '' })
  })
})
