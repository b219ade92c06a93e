import type { VersionContent } from '@/commitments/rules/version-content'
import { adoptProgramme } from '@/commitments/service/adopt'
import { addCommitment, discardDraft, saveDraft } from '@/commitments/service/drafts'
import { floorFindings } from '@/commitments/service/floors'
import { isoDay } from '@/commitments/service/iso-day'
import { publishAll } from '@/commitments/service/publish'
import { unwrap } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import { OWN_PROMISES } from '../rules/promises'
import { draftsOf } from '../store'
import type { Cast } from './people'

/** Articles that bind the appeal centre, not the carrier. */
const DUTIES_OF_OTHERS = ['CN-02', 'CN-03'] as const

/** The law keeps its own clock on every case; a stricter time for most cases takes nothing from it. */
const LAW_IS_COUNTED_APART = '法定时限由 CN-01 对每一件投诉单独计时，本承诺在其之内要求更早完成'

const reasonsFor = (content: VersionContent, at: Date): Record<string, string> =>
  Object.fromEntries(
    floorFindings({ kind: 'promise' }, content, isoDay(at)).map(({ key }) => [key, LAW_IS_COUNTED_APART]),
  )

/** The carrier starts from one of the published programmes, adds promises of its own and the law; a second person publishes. */
export async function makePromises(ctx: Ctx, cast: Cast): Promise<void> {
  const quality: Ctx = { ...ctx, actor: cast.byUsername('quality') }
  const manager: Ctx = { ...ctx, actor: cast.byUsername('gm') }
  const unitId = (await orgTree(ctx)).root!.id
  const programme = unwrap(await adoptProgramme(quality, { seedCode: 'BR', unitId }))
  for (const { code, angle, content } of OWN_PROMISES) {
    const added = unwrap(
      await addCommitment(quality, {
        programmeId: programme.programmeId,
        code,
        angle,
        field: 'complaints',
        text: content.text,
      }),
    )
    unwrap(
      await saveDraft(quality, {
        versionId: added.versionId,
        knownUpdatedAt: null,
        content,
        floorReasons: reasonsFor(content, ctx.clock()),
      }),
    )
  }
  const law = unwrap(await adoptProgramme(quality, { seedCode: 'CN', unitId }))
  for (const { id } of await draftsOf(ctx, law.programmeId, DUTIES_OF_OTHERS))
    unwrap(await discardDraft(quality, { versionId: id }))
  for (const { programmeId } of [programme, law])
    unwrap(await publishAll(manager, { programmeId, validFrom: null }))
}
