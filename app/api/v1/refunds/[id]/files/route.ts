import { z } from 'zod'
import { route } from '@/identity/guard'
import { BadRequestError } from '@/identity/problem'
import { refuse } from '@/kernel/result'
import { LARGEST_FILE_BYTES } from '@/platform/files'
import { readBody } from '@/platform/http-body'
import { attachEvidence } from '@/refunds/service/files'

const FORM_OVERHEAD_BYTES = 64 * 1024

/** Adds a photo or PDF as evidence: multipart form with one part `file`. 201. */
export const POST = route<'refund.report', { id: string }>(
  'refund.report',
  async ({ ctx, request, params }) => {
    const errorId = z.uuid().parse(params.id)
    const body = await readBody(request, LARGEST_FILE_BYTES + FORM_OVERHEAD_BYTES)
    if (body === null)
      return refuse(
        'file_too_large',
        { limitMegabytes: LARGEST_FILE_BYTES / 1024 / 1024 },
        { file: 'file_too_large' },
      )
    const file = (await formOf(body, request.headers.get('content-type') ?? '')).get('file')
    if (!(file instanceof File)) return refuse('invalid', {}, { file: 'field_required' })
    const outcome = await attachEvidence(ctx, {
      errorId,
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })
    return outcome.ok ? Response.json(outcome.value, { status: 201 }) : outcome
  },
)

async function formOf(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw new BadRequestError({ code: 'body_no_form' })
  }
}
