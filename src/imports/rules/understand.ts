import { zoneNamed } from '@/calendar/rules/zones'
import { COMPLAINT_CLASSES, classByCode } from '@/complaints/catalogue/classes'
import { classify } from '@/complaints/rules/classify'
import { UNCLASSIFIED } from '@/complaints/rules/complaint-class'
import type { CaseKind, Channel, PromiseArea } from '@/complaints/rules/lists'
import { maskSensitiveNumbers, normaliseName, normalisePhone } from '@/customers/rules/identity'
import { hasTooManyCells, type RawRow } from './csv'
import type { Field } from './fields'
import type { BranchChoice, Mapping } from './mapping'
import type { NoteCode, Problem, ProblemCode } from './problems'
import { momentsOf } from './row-times'
import { channelNamed, type FileStatus, foldValue, isYes, kindNamed, shortened, statusNamed } from './values'

/** A row in our terms, ready to become a case. */
export type UnderstoodRow = {
  readonly line: number
  /** null: the file has no ticket column; the row is known by its content. */
  readonly ticket: string | null
  /** Folded value of the branch column; null: the unit chosen for the whole file. */
  readonly branchKey: string | null
  readonly branch: BranchChoice | null
  readonly words: string
  readonly receivedAt: Date
  readonly kind: CaseKind
  readonly classCode: string
  readonly area: PromiseArea | null
  readonly channel: Channel
  readonly place: string | null
  readonly brand: string | null
  readonly phone: string | null
  readonly customerName: string | null
  readonly onBehalf: boolean
  readonly status: FileStatus
  /** null: open, or closed at a time the file does not tell. */
  readonly closedAt: Date | null
  readonly notes: readonly NoteCode[]
}

export type Understood =
  | { readonly ok: true; readonly row: UnderstoodRow }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** A mapping made ready for one file: which cell is which field, and who answers for a branch nobody chose for. */
export type RowReader = {
  readonly mapping: Mapping
  readonly width: number
  readonly cellOf: ReadonlyMap<Field, number>
  /** Last resort for a branch value that has no choice, e.g. one that was typed as a correction: a unit it names. */
  readonly branchNamed: (value: string) => BranchChoice | null
}

export function rowReader(
  mapping: Mapping,
  headers: readonly string[],
  branchNamed: RowReader['branchNamed'] = () => null,
): RowReader {
  const cells = new Map<Field, number>()
  for (const [field, header] of Object.entries(mapping.columns) as [Field, string][]) {
    const index = headers.indexOf(header)
    if (index >= 0) cells.set(field, index)
  }
  return { mapping, width: headers.length, cellOf: cells, branchNamed }
}

export const LONGEST_TICKET = 120

/** Reads one row. All its problems come at once, so that it is corrected once. */
export function understandRow(raw: RawRow, reader: RowReader, now: Date): Understood {
  const fault = raw.fault ?? (hasTooManyCells(raw.cells, reader.width) ? 'too_many_cells' : null)
  if (fault) return { ok: false, problems: [{ code: fault, field: null }] }
  const { mapping, cellOf } = reader
  const problems: Problem[] = []
  const notes: NoteCode[] = []
  const problem = (code: ProblemCode, field: Field | null, params?: Problem['params']) =>
    problems.push({ code, field, ...(params ? { params } : {}) })
  const cell = (field: Field): string => {
    const index = cellOf.get(field)
    // Our own exports, and others, put an apostrophe before what a spreadsheet would take for a formula.
    return index === undefined ? '' : (raw.cells[index] ?? '').trim().replace(/^'(?=\s*[=+\-@＝＋－＠])/, '')
  }
  const meaning = <T>(
    field: Field,
    chosen: Readonly<Record<string, T>>,
    usual: (value: string) => T | undefined,
    whenEmpty: T,
    code: ProblemCode,
  ): T => {
    const value = cell(field)
    if (value === '') return whenEmpty
    const found = chosen[foldValue(value)] ?? usual(value)
    if (found === undefined) problem(code, field, { value: shortened(value, 60) })
    return found ?? whenEmpty
  }

  const ticket = cell('ticket')
  if (cellOf.has('ticket') && ticket === '') problem('ticket_missing', 'ticket')
  if (ticket.length > LONGEST_TICKET) problem('ticket_too_long', 'ticket', { limit: LONGEST_TICKET })
  const branchValue = cell('branch')
  const branch = branchFor(branchValue, reader)
  if (cellOf.has('branch') && branch === null) {
    problem(branchValue === '' ? 'branch_missing' : 'branch_unknown', 'branch', {
      value: shortened(branchValue, 60),
    })
  }
  const phoneText = cell('phone')
  const phone = phoneText === '' ? null : normalisePhone(phoneText)
  if (phoneText !== '' && phone === null) problem('phone_unreadable', 'phone')
  const status = meaning<FileStatus>('status', mapping.statuses, statusNamed, 'open', 'status_unknown')
  const kindGiven = meaning<CaseKind | null>('kind', mapping.kinds, kindNamed, null, 'kind_unknown')
  const channel = meaning<Channel>(
    'channel',
    mapping.channels,
    channelNamed,
    mapping.channelWhenEmpty,
    'channel_unknown',
  )
  const moments = momentsOf(cell, mapping, zoneNamed(branch?.timeZone ?? mapping.timeZone), status, now)
  problems.push(...moments.problems)
  notes.push(...moments.notes)
  const written = cell('words') || cell('class')
  const words = maskSensitiveNumbers(written, phone)
  if (written === '') problem('words_missing', 'words')
  if (words.found.length > 0) notes.push('number_masked')
  if (problems.length > 0 || moments.receivedAt === null) return { ok: false, problems }

  const classCode = classOf(cell('class'), words.text)
  const place = [cell('city'), cell('zip')].filter((part) => part !== '').join(' ')
  const known = classByCode(classCode)
  return {
    ok: true,
    row: {
      line: raw.line,
      ticket: ticket === '' ? null : ticket,
      branchKey: branchValue === '' ? null : foldValue(branchValue),
      branch,
      words: words.text,
      receivedAt: moments.receivedAt,
      kind: kindGiven ?? known?.kind ?? 'complaint',
      classCode,
      area: known?.area ?? null,
      channel,
      place: place === '' ? null : maskSensitiveNumbers(place, phone).text,
      brand: cell('brand') || null,
      phone,
      customerName: normaliseName(cell('customerName')),
      onBehalf: isYes(cell('onBehalf')),
      status,
      closedAt: moments.closedAt,
      notes,
    },
  }
}

function branchFor(value: string, { mapping, branchNamed }: RowReader): BranchChoice | null {
  if (value === '') return null
  return mapping.branches[foldValue(value)] ?? branchNamed(value)
}

const classByName = new Map(
  COMPLAINT_CLASSES.filter(({ code, parent }) => parent !== null || code === UNCLASSIFIED).flatMap((each) =>
    [each.code, ...Object.values(each.name)].map((name) => [foldValue(name), each.code] as const),
  ),
)

/** The class a cell names in any script or by its code, else what the words say, else unclassified. */
function classOf(named: string, words: string): string {
  return (
    (named === '' ? undefined : classByName.get(foldValue(named))) ??
    (named === '' ? null : classify(named, COMPLAINT_CLASSES)) ??
    classify(words, COMPLAINT_CLASSES) ??
    UNCLASSIFIED
  )
}
