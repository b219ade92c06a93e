import { route } from '@/identity/guard'
import { receiveSource } from '@/imports/store/source-file'
import { refuse } from '@/kernel/result'
import { beginChargeImport, LARGEST_CHARGES_BYTES } from '@/reconciliation/service/begin-import'

const limitMegabytes = LARGEST_CHARGES_BYTES / 1024 / 1024
const refused = (code: string) => refuse(code, { limitMegabytes }, { file: code })

/** Takes a CSV or XLSX file of charges as the body of the request, its name in the query. 201 with the id of the import. */
export const POST = route('reconciliation.run', async ({ ctx, request }) => {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_CHARGES_BYTES)
    return refused('import_file_too_large')
  if (!request.body) return refused('import_file_empty')
  const source = await receiveSource(piecesOf(request.body), LARGEST_CHARGES_BYTES)
  if (typeof source === 'string') return refused(source)
  const { searchParams } = new URL(request.url)
  const outcome = await beginChargeImport(ctx, {
    fileName: searchParams.get('name') ?? '',
    source,
    unitId: searchParams.get('unit') || null,
  })
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
