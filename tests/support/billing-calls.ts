type Handler = (request: Request, props: { params: Promise<Record<string, string>> }) => Promise<Response>

/** What a route answered to billing. */
export type Answered = { readonly status: number; readonly body: Record<string, unknown> }

/** Calls a route the way billing does: JSON and a token. A text is sent as it stands. */
export async function calledByBilling(
  handler: unknown,
  body: unknown,
  token: string | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const response = await (handler as Handler)(
    new Request('http://localhost:3000/api/v1/x', {
      method: 'POST',
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
    { params: Promise.resolve({}) },
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
