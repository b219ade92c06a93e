import type { Role } from '@/organisation/rules/roles'
import { type BenchCarrier, personOf, sessionOf } from './carrier'
import { load } from './load'
import type { Running, Stage } from './stage'
import type { Line } from './table'
import { inTurn } from './timing'

const CONNECTIONS = 8
const PAGES: readonly { readonly what: string; readonly path: string; readonly role: Role }[] = [
  { what: 'Work list, 50 rows, whole carrier', path: '/complaints', role: 'quality_officer' },
  { what: 'Work list, 50 rows, a city', path: '/complaints', role: 'branch_manager' },
  { what: 'Branch board', path: '/dashboard', role: 'branch_manager' },
  { what: 'First screen of a branch manager', path: '/', role: 'branch_manager' },
  { what: 'First screen of an executive', path: '/', role: 'executive' },
  { what: 'First screen of service staff', path: '/', role: 'service_staff' },
]

/** Pages per second over 8 connections, against a bare Next page with a table of 50 rows from an indexed query. */
export async function measurePages(
  stage: Stage,
  carrier: BenchCarrier,
  web: Running,
  bare: Running,
): Promise<Line[]> {
  const { seconds, rounds } = stage.options
  const lines: Line[] = []
  const bareLoad = (forSeconds: number) =>
    load(bare.port, { connections: CONNECTIONS, seconds: forSeconds, status: 200, leastBytes: 5000 }, () => ({
      method: 'GET',
      path: '/',
      headers: {},
    }))
  await bareLoad(2)
  for (const { what, path, role } of PAGES) {
    const headers = await sessionOf(personOf(carrier, role))
    const ours = (forSeconds: number) =>
      load(
        web.port,
        { connections: CONNECTIONS, seconds: forSeconds, status: 200, leastBytes: 5000 },
        () => ({
          method: 'GET',
          path,
          headers,
        }),
      )
    await ours(2)
    const [plain, own] = await inTurn(rounds, [() => bareLoad(seconds), () => ours(seconds)])
    if (!plain || !own) throw new Error('not measured')
    lines.push({
      what,
      ours: own.figure,
      unit: 'pages/s',
      plain: { figure: plain.figure, what: `bare page, ${kilobytes(plain.bytes)}` },
      target: { type: 'ratio_at_least', ratio: 0.7 },
      note: `p95 ${Math.round(own.p95Ms)} ms, ${kilobytes(own.bytes)}`,
    })
  }
  return lines
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`
