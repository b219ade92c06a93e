import { RefusedError, type Result } from '@/kernel/result'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, withTransaction } from '@/platform/context'
import { isUniqueViolation } from '@/platform/db/errors'
import { type AnswerWords, plainWords, wordsProblems } from '../rules/answer-words'
import { ALWAYS_CONFIRMED, type ServiceType } from '../rules/lists'
import { currentSetting, insertSetting } from '../store/settings'

export type SaveSetting = {
  readonly basedOn: number
  readonly windowMinutes: number
  readonly confirmsOnDemand: boolean
  readonly words: AnswerWords
}

const changed = (): never => {
  throw new RefusedError({ code: 'changed_meanwhile' })
}

/**
 * A new version of the words and the time for an answer; orders asked before keep theirs.
 * @returns refusals `changed_meanwhile`, `consent_words_contradict`, `consent_words_missing`, `not_allowed`
 */
export async function saveSetting(ctx: Ctx, input: SaveSetting): Promise<Result<{ version: number }>> {
  try {
    return await withTransaction(ctx, async (ctx) => {
      mustBeAllowed(ctx, 'order.configure')
      const before = await currentSetting(ctx.tx)
      if (before.version !== input.basedOn) changed()
      const words = {
        yes: spelled(input.words.yes),
        no: spelled(input.words.no),
        cancel: spelled(input.words.cancel),
      }
      refuseBadWords(words)
      const version = before.version + 1
      await insertSetting(ctx.tx, {
        version,
        windowMinutes: input.windowMinutes,
        confirmTypes: confirmTypes(input.confirmsOnDemand),
        words,
        createdBy: actorId(ctx),
        createdAt: ctx.clock(),
      })
      await audit(ctx, {
        action: 'consent_setting.saved',
        subjectType: 'consent_setting',
        subjectId: null,
        detail: { version, windowMinutes: input.windowMinutes, onDemand: input.confirmsOnDemand },
      })
      return { version }
    })
  } catch (error) {
    if (ctx.tx || !isUniqueViolation(error)) throw error
    return { ok: false, refusal: { code: 'changed_meanwhile' } }
  }
}

const confirmTypes = (onDemand: boolean): readonly ServiceType[] =>
  onDemand ? [...ALWAYS_CONFIRMED, 'on_demand'] : ALWAYS_CONFIRMED

/** Each word once, in the one spelling. */
const spelled = (words: readonly string[]): string[] => [...new Set(words.map(plainWords))].filter(Boolean)

function refuseBadWords(words: AnswerWords): void {
  for (const list of ['yes', 'no', 'cancel'] as const)
    if (words[list].length === 0)
      throw new RefusedError({ code: 'consent_words_missing', fields: { [list]: 'consent_words_missing' } })
  const [problem] = wordsProblems(words)
  if (problem)
    throw new RefusedError({
      code: 'consent_words_contradict',
      params: { word: problem.word },
      fields: { yes: 'consent_words_contradict' },
    })
}
