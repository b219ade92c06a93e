import NextAuth from 'next-auth'
import { authOptions } from '@/identity/auth-options'

// Public: this is where people sign in and out. next-auth checks its own token against requests from other sites.
const handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) =>
  NextAuth(authOptions())(request, context)

export { handler as GET, handler as POST }
