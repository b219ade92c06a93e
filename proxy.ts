import { type NextRequest, NextResponse } from 'next/server'

/**
 * Leads whoever has no session cookie at all to the sign-in and remembers where they were going. Whether a cookie is
 * worth anything is decided by each page's guard; requests that carry one never come through here.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const target = request.nextUrl.clone()
  target.pathname = '/sign-in'
  target.search = ''
  if (pathname !== '/') target.searchParams.set('returnTo', pathname + search)
  return NextResponse.redirect(target)
}

export const config = {
  matcher: [
    {
      source: '/((?!api/|api$|_next/|sign-in|kitchen-sink|texts/|.*\\.(?:svg|png|ico|webmanifest|txt)$).*)',
      missing: [
        { type: 'cookie', key: 'next-auth.session-token' },
        { type: 'cookie', key: '__Secure-next-auth.session-token' },
      ],
    },
  ],
}
