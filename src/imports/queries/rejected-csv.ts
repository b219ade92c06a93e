import { type Ctx, reader } from '@/platform/context'
import { csvLine } from '@/platform/table-file'
import { visibleBatch } from '../service/draft'
import { rejectedRows } from '../store/batches'
import { importWords } from './words'

const ROWS_AT_ONCE = 500
const BYTE_ORDER_MARK = '\uFEFF'

/** Rows that wait for a correction: the columns of the file, then line and reasons in the reader's language. */
export async function rejectedCsv(
  ctx: Ctx,
  batchId: string,
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  const { batch } = await visibleBatch(ctx, batchId)
  const words = await importWords(ctx.locale)
  const { headers } = batch.profile
  const encoder = new TextEncoder()
  async function* lines(): AsyncGenerator<Uint8Array> {
    yield encoder.encode(
      BYTE_ORDER_MARK + csvLine([...headers, words.t('column.line'), words.t('column.reason')]),
    )
    let afterLine = 0
    for (;;) {
      const rows = await rejectedRows(reader(ctx), batchId, { afterLine, limit: ROWS_AT_ONCE })
      for (const { line, cells, problems } of rows) {
        const padded = headers.map((_, place) => cells[place] ?? '')
        const extra = cells.slice(headers.length).filter((cell) => cell.trim() !== '')
        const reasons = [...problems.map(words.problem), ...extra].join(' ')
        yield encoder.encode(csvLine([...padded, String(line), reasons]))
      }
      if (rows.length < ROWS_AT_ONCE) return
      afterLine = rows.at(-1)!.line
    }
  }
  return {
    fileName: `${batch.fileName.replace(/\.[^.]*$/, '')}-rows.csv`,
    body: streamOf(lines()),
  }
}

const streamOf = (pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => {
      await pieces.return(undefined)
    },
  })
