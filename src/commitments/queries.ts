import { RefusedError } from '@/kernel/result'
import type { Locale, LocalText } from '@/kernel/text'
import { actorId, type Ctx, may, reader, scopePaths } from '@/platform/context'
import { lawProgramme } from './catalogue/law-programme'
import { PROGRAMMES } from './catalogue/programmes'
import type { ProgrammeSeed } from './rules/catalogue-types'
import { describeRule } from './rules/describe'
import { measuredOf, standingOf } from './rules/state'
import {
  type CommitmentWithVersions,
  commitmentById,
  commitmentsOf,
  type ProgrammeRow,
  programmesSeenFrom,
  staffNames,
  unitsBelow,
  unitsToStartFor,
} from './store/read'
import type { StoredVersion } from './store/versions'
import {
  type CommitmentView,
  containsWords,
  hasKind,
  type ProgrammeView,
  type RegisterFilter,
  type VersionView,
} from './views'

export const programmeView = (ctx: Ctx, row: ProgrammeRow): ProgrammeView => {
  const { unitPath, ...view } = row
  return {
    ...view,
    mayDraft: may(ctx, 'commitment.draft', unitPath),
    mayPublish: may(ctx, 'commitment.publish', unitPath),
  }
}

/** Programmes that bind the reader's units or lie within them. */
export async function listProgrammes(ctx: Ctx): Promise<ProgrammeView[]> {
  const rows = await programmesSeenFrom(reader(ctx), scopePaths(ctx, 'commitment.view'))
  return rows.map((row) => programmeView(ctx, row))
}

async function programmeRow(ctx: Ctx, programmeId: string): Promise<ProgrammeRow> {
  const rows = await programmesSeenFrom(reader(ctx), scopePaths(ctx, 'commitment.view'))
  const row = rows.find((each) => each.id === programmeId)
  if (!row) throw new RefusedError({ code: 'not_found' })
  return row
}

export type Register = {
  readonly commitments: readonly CommitmentView[]
  /** Before filters. */
  readonly total: number
  readonly drafts: number
  /** Drafts the reader may publish, because somebody else made them. */
  readonly publishable: number
  readonly unitNames: Readonly<Record<string, LocalText>>
}

/** The promises of a programme with where each stands now, narrowed by a filter. */
export async function readRegister(ctx: Ctx, programmeId: string, filter: RegisterFilter): Promise<Register> {
  const programme = await programmeRow(ctx, programmeId)
  const all = await commitmentsOf(reader(ctx), programme.id)
  const names = await namesOf(ctx, all)
  const now = ctx.clock()
  const views = all.map((each) => commitmentView(each, names, now))
  const drafts = all.flatMap(({ versions }) => versions.filter(({ status }) => status === 'draft'))
  const mayPublish = may(ctx, 'commitment.publish', programme.unitPath)
  return {
    commitments: views.filter((view) => isAdmitted(view, filter, ctx.locale)),
    total: all.length,
    drafts: drafts.length,
    publishable: mayPublish ? drafts.filter(({ draftedBy }) => draftedBy !== actorId(ctx)).length : 0,
    unitNames: await unitNamesFor(ctx, programme),
  }
}

function isAdmitted(view: CommitmentView, filter: RegisterFilter, locale: Locale): boolean {
  const { angle, field, kind, state, q } = filter
  const rules = view.shown?.content.rules ?? []
  return (
    (!angle || view.angle === angle) &&
    (!field || view.field === field) &&
    (!kind || hasKind(rules, kind)) &&
    (!state || isInState(view, state)) &&
    (!q || containsWords(searchedTexts(view, locale), q))
  )
}

/** Code, the three texts, the source and the rules in the reader's words. */
function searchedTexts({ code, shown }: CommitmentView, locale: Locale): string[] {
  if (!shown) return [code]
  const { text, source, rules, scope } = shown.content
  return [
    code,
    ...Object.values(text),
    source.title[locale],
    ...rules.map((rule) => describeRule(rule, scope, locale)),
  ]
}

