/** One line of billing's answer file. */
export type AnswerLine = {
  readonly line: number
  readonly paymentId: string
  readonly result: string
  readonly billingRef: string
  readonly reason: string
}

const COLUMNS = {
  paymentId: ['payment_id', 'paymentid', '付款编号', '付款編號'],
  result: ['result', 'status', '结果', '結果'],
  billingRef: ['billing_ref', 'reference', '计费流水', '計費流水'],
  reason: ['reason', '原因'],
} as const
const PAID = ['paid', 'ok', 'success', '成功', '已付']
const FAILED = ['failed', 'fail', 'error', '失败', '失敗']

/**
 * Reads the rows of an answer file. Lines before the one that names the columns (a head with totals) are passed over, and
 * so are totals and checksum after the payments.
 * @param rows cells of each line, the first line first
 * @returns null when no line names `payment_id` and `result`
 */
export function readAnswerRows(rows: readonly (readonly string[])[]): AnswerLine[] | null {
  const head = rows.findIndex((cells) => placeOf(cells, 'paymentId') >= 0 && placeOf(cells, 'result') >= 0)
  if (head < 0) return null
  const heads = rows[head]!
  const places = {
    paymentId: placeOf(heads, 'paymentId'),
    result: placeOf(heads, 'result'),
    billingRef: placeOf(heads, 'billingRef'),
    reason: placeOf(heads, 'reason'),
  }
  return rows.flatMap((cells, index) => {
    const cell = (place: number) => (place < 0 ? '' : (cells[place] ?? '').trim())
    const first = cells[0]?.trim() ?? ''
    if (index <= head || cells.every((each) => each.trim() === '') || first === 'TOTAL' || first === 'SHA256')
      return []
    return [
      {
        line: index + 1,
        paymentId: cell(places.paymentId).toLowerCase(),
        result: resultOf(cell(places.result)),
        billingRef: cell(places.billingRef),
        reason: cell(places.reason),
      },
    ]
  })
}

function placeOf(cells: readonly string[], column: keyof typeof COLUMNS): number {
  const names: readonly string[] = COLUMNS[column]
  return cells.findIndex((cell) => names.includes(cell.normalize('NFKC').trim().toLowerCase()))
}

function resultOf(typed: string): string {
  const word = typed.normalize('NFKC').trim().toLowerCase()
  return PAID.includes(word) ? 'paid' : FAILED.includes(word) ? 'failed' : word
}
