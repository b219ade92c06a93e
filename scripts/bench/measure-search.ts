import { phoneHashOf } from '@/customers/store'
import { type BenchCarrier, personOf, sessionOf } from './carrier'
import { load } from './load'
import type { Rows } from './million'
import type { Running, Stage } from './stage'
import type { Line } from './table'
import { percentile, timesOf } from './timing'
import { ABSENT_WORDS, SELDOM_WORDS, USUAL_WORDS } from './words'

const TARGET = { type: 'at_most', figure: 200 } as const

/** The whole search page over one connection, for somebody who sees the whole carrier; each kind 10 different searches long. */
export async function measureSearch(
  stage: Stage,
  carrier: BenchCarrier,
  rows: Rows,
  web: Running,
): Promise<Line[]> {
  const headers = await sessionOf(personOf(carrier, 'quality_officer'))
  const { rows: numbered } = await stage.pool.query<{ number: string }>(
    'SELECT number FROM complaint ORDER BY id LIMIT 10',
  )
  const q = (text: string) => `/search?q=${encodeURIComponent(text)}`
  const kinds: readonly { what: string; paths: readonly string[]; words?: readonly string[] }[] = [
    { what: 'Search: two usual characters', paths: USUAL_WORDS.map(q), words: USUAL_WORDS },
    { what: 'Search: two seldom characters', paths: SELDOM_WORDS.map(q), words: SELDOM_WORDS },
    { what: 'Search: two characters nobody said', paths: ABSENT_WORDS.map(q), words: ABSENT_WORDS },
    { what: 'Search: case number among words', paths: numbered.map(({ number }) => q(number)) },
    {
      what: 'Search: case number, opens its case',
      paths: numbered.map(({ number }) => `/complaints/${number}`),
    },
    {
      what: 'Search: last four digits',
      paths: rows.knownPhones.slice(0, 10).map((phone) => q(phone.slice(-4))),
    },
    {
      what: 'Search: customer’s number',
      paths: rows.knownPhones.map((phone) => `/search?customer=p.${phoneHashOf(phone)}`),
    },
  ]
  const lines: Line[] = []
  for (const { what, paths, words } of kinds) {
    const once = (seconds: number) =>
      load(web.port, { connections: 1, seconds, status: 200, leastBytes: 5000 }, (index) => ({
        method: 'GET',
        path: paths[index % paths.length]!,
        headers,
      }))
    await once(1.5)
    const own = await once(Math.max(4, stage.options.seconds))
    const plain = words ? { figure: await likeMs(stage, words), what: 'SQL: LIKE, 50 rows, p95' } : null
    lines.push({
      what,
      ours: own.p95Ms,
      unit: 'ms',
      plain,
      target: TARGET,
      note: `p95; p50 ${Math.round(own.p50Ms)} ms`,
    })
  }
  return lines
}

/** What one writes first: the newest fifty whose words hold the characters. */
async function likeMs(stage: Stage, words: readonly string[]): Promise<number> {
  const taken = await timesOf(Math.min(5, words.length), (index) =>
    stage.pool.query(
      'SELECT id, number, words FROM complaint WHERE words LIKE $1 ORDER BY received_at DESC, id DESC LIMIT 50',
      [`%${words[index]}%`],
    ),
  )
  return percentile(taken, 0.95)
}
