/**
 * The body of a request or an answer, read no further than `limitBytes`; null when it is longer. Neither a missing nor a wrong
 * `Content-Length` makes us hold more than that.
 */
export async function readBody(
  request: Pick<Request, 'headers' | 'body'>,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) return null
  if (!request.body) return new Uint8Array()
  const pieces: Uint8Array[] = []
  let sizeBytes = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Uint8Array(Buffer.concat(pieces))
    sizeBytes += value.length
    if (sizeBytes > limitBytes) {
      await reader.cancel().catch(() => undefined)
      return null
    }
    pieces.push(value)
  }
}
