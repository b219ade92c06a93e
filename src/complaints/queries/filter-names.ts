import { versionsOfCommitment } from '@/obligations/store/figure-list'
import { localText } from '@/organisation/store/tree'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader } from '@/platform/context'
import type { ListAddress } from './list-address'
import type { PickerOption } from './pickers'

/** Names of what an address speaks of by id. */
export type FilterNames = {
  readonly unit: PickerOption | null
  /** A person; `me`, `first` and `nobody` have their words in the messages. */
  readonly owner: PickerOption | null
  readonly commitment: {
    readonly code: string
    readonly text: string
    readonly version: number | null
  } | null
}

export async function filterNames(ctx: Ctx, address: ListAddress): Promise<FilterNames> {
  const tree = await orgTree(ctx)
  const unit = address.unit ? (tree.find(address.unit) ?? tree.byCode(address.unit)) : undefined
  const isPerson = address.owner !== undefined && !['me', 'first', 'nobody'].includes(address.owner)
  const [person, versions] = await Promise.all([
    isPerson
      ? reader(ctx).staff.findUnique({ where: { id: address.owner }, select: { displayName: true } })
      : null,
    address.commitment ? versionsOfCommitment(reader(ctx), address.commitment) : [],
  ])
  const [newest] = versions
  const named = versions.find(({ id }) => id === address.version)
  return {
    unit: unit ? { value: address.unit ?? '', label: unit.name[ctx.locale] } : null,
    owner: person ? { value: address.owner ?? '', label: person.displayName } : null,
    commitment: newest
      ? {
          code: newest.code,
          text: localText((named ?? newest).text)[ctx.locale],
          version: named?.version ?? null,
        }
      : null,
  }
}
