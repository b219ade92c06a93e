import type { CommitmentSeed } from '@/commitments/rules/catalogue-types'
import type { VersionContent } from '@/commitments/rules/version-content'
import { adoptProgramme } from '@/commitments/service/adopt'
import { addCommitment, discardDraft, saveDraft } from '@/commitments/service/drafts'
import { floorFindings } from '@/commitments/service/floors'
import { isoDay } from '@/commitments/service/iso-day'
import { publishAll, publishVersion } from '@/commitments/service/publish'
import { unwrap } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import { LIBRARY_PROMISES } from '../rules/library-promises'
import { OWN_PROMISES } from '../rules/promises'
import { draftsOf, programmeWith } from '../store'
import type { Cast } from './people'

/** Articles that bind the appeal centre, not the carrier. */
const DUTIES_OF_OTHERS = ['CN-02', 'CN-03'] as const

/** The law is counted on every case by itself; what the carrier promises beside it takes nothing from it. */
const LAW_IS_COUNTED_APART = '法定要求由法规条目对每一件单独计量，本承诺在其之内另作约定'

const reasonsFor = (content: VersionContent, at: Date): Record<string, string> =>
  Object.fromEntries(
    floorFindings({ kind: 'promise' }, content, isoDay(at)).map(({ key }) => [key, LAW_IS_COUNTED_APART]),
  )

/**
 * A demonstration loaded by an earlier version gets the promises that came since, in force from now on; what it had keeps
 * its text. @returns codes added
 */
export async function addNewPromises(ctx: Ctx, cast: Cast): Promise<readonly string[]> {
  const quality: Ctx = { ...ctx, actor: cast.byUsername('quality') }
  const manager: Ctx = { ...ctx, actor: cast.byUsername('gm') }
  const programme = await programmeWith(ctx, 'BR')
  if (!programme) return []
  const wanted = [
    ...LIBRARY_PROMISES.map(({ seed, content }) => ({ code: seed.code, area: seed.area, content })),
    ...OWN_PROMISES.map(({ code, angle, field = 'complaints' as const, content }) => ({
      code,
      area: { angle, field },
      content,
    })),
  ].filter(({ code }) => !programme.codes.includes(code))
  for (const { code, area, content } of wanted) {
    const { versionId } = unwrap(
      await addCommitment(quality, { programmeId: programme.id, code, ...area, text: content.text }),
    )
    const floorReasons = reasonsFor(content, ctx.clock())
    unwrap(await saveDraft(quality, { versionId, knownUpdatedAt: null, content, floorReasons }))
    unwrap(await publishVersion(manager, { versionId, validFrom: null }))
  }
  return wanted.map(({ code }) => code)
}

/** The carrier starts from one of the published programmes, adds promises of its own and the law; a second person publishes. */
export async function makePromises(ctx: Ctx, cast: Cast): Promise<void> {
  const quality: Ctx = { ...ctx, actor: cast.byUsername('quality') }
  const manager: Ctx = { ...ctx, actor: cast.byUsername('gm') }
  const unitId = (await orgTree(ctx)).root!.id
  const { programmeId } = unwrap(await adoptProgramme(quality, { seedCode: 'BR', unitId }))
  const write = async (versionId: string, content: VersionContent) =>
    unwrap(
      await saveDraft(quality, {
        versionId,
        knownUpdatedAt: null,
        content,
        floorReasons: reasonsFor(content, ctx.clock()),
      }),
    )
  const add = async (code: string, area: CommitmentSeed['area'], content: VersionContent) => {
    const added = unwrap(await addCommitment(quality, { programmeId, code, ...area, text: content.text }))
    await write(added.versionId, content)
  }
  for (const { seed, content } of LIBRARY_PROMISES) {
    const [draft] = await draftsOf(ctx, programmeId, [seed.code])
    if (draft) await write(draft.id, content)
    else await add(seed.code, seed.area, content)
  }
  for (const { code, angle, field = 'complaints', content } of OWN_PROMISES)
    await add(code, { angle, field }, content)
  const law = unwrap(await adoptProgramme(quality, { seedCode: 'CN', unitId }))
  for (const { id } of await draftsOf(ctx, law.programmeId, DUTIES_OF_OTHERS))
    unwrap(await discardDraft(quality, { versionId: id }))
  for (const each of [programmeId, law.programmeId])
    unwrap(await publishAll(manager, { programmeId: each, validFrom: null }))
}
