import { BadRequestError } from '@/identity/problem'

/** The body as JSON. @throws BadRequestError when it is none */
export async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch {
    throw new BadRequestError('the body is not JSON')
  }
}
