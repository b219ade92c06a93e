import { randomUUID } from 'node:crypto'
import { pool } from '../../database'

/** A row and its event, as they come: no session, no validation, no rules. */
export async function POST(request: Request): Promise<Response> {
  const body = (await request.json()) as { words: string; classCode: string; unitId: string }
  const id = randomUUID()
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO plain_complaint (id, unit_id, class_code, words, status, received_at, due_at)
       VALUES ($1, $2, $3, $4, 'open', now(), now() + interval '48 hours')`,
      [id, body.unitId, body.classCode, body.words],
    )
    await client.query(
      `INSERT INTO plain_intake_event (id, complaint_id, kind, at, detail) VALUES ($1, $2, 'received', now(), '{}')`,
      [randomUUID(), id],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
  return Response.json({ id }, { status: 201 })
}
