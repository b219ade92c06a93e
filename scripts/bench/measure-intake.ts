import { randomUUID } from 'node:crypto'
import { type BenchCarrier, sessionOf } from './carrier'
import { load } from './load'
import type { Running, Stage } from './stage'
import { forgetStatements } from './statements'
import type { Line } from './table'
import { inTurn } from './timing'
import { sentence } from './words'

const CONNECTIONS = 8
/** What the best known open ticket system with deadlines does by its interface, per second. */
const REQUEST_TRACKER_PER_SECOND = 9

/** The plain side's tables: a complaint-like row with the indexes a list needs, and its event. */
async function makePlainTables(stage: Stage): Promise<void> {
  await stage.pool.query(`
    CREATE TABLE plain_complaint (id uuid PRIMARY KEY, unit_id uuid NOT NULL, class_code text NOT NULL, words text NOT NULL,
      status text NOT NULL, received_at timestamptz NOT NULL, due_at timestamptz);
    CREATE INDEX plain_complaint_due ON plain_complaint (unit_id, due_at);
    CREATE TABLE plain_intake_event (id uuid PRIMARY KEY, complaint_id uuid NOT NULL REFERENCES plain_complaint, kind text NOT NULL,
      at timestamptz NOT NULL, detail jsonb NOT NULL);
    CREATE INDEX plain_intake_event_of ON plain_intake_event (complaint_id, at)`)
}

/**
 * Complaints logged per second over 8 connections: signed in, validated, sealed, judged, with facts, obligations,
 * figures, search and audit; clerks of 40 halls. Against a bare route that writes two rows, and against plain SQL.
 */
export async function measureIntake(
  stage: Stage,
  carrier: BenchCarrier,
  web: Running,
  bare: Running,
): Promise<Line[]> {
  await makePlainTables(stage)
  const { seconds, rounds } = stage.options
  const halls = carrier.units.filter(({ kind }) => kind === 'hall').filter((_, index) => index % 5 < 1)
  const clerks = await Promise.all(
    halls.map(async (unit) => ({
      unit,
      headers: {
        'content-type': 'application/json',
        ...(await sessionOf({ id: unit.clerkId, role: 'service_staff', unitId: unit.id })),
      },
    })),
  )
  const ours = (forSeconds: number) =>
    load(web.port, { connections: CONNECTIONS, seconds: forSeconds, status: 201 }, (index) => {
      const clerk = clerks[index % clerks.length]!
      const body = {
        idempotencyKey: randomUUID(),
        phone: `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`,
        name: '王小明',
        classCode: 'network.signal_indoor',
        wants: 'fix',
        words: sentence(index),
      }
      return {
        method: 'POST',
        path: '/api/v1/complaints',
        headers: clerk.headers,
        body: JSON.stringify(body),
      }
    })
  const bareRoute = (forSeconds: number) =>
    load(bare.port, { connections: CONNECTIONS, seconds: forSeconds, status: 201 }, (index) => {
      const clerk = clerks[index % clerks.length]!
      const body = { unitId: clerk.unit.id, classCode: 'network.signal_indoor', words: sentence(index) }
      return {
        method: 'POST',
        path: '/api/complaints',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }
    })
  const unitIds = clerks.map(({ unit }) => unit.id)
  await bareRoute(3)
  await ours(3)
  await forgetStatements(stage)
  const [sql, bareResult, own] = await inTurn(rounds, [
    async () => ({ figure: await plainInserts(stage, unitIds), p50Ms: Number.NaN, p95Ms: Number.NaN }),
    () => bareRoute(seconds),
    () => ours(seconds),
  ])
  if (!sql || !bareResult || !own) throw new Error('not measured')
  const what = 'Complete intake over HTTP, 8 connections'
  const note = `p50 ${own.p50Ms.toFixed(0)} ms, p95 ${own.p95Ms.toFixed(0)} ms`
  return [
    {
      what,
      ours: own.figure,
      unit: '/s',
      plain: { figure: bareResult.figure, what: 'bare route, 2 rows, no rules' },
      target: { type: 'ratio_at_least', ratio: 0.5 },
      note,
    },
    {
      what,
      ours: own.figure,
      unit: '/s',
      plain: { figure: sql.figure, what: 'SQL alone, 8 clients' },
      target: { type: 'none' },
    },
    {
      what,
      ours: own.figure,
      unit: '/s',
      plain: { figure: REQUEST_TRACKER_PER_SECOND, what: 'Request Tracker 5, measured elsewhere' },
      target: { type: 'ratio_at_least', ratio: 30 },
    },
  ]
}

/** Two rows in one transaction, four round trips, eight clients, from this process. */
async function plainInserts(stage: Stage, unitIds: readonly string[]): Promise<number> {
  const startedAt = Date.now()
  const until = startedAt + stage.options.seconds * 1000
  let done = 0
  const client = async () => {
    const connection = await stage.pool.connect()
    try {
      while (Date.now() < until) {
        const id = randomUUID()
        await connection.query('BEGIN')
        await connection.query(
          `INSERT INTO plain_complaint (id, unit_id, class_code, words, status, received_at, due_at)
           VALUES ($1, $2, 'network.signal_indoor', $3, 'open', now(), now() + interval '48 hours')`,
          [id, unitIds[done % unitIds.length], sentence(done)],
        )
        await connection.query(
          `INSERT INTO plain_intake_event (id, complaint_id, kind, at, detail) VALUES ($1, $2, 'received', now(), '{}')`,
          [randomUUID(), id],
        )
        await connection.query('COMMIT')
        done++
      }
    } finally {
      connection.release()
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, client))
  return (done * 1000) / (Date.now() - startedAt)
}
