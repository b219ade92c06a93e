import type { OrderState, RecordKind, Verdict } from './lists'

/** What a page needs to know of an order to say which of the three records is missing, and why. */
export type RecordFile = {
  readonly state: OrderState
  readonly needsConfirmation: boolean
  readonly hasYes: boolean
  readonly records: readonly { readonly kind: RecordKind; readonly verdict: Verdict | null }[]
}

export type MissingRecord = {
  readonly kind: RecordKind
  /** waiting: may still come; silent: nobody answered in time; refused: the answer was no; unproven: answers, but none that counts. */
  readonly reason: 'never_asked' | 'waiting' | 'silent' | 'refused' | 'unproven'
}

/** Records without which the order is no order, each with the reason; none for an order that needs no confirmation. */
export function missingRecords({ state, needsConfirmation, hasYes, records }: RecordFile): MissingRecord[] {
  if (!needsConfirmation || hasYes) return []
  const missing: MissingRecord[] = []
  if (!records.some(({ kind }) => kind === 'question'))
    missing.push({ kind: 'question', reason: 'never_asked' })
  const answers = records.filter(({ kind }) => kind === 'answer')
  missing.push({ kind: 'answer', reason: reasonFor(state, answers) })
  return missing
}

function reasonFor(state: OrderState, answers: RecordFile['records']): MissingRecord['reason'] {
  if (answers.some(({ verdict }) => verdict === 'no' || verdict === 'cancel')) return 'refused'
  if (state === 'asked' || state === 'requested') return 'waiting'
  return answers.length > 0 ? 'unproven' : 'silent'
}
