import { Prisma } from './generated/client'
import { readRows } from './kept'

const { sql, join } = Prisma

/** A value of a row as JSON has it: instants as ISO strings; whole numbers beyond 2^53 must be cast to text. */
type JsonRow = Readonly<Record<string, unknown>>

type Waiting = {
  readonly statement: Prisma.Sql
  readonly resolve: (rows: readonly JsonRow[]) => void
  readonly reject: (error: unknown) => void
}

type Client = Parameters<typeof readRows>[0]

/** Questions asked of a client since its last trip to the database. */
const waiting = new WeakMap<Client, Waiting[]>()

/**
 * Rows of a question that may travel with others: all questions asked in the same turn of the event loop make one trip
 * to the database as one statement, so a screen of ten figures costs one round trip and shows one moment. Rows come as
 * JSON; `read` makes dates and big numbers of them.
 * @throws StatementError when the database refuses the question; a neighbour's failure does not reach it
 */
export async function ask<Row extends object>(
  client: Client,
  statement: Prisma.Sql,
  read: (row: never) => Row = (row) => row,
): Promise<Row[]> {
  const rows = await new Promise<readonly JsonRow[]>((resolve, reject) => {
    const known = waiting.get(client)
    if (known) {
      known.push({ statement, resolve, reject })
      return
    }
    waiting.set(client, [{ statement, resolve, reject }])
    setImmediate(send, client)
  })
  return rows.map((row) => read(row as never))
}

async function send(client: Client): Promise<void> {
  const questions = waiting.get(client) ?? []
  waiting.delete(client)
  try {
    const answers = await together(
      client,
      questions.map(({ statement }) => statement),
    )
    for (const [index, { resolve }] of questions.entries()) resolve(answers[index] ?? [])
  } catch (error) {
    const [only, ...others] = questions
    if (only && others.length === 0) {
      only.reject(error)
      return
    }
    // One of them is at fault: each is asked alone and gets its own answer.
    await Promise.all(
      questions.map(({ statement, resolve, reject }) =>
        together(client, [statement]).then(([rows]) => resolve(rows ?? []), reject),
      ),
    )
  }
}

/** The rows of each statement, in one statement. */
async function together(
  client: Client,
  statements: readonly Prisma.Sql[],
): Promise<readonly (readonly JsonRow[])[]> {
  const parts = statements.map(
    (statement) => sql`(SELECT coalesce(json_agg(row_to_json(q)), '[]') FROM (${statement}) q)`,
  )
  const [row] = await readRows<{ answers: readonly (readonly JsonRow[])[] }>(
    client,
    sql`SELECT json_build_array(${join(parts)}) AS answers`,
  )
  return row?.answers ?? []
}
