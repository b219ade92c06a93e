import { withClient } from '@/platform/db/embedded'
import type { Stage } from './stage'

type Row = { calls: number; mean_ms: number; total_ms: number; words: string }

/** The statements that took the database's time since it was started, the dearest first. */
export async function printStatements(stage: Stage): Promise<void> {
  const { rows } = await stage.pool.query<Row>(`
    SELECT calls::int, mean_exec_time AS mean_ms, total_exec_time AS total_ms, regexp_replace(left(query, 300), '\\s+', ' ', 'g') AS words
    FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 40`)
  console.log('\n   calls   mean ms   total ms')
  for (const row of rows) {
    const figures = [row.calls.toString(), row.mean_ms.toFixed(3), row.total_ms.toFixed(0)]
    console.log(`${figures.map((text) => text.padStart(9)).join(' ')}  ${row.words.slice(0, 170)}`)
  }
}

/** Forgets what was counted so far. */
export async function forgetStatements(stage: Stage): Promise<void> {
  if (!stage.options.statements) return
  await withClient(stage.superuserUrl, (client) => client.query('SELECT pg_stat_statements_reset()'))
}
