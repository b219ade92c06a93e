import { BadRequestError } from '@/identity/problem'
import { readBody } from '@/platform/http-body'

/** Far more than the longest form; a body beyond it is not read. */
const LARGEST_JSON_BYTES = 256 * 1024

/** The body as JSON. @throws BadRequestError when it is none, or too long */
export async function readJson(request: Request, largestBytes = LARGEST_JSON_BYTES): Promise<unknown> {
  const body = await readBody(request, largestBytes)
  if (body === null) throw BadRequestError.tooLong(largestBytes)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new BadRequestError({ code: 'body_no_json' })
  }
}
