import type { Locale } from '@/kernel/text'
import { formatInstant } from '@/ui/format'
import { codeLabel, type Translate } from '../components/case-labels'
import { classLabel } from '../components/class-label'
import { nextStepLabel } from '../components/next-step-label'
import type { CaseRowView } from './list-row'

/** Columns of an exported list, in order; heads are messages under `cases.column`. */
const COLUMNS = [
  'number',
  'kind',
  'class',
  'status',
  'dueAt',
  'nextStep',
  'words',
  'phone',
  'name',
  'owner',
  'firstOwner',
  'unit',
  'channel',
  'urgency',
  'received',
  'closedAt',
  'marks',
] as const

export const exportHeads = (t: Translate): string[] => COLUMNS.map((column) => t(`column.${column}`))

/** A case as a line of a file: what the screen shows, customer masked, times in the branch's zone. */
export function exportCells(row: CaseRowView, t: Translate, locale: Locale): string[] {
  const at = (instant: Date | null) =>
    instant ? formatInstant(instant, { locale, timeZone: row.timeZone }) : ''
  const cells: Readonly<Record<(typeof COLUMNS)[number], string>> = {
    number: row.number,
    kind: codeLabel(t, 'kind', row.kind),
    class: classLabel(row.classCode, locale),
    status: t(`status.${row.status}`),
    dueAt: at(row.dueAt),
    nextStep: nextStepLabel(t, row),
    words: row.words,
    phone: row.customer?.phone ?? '',
    name: row.customer?.name ?? '',
    owner: row.owner.name,
    firstOwner: row.firstOwner ?? row.owner.name,
    unit: row.unitName,
    channel: codeLabel(t, 'channel', row.channel),
    urgency: codeLabel(t, 'urgency', row.urgency),
    received: at(row.receivedAt),
    closedAt: at(row.closedAt),
    marks: row.marks.map((mark) => t(`mark.${mark}`)).join('、'),
  }
  return COLUMNS.map((column) => cells[column])
}