function isInState(view: CommitmentView, state: string): boolean {
  const rules = view.shown?.content.rules ?? []
  if (state === 'draft') return view.draft !== null
  if (state === 'measured') return rules.some((rule) => measuredOf(rule) === 'measured')
  if (state === 'no_limit') return rules.some((rule) => measuredOf(rule) === 'no_limit')
  if (state === 'floor') return (view.shown?.floorNotes.length ?? 0) > 0
  return view.state === state
}

async function namesOf(ctx: Ctx, all: readonly CommitmentWithVersions[]): Promise<Map<string, string>> {
  const ids = all.flatMap(({ versions }) =>
    versions.flatMap(({ draftedBy, publishedBy }) => [draftedBy, publishedBy]),
  )
  return staffNames(reader(ctx), ids)
}

async function unitNamesFor(
  ctx: Ctx,
  { unitPath }: ProgrammeRow,
): Promise<Readonly<Record<string, LocalText>>> {
  const units = await unitsBelow(reader(ctx), unitPath)
  return Object.fromEntries(units.map(({ code, name }) => [code, name]))
}

function versionView(version: StoredVersion, names: ReadonlyMap<string, string>): VersionView {
  const { id, content, floorNotes, status, updatedAt, publishedAt, term } = version
  return {
    id,
    version: version.version,
    status,
    content,
    floorNotes,
    draftedByName: names.get(version.draftedBy ?? '') ?? null,
    updatedAt,
    publishedByName: names.get(version.publishedBy ?? '') ?? null,
    publishedAt,
    validFrom: term?.validFrom ?? null,
    validTo: term?.validTo ?? null,
  }
}

function commitmentView(
  commitment: CommitmentWithVersions,
  names: ReadonlyMap<string, string>,
  now: Date,
): CommitmentView {
  const { versions, position: _position, programmeId: _programmeId, ...head } = commitment
  const { state, shown, inForce, next, draft } = standingOf(versions, now)
  const view = (version: StoredVersion | null) => (version ? versionView(version, names) : null)
  return { ...head, state, shown: view(shown), inForce: view(inForce), next: view(next), draft: view(draft) }
}

export type CommitmentPage = {
  readonly programme: ProgrammeView
  readonly commitment: CommitmentView
  /** The newest first. */
  readonly versions: readonly VersionView[]
  /** Whether the reader made the draft and so cannot publish it. */
  readonly isOwnDraft: boolean
  readonly unitNames: Readonly<Record<string, LocalText>>
}

/** One promise with all its versions. @throws RefusedError `not_found` when it is outside what the reader may see */
export async function readCommitment(ctx: Ctx, commitmentId: string): Promise<CommitmentPage> {
  const found = isUuid(commitmentId) ? await commitmentById(reader(ctx), commitmentId) : null
  if (!found) throw new RefusedError({ code: 'not_found' })
  const programme = await programmeRow(ctx, found.programmeId)
  const names = await namesOf(ctx, [found])
  const draft = found.versions.find(({ status }) => status === 'draft')
  return {
    programme: programmeView(ctx, programme),
    commitment: commitmentView(found, names, ctx.clock()),
    versions: found.versions.map((version) => versionView(version, names)),
    isOwnDraft: draft !== undefined && draft.draftedBy !== null && draft.draftedBy === actorId(ctx),
    unitNames: await unitNamesFor(ctx, programme),
  }
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const isUuid = (text: string): boolean => UUID.test(text)

export type Library = {
  readonly seeds: readonly ProgrammeSeed[]
  /** Units the reader may start a programme for. */
  readonly units: readonly { readonly id: string; readonly name: LocalText; readonly depth: number }[]
  /** Codes of the programmes each unit already has, by unit id. */
  readonly taken: Readonly<Record<string, readonly string[]>>
}

/** The five published programmes and the law, with what the reader may start from them. */
export async function readLibrary(ctx: Ctx): Promise<Library> {
  const tx = reader(ctx)
  const paths = scopePaths(ctx, 'commitment.draft')
  const units = paths?.length === 0 ? [] : await unitsToStartFor(tx, paths)
  const programmes = await programmesSeenFrom(tx, scopePaths(ctx, 'commitment.view'))
  const taken: Record<string, string[]> = {}
  for (const { unitId, code } of programmes) taken[unitId] = [...(taken[unitId] ?? []), code]
  return { seeds: [...PROGRAMMES, lawProgramme()], units, taken }
}
