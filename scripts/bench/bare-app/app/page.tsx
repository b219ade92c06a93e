import { connection } from 'next/server'
import { pool } from './database'

type Row = {
  id: string
  number: string
  class_code: string
  words: string
  channel: string
  status: string
  received_at: Date
  next_due_at: Date
  owner_name: string
}

/** What Next costs at least: fifty rows of one indexed query in a plain table. */
export default async function Page() {
  await connection()
  const { rows } = await pool.query<Row>(`
    SELECT c.id, c.number, c.class_code, left(c.words, 240) AS words, c.channel, c.status, c.received_at, c.next_due_at,
           s.display_name AS owner_name
    FROM complaint c JOIN staff s ON s.id = c.owner_id
    WHERE c.status <> 'closed' AND c.next_due_at IS NOT NULL ORDER BY c.next_due_at, c.id LIMIT 50`)
  return (
    <main>
      <h1>Cases</h1>
      <table>
        <thead>
          <tr>
            <th>Number</th>
            <th>Class</th>
            <th>Words</th>
            <th>Channel</th>
            <th>State</th>
            <th>Received</th>
            <th>Due</th>
            <th>Owner</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>{row.number}</td>
              <td>{row.class_code}</td>
              <td>{row.words}</td>
              <td>{row.channel}</td>
              <td>{row.status}</td>
              <td>{row.received_at.toISOString()}</td>
              <td>{row.next_due_at.toISOString()}</td>
              <td>{row.owner_name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}
