import type { NoteCode, Problem } from './problems'
import type { UnderstoodRow } from './understand'

/** How often something was found, and the first lines it was found in. */
export type Found = { readonly count: number; readonly lines: readonly number[] }
export type BranchReport = { readonly added: number; readonly open: number; readonly closed: number }

/** What came of an import so far; grows with every chunk and stays with the batch. */
export type ImportReport = {
  readonly branches: Readonly<Record<string, BranchReport>>
  readonly classes: Readonly<Record<string, number>>
  readonly notes: Readonly<Partial<Record<NoteCode, Found>>>
  readonly problems: Readonly<Record<string, Found>>
  /** Obligations the cases opened, and the cases that owe at least one. */
  readonly obligations: number
  readonly owing: number
  readonly open: number
  readonly closed: number
  /** First and last moment of receipt among what was added, ISO. */
  readonly from: string | null
  readonly to: string | null
}

export const EMPTY_REPORT: ImportReport = {
  branches: {},
  classes: {},
  notes: {},
  problems: {},
  obligations: 0,
  owing: 0,
  open: 0,
  closed: 0,
  from: null,
  to: null,
}

const LINES_KEPT = 20

/** Collects what one chunk gave, on top of what was there. */
export class ReportBuilder {
  private readonly report: {
    -readonly [K in keyof ImportReport]: ImportReport[K]
  }

  constructor(before: ImportReport) {
    this.report = structuredClone(before) as ImportReport
  }

  added(row: UnderstoodRow, unitId: string, obligations: number): void {
    const { report } = this
    const isClosed = row.status !== 'open'
    const branch = report.branches[unitId] ?? { added: 0, open: 0, closed: 0 }
    report.branches = Object.assign(report.branches, {
      [unitId]: {
        added: branch.added + 1,
        open: branch.open + (isClosed ? 0 : 1),
        closed: branch.closed + (isClosed ? 1 : 0),
      },
    })
    report.classes = Object.assign(report.classes, {
      [row.classCode]: (report.classes[row.classCode] ?? 0) + 1,
    })
    if (isClosed) report.closed += 1
    else report.open += 1
    report.obligations += obligations
    if (obligations > 0) report.owing += 1
    const at = row.receivedAt.toISOString()
    if (report.from === null || at < report.from) report.from = at
    if (report.to === null || at > report.to) report.to = at
    for (const note of row.notes) report.notes = withOne(report.notes, note, row.line)
  }

  rejected(line: number, problems: readonly Problem[]): void {
    for (const code of new Set(problems.map((problem) => problem.code)))
      this.report.problems = withOne(this.report.problems, code, line)
  }

  result(): ImportReport {
    return this.report
  }
}

function withOne<Code extends string>(
  found: Readonly<Partial<Record<Code, Found>>>,
  code: Code,
  line: number,
): Readonly<Partial<Record<Code, Found>>> {
  const before = found[code]
  const lines = before?.lines ?? []
  return Object.assign(found, {
    [code]: { count: (before?.count ?? 0) + 1, lines: lines.length < LINES_KEPT ? [...lines, line] : lines },
  })
}
