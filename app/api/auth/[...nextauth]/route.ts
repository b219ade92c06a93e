import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/identity/auth-options'
import { problem, refusalOfError } from '@/identity/problem'
import { readBody } from '@/platform/http-body'
import { currentLocale } from '@/platform/i18n/current-locale'

/** A name, a password and a token; nobody who has not signed in makes us hold more. */
const LARGEST_BODY_BYTES = 16 * 1024

// Public: this is where people sign in and out. next-auth checks its own token against requests from other sites.
async function handler(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }) {
  const body = await readBody(request, LARGEST_BODY_BYTES)
  if (body === null) return new Response(null, { status: 413 })
  const { method, headers } = request
  const read = new NextRequest(request.url, { method, headers, ...(method === 'POST' ? { body } : {}) })
  const failures: unknown[] = []
  const answer: Response = await NextAuth(authOptions((error) => failures.push(error)))(read, context)
  if (failures.length === 0) return answer
  return problem(refusalOfError(failures[0], 'sign-in'), await currentLocale())
}

export { handler as GET, handler as POST }
