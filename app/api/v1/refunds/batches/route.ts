import { route } from '@/identity/guard'
import { refuse } from '@/kernel/result'
import { readBody } from '@/platform/http-body'
import { batchUploadSchema } from '@/refunds/schema'
import { uploadBatch } from '@/refunds/service/batch-upload'

const LARGEST_BYTES = 50 * 1024 * 1024

/**
 * Takes a CSV or XLSX file as the body; unit, cause, size of the sample and name in the query. 201 with the batch's id and
 * number; its lines become errors in the background.
 */
export const POST = route('refund.batch', async ({ ctx, request }) => {
  const { sample, name, ...form } = batchUploadSchema.parse(
    Object.fromEntries(new URL(request.url).searchParams),
  )
  const bytes = await readBody(request, LARGEST_BYTES)
  if (bytes === null) return refuse('refund_batch_file', {}, { file: 'refund_batch_file' })
  const outcome = await uploadBatch(ctx, { ...form, sampleSize: sample, fileName: name, bytes })
  return outcome.ok ? Response.json(outcome.value, { status: 201 }) : outcome
})
