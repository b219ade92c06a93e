import type { CaseKind, Channel } from '@/complaints/rules/lists'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import { proposeBranches } from './branches'
import { type Columns, type Field, suggestColumns } from './fields'
import type { Mapping } from './mapping'
import type { ColumnProfile, Profile } from './profile'
import { channelNamed, type FileStatus, foldValue, kindNamed, statusNamed } from './values'

/** Files whose columns are known beforehand. `fcc`: complaints about one US carrier as its regulator published them. */
export const PRESETS = ['fcc'] as const
export type Preset = (typeof PRESETS)[number]

const FCC_COLUMNS: Columns = {
  ticket: 'Ticket #',
  words: 'Customer Complaint',
  date: 'Date',
  otherDate: 'Date_month_year',
  time: 'Time',
  channel: 'Received Via',
  city: 'City',
  branch: 'State',
  zip: 'Zip code',
  status: 'Status',
  onBehalf: 'Filing on Behalf of Someone',
}

export const columnOf = (profile: Profile, header: string | undefined): ColumnProfile | undefined =>
  header === undefined ? undefined : profile.columns.find((column) => column.header === header)

/** Values of the column a field is mapped to; empty when it is mapped to none or has too many to list. */
export const valuesOf = (profile: Profile, columns: Columns, field: Field): readonly string[] =>
  (columnOf(profile, columns[field])?.values ?? []).map(({ value }) => value)

/** Meanings of the values whose meaning is known. */
function known<Meaning>(
  values: readonly string[],
  meaningOf: (value: string) => Meaning | undefined,
): Record<string, Meaning> {
  const meanings: Record<string, Meaning> = {}
  for (const value of values) {
    const meaning = meaningOf(value)
    if (meaning !== undefined) meanings[foldValue(value)] = meaning
  }
  return meanings
}

const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\.[a-z0-9]+$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)

/**
 * What a file most likely means; people change it. Without a ticket column the origin is the same for every file, so that
 * the same row is known again by its content wherever it comes from.
 */
export function proposeMapping(
  profile: Profile,
  tree: OrgTree,
  under: OrgUnit,
  options: { readonly preset?: Preset; readonly columns?: Columns; readonly origin?: string } = {},
): Mapping {
  const suggested = options.preset === 'fcc' ? FCC_COLUMNS : suggestColumns(profile.headers)
  const columns = options.columns ?? onlyPresent(suggested, profile.headers)
  const dates = columnOf(profile, columns.date)?.dates
  const values = (field: Field) => valuesOf(profile, columns, field)
  return {
    origin: options.origin ?? options.preset ?? (columns.ticket ? slug(`tickets-${under.code}`) : 'rows'),
    columns,
    encoding: null,
    delimiter: null,
    dateOrder: dates?.order ?? 'dmy',
    dateWins: 'date',
    swapSmallDays: false,
    channels: known<Channel>(values('channel'), channelNamed),
    channelWhenEmpty: 'hotline',
    statuses: known<FileStatus>(values('status'), statusNamed),
    kinds: known<CaseKind>(values('kind'), kindNamed),
    branchKind: 'city_branch',
    branches: proposeBranches(values('branch'), tree, under),
    timeZone: under.timeZone,
    owner: { who: 'manager' },
  }
}

function onlyPresent(columns: Columns, headers: readonly string[]): Columns {
  return Object.fromEntries(Object.entries(columns).filter(([, header]) => headers.includes(header)))
}

/** The mapping after somebody has chosen other columns: values of new columns get meanings, chosen ones stay. */
export function completedMapping(mapping: Mapping, profile: Profile, tree: OrgTree, under: OrgUnit): Mapping {
  const fresh = proposeMapping(profile, tree, under, { columns: mapping.columns, origin: mapping.origin })
  return {
    ...mapping,
    channels: { ...fresh.channels, ...mapping.channels },
    statuses: { ...fresh.statuses, ...mapping.statuses },
    kinds: { ...fresh.kinds, ...mapping.kinds },
    branches: { ...fresh.branches, ...onlyKeysOf(mapping.branches, fresh.branches) },
  }
}

function onlyKeysOf<T>(
  record: Readonly<Record<string, T>>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key in wanted))
}
