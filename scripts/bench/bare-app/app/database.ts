import { Pool } from 'pg'

/** Ten connections, as many as the product takes. */
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
