import type { Route } from 'next'
import { notFound, redirect } from 'next/navigation'
import { createSafeActionClient } from 'next-safe-action'
import type { ReactNode } from 'react'
import { type Refusal, RefusedError, type Result } from '@/kernel/result'
import { db } from '@/platform/db/client'
import { currentLocale } from '@/platform/i18n/current-locale'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { type Access, type CtxFor, isSameOrigin, refusalOf } from './access'
import { bearerToken, sessionOfBearer } from './api-token'
import { NotAllowed } from './components/not-allowed'
import { SignInAgain } from './components/sign-in-again'
import { problem, refusalOfError, refusalOfFields } from './problem'
import { currentSession } from './session'

/** Query of a page's address. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>

type PageProps<Params> = { params: Promise<Params>; searchParams: Promise<SearchParams> }
type PageArgs<A extends Access, Params> = { ctx: CtxFor<A>; params: Params; searchParams: SearchParams }

/**
 * A page that only those may see who hold the permission. Signed out: to sign-in and back here afterwards; first
 * password: to its change; no permission: a page that says so. A refusal thrown while rendering (`not_allowed` for
 * a unit outside one's scope, `not_found`) ends the same way.
 */
export function page<A extends Access, Params extends object = Record<string, string>>(
  access: A,
  render: (args: PageArgs<A, Params>) => ReactNode | Promise<ReactNode>,
) {
  return async function guardedPage(props: PageProps<Params>): Promise<ReactNode> {
    const session = await currentSession()
    const refusal = refusalOf(access, session)
    if (refusal) return pageOf(refusal)
    const [params, searchParams] = await Promise.all([props.params, props.searchParams])
    try {
      return await render({ ctx: (session?.ctx ?? null) as CtxFor<A>, params, searchParams })
    } catch (error) {
      if (error instanceof RefusedError) return pageOf(error.refusal)
      throw error
    }
  }
}

async function pageOf(refusal: Refusal): Promise<ReactNode> {
  switch (refusal.code) {
    case 'signed_out':
      return <SignInAgain />
    case 'password_must_change':
      return redirect('/change-password' as Route)
    case 'not_found':
      return notFound()
    default:
      return <NotAllowed message={(await refusalWords(refusal, await currentLocale())).message} />
  }
}

type RouteProps<Params> = { params: Promise<Params> }
type RouteArgs<A extends Access, Params> = { ctx: CtxFor<A>; request: Request; params: Params }

/**
 * A route handler behind a permission. It may return a Response, a Result (accepted: its value as JSON; refused: a
 * problem) or any JSON value; what it throws becomes a problem too. Requests that change something must come from
 * our own pages, or bring the token of a system (`Authorization: Bearer ...`).
 */
export function route<A extends Access, Params extends object = Record<string, string>>(
  access: A,
  handler: (args: RouteArgs<A, Params>) => Promise<unknown>,
) {
  return async function guardedRoute(request: Request, props: RouteProps<Params>): Promise<Response> {
    const token = bearerToken(request)
    const known = token === null ? null : await sessionOfBearer(db(), token, request)
    if (known && !known.ok) return problem(known.refusal, await currentLocale())
    const session = known ? known.value : await currentSession()
    // A browser sends a cookie by itself, a token never.
    const refusal =
      known || isReading(request) || isSameOrigin(request)
        ? refusalOf(access, session)
        : { code: 'cross_site' }
    if (refusal) return problem(refusal, session?.ctx.locale ?? (await currentLocale()))
    try {
      const args = { ctx: (session?.ctx ?? null) as CtxFor<A>, request, params: await props.params }
      const answer = await handler(args)
      if (answer instanceof Response) return answer
      if (!isResult(answer)) return Response.json(answer ?? null, NOT_KEPT)
      if (answer.ok) return Response.json(answer.value ?? null, NOT_KEPT)
      return await problem(answer.refusal, session?.ctx.locale ?? (await currentLocale()))
    } catch (error) {
      const { pathname } = new URL(request.url)
      return problem(refusalOfError(error, pathname), session?.ctx.locale ?? (await currentLocale()))
    }
  }
}

/** What one person may see is kept by no browser and no proxy on the way. */
const NOT_KEPT = { headers: { 'cache-control': 'private, no-store' } }

const isReading = (request: Request): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(request.method)

function isResult(answer: unknown): answer is Result<unknown> {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false
  return answer.ok === true ? 'value' in answer : answer.ok === false && 'refusal' in answer
}

const actions = createSafeActionClient({
  handleServerError: async (error) => refusalWords(refusalOfError(error, 'action'), await actionLocale()),
})

const actionLocale = async () => (await currentSession())?.ctx.locale ?? currentLocale()

/**
 * Client for a server action behind a permission:
 * `action('complaint.log').inputSchema(schema).action(async ({ ctx, parsedInput }) => logComplaint(ctx, parsedInput))`.
 * The handler returns a Result. Accepted, the browser gets it as `data`; refused, thrown or with input the schema does
 * not take, `serverError` = {code, message, fields} in the reader's language. `outcomeOf` of src/identity/outcome.ts
 * reads both.
 */
export function action(access: Exclude<Access, 'public'>) {
  return actions.use(async ({ next }) => {
    const session = await currentSession()
    const refusal = refusalOf(access, session)
    if (refusal || !session) throw new RefusedError(refusal ?? { code: 'signed_out' })
    const result = await next({ ctx: session.ctx })
    const refused = result.validationErrors
      ? refusalOfFields(result.validationErrors)
      : refusalIn(result.data)
    if (refused) {
      result.serverError = await refusalWords(refused, session.ctx.locale)
      result.validationErrors = undefined
      result.success = false
    }
    return result
  })
}

const refusalIn = (data: unknown): Refusal | null => (isResult(data) && !data.ok ? data.refusal : null)
