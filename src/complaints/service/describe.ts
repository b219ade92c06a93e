import type { Ctx, TxCtx } from '@/platform/context'
import { classNames, isGivenToCases } from '../rules/class-words'
import { searchVector } from '../rules/search-text'
import type {
  CaseChange as Input,
  linkRepeatSchema,
  markLegacySchema,
  noteSchema,
  reclassifySchema,
} from '../schema'
import { loadCase, updateSearchVector } from '../store/write-case'
import { changeCase, type HeldCase, refused } from './change-case'

/** Another class or kind; promises that no longer reach the case are void, new ones begin where it was received. */
export const reclassify = (ctx: Ctx, input: Input<typeof reclassifySchema>) =>
  changeCase(ctx, input, 'reclassify', async (tx, held) => {
    const { row } = held
    if (!isGivenToCases(input.classCode)) {
      return refused({ code: 'class_unknown', fields: { classCode: 'class_unknown' } })
    }
    const kind = input.kind ?? row.kind
    if (input.classCode === row.classCode && kind === row.kind) return refused({ code: 'same_class' })
    await updateSearchVector(tx.tx, row.id, vectorOf(held, input.classCode))
    return {
      patch: { classCode: input.classCode, kind },
      facts: [
        {
          type: 'complaint.reclassified',
          attrs: {
            classCode: input.classCode,
            kind,
            before: row.classCode,
            reason: held.clean(input.reason),
          },
        },
      ],
      detail: { from: row.classCode, to: input.classCode, kind },
      value: { classCode: input.classCode, kind },
    }
  })

const vectorOf = ({ row }: HeldCase, classCode: string): string =>
  searchVector([row.number, row.words, row.place, row.area, ...classNames(classCode)])

/** The same customer, the same matter: the case is a repeat of an earlier one (of its first, when that is a repeat too). */
export const linkRepeat = (ctx: Ctx, input: Input<typeof linkRepeatSchema>) =>
  changeCase(ctx, input, 'link_repeat', async (tx, held) => {
    const firstId = await firstOfRepeats(tx, held.row.id, held.row.customerId, input.repeatOfId)
    if (firstId === held.row.repeatOfId) return refused({ code: 'already_linked' })
    return {
      patch: { repeatOfId: firstId },
      facts: [{ type: 'complaint.linked', attrs: { repeatOfId: firstId } }],
      detail: { repeatOfId: firstId },
      value: { repeatOfId: firstId },
    }
  })

/** The case a repeat counts under. Refuses itself, a ring, and another customer's case. */
export async function firstOfRepeats(
  ctx: TxCtx,
  complaintId: string,
  customerId: string | null,
  wantedId: string,
): Promise<string> {
  const loaded = await loadCase(ctx.tx, wantedId)
  if (!loaded) return refused({ code: 'not_found' })
  const firstId = loaded.row.repeatOfId ?? wantedId
  if (wantedId === complaintId || firstId === complaintId) return refused({ code: 'repeat_of_itself' })
  if (customerId === null || loaded.row.customerId !== customerId)
    return refused({ code: 'repeat_other_customer' })
  return firstId
}

/** 历史遗留问题: an old, unsolved case, reported apart. */
export const markLegacy = (ctx: Ctx, input: Input<typeof markLegacySchema>) =>
  changeCase(ctx, input, 'mark_legacy', async (_tx, held) => ({
    patch: { isLegacy: true },
    facts: [{ type: 'complaint.marked_legacy', attrs: { reason: held.clean(input.reason) } }],
    value: {},
  }))

/** Something worth knowing, for colleagues. */
export const note = (ctx: Ctx, input: Input<typeof noteSchema>) =>
  changeCase(ctx, input, 'note', async (_tx, held) => ({
    facts: [{ type: 'complaint.noted', attrs: { text: held.clean(input.text) } }],
    value: {},
  }))
