import { route } from '@/identity/guard'
import { beginImport } from '@/imports/service/draft'
import { LARGEST_IMPORT_BYTES, receiveSource } from '@/imports/store/source-file'
import { refuse } from '@/kernel/result'

const limitMegabytes = LARGEST_IMPORT_BYTES / 1024 / 1024
const refused = (code: string) => refuse(code, { limitMegabytes }, { file: code })

/**
 * Takes a CSV or XLSX file as the body of the request, its name in the query. 201 with the id of the draft. The body goes
 * to disk as it arrives.
 */
export const POST = route('complaint.import', async ({ ctx, request }) => {
  const length = Number(request.headers.get('content-length') ?? 0)
  if (length > LARGEST_IMPORT_BYTES) return refused('import_file_too_large')
  if (!request.body) return refused('import_file_empty')
  const source = await receiveSource(piecesOf(request.body))
  if (typeof source === 'string') return refused(source)
  const fileName = new URL(request.url).searchParams.get('name') ?? ''
  const outcome = await beginImport(ctx, { fileName, source })
  return outcome.ok ? Response.json(outcome.value, { status: 201 }) : outcome
})

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
