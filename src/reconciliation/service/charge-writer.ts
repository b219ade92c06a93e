import { accountHashOf, sealAccount } from '@/customers/account'
import { phoneHashOf } from '@/customers/store'
import { isUnder, type OrgTree, type OrgUnit } from '@/organisation/rules/org-tree'
import type { Tx } from '@/platform/context'
import { seal } from '@/platform/crypto'
import { type RawCharge, type UnderstoodCharge, understandCharge } from '../rules/charge-row'
import { insertCharges, insertParties, knownParties, type NewCharge } from '../store/charges'
import { type ImportCounts, insertRejected, type RejectedCharge } from '../store/imports'

/** A row of a file or call with the place it stands at. */
export type ChargeRow = { readonly line: number; readonly raw: RawCharge }
export type Written = ImportCounts & { readonly problems: readonly RejectedCharge[] }

type Party = {
  readonly account: string
  readonly phone: string
  readonly accountHash: string
  readonly phoneHash: string
}
type Ready = {
  readonly line: number
  readonly charge: UnderstoodCharge
  readonly unitId: string
  readonly party: Party
}

/** Parties kept in mind by one import; beyond that they are asked for again. */
const MOST_PARTIES = 500_000

/** Understands and writes charges of one import. Keyed hashes are worked out once for each account and number. */
export class ChargeWriter {
  private readonly parties = new Map<string, Party>()
  private readonly idOfParty = new Map<string, bigint>()
  private readonly unitOfBranch = new Map<string, string | null>()

  constructor(
    private readonly importId: string,
    private readonly tree: OrgTree,
    private readonly unit: OrgUnit,
  ) {}

  /**
   * Writes rows in the transaction given. Call `keep` when it has committed.
   * @returns what became of each row, and `keep`
   */
  async write(
    tx: Tx,
    rows: readonly ChargeRow[],
    now: Date,
    { keepRejected = true }: { readonly keepRejected?: boolean } = {},
  ): Promise<Written & { readonly keep: () => void }> {
    const ready: Ready[] = []
    const problems: RejectedCharge[] = []
    for (const { line, raw } of rows) {
      const charge = understandCharge(raw, now.getTime())
      if ('code' in charge) {
        problems.push({ line, raw, problem: charge })
        continue
      }
      const unitId = this.unitFor(charge.branch)
      if (unitId === null)
        problems.push({ line, raw, problem: { code: 'charge_branch_unknown', field: 'branch' } })
      else ready.push({ line, charge, unitId, party: this.partyOf(charge.account, charge.phone) })
    }
    const fresh = await this.freshIds(tx, ready)
    const added =
      ready.length === 0
        ? 0
        : await insertCharges(
            tx,
            this.importId,
            ready.map(({ line, charge, unitId, party }): NewCharge => {
              const { account: _account, phone: _phone, branch: _branch, ...columns } = charge
              const key = keyOf(party)
              return { ...columns, line, unitId, partyId: this.idOfParty.get(key) ?? fresh.get(key)! }
            }),
          )
    if (keepRejected) await insertRejected(tx, this.importId, problems)
    return {
      processed: rows.length,
      added,
      known: ready.length - added,
      rejected: problems.length,
      problems,
      keep: () => {
        for (const [key, id] of fresh) this.idOfParty.set(key, id)
      },
    }
  }

  private unitFor(branch: string | null): string | null {
    if (branch === null) return this.unit.id
    const known = this.unitOfBranch.get(branch)
    if (known !== undefined) return known
    const named =
      this.tree.byCode(branch) ?? this.tree.all.find(({ name }) => Object.values(name).includes(branch))
    const unitId = named && named.closedAt === null && isUnder(named.path, this.unit.path) ? named.id : null
    this.unitOfBranch.set(branch, unitId)
    return unitId
  }

  private partyOf(account: string, phone: string): Party {
    const key = `${account}/${phone}`
    const known = this.parties.get(key)
    if (known) return known
    if (this.parties.size >= MOST_PARTIES) {
      this.parties.clear()
      this.idOfParty.clear()
    }
    const party = { account, phone, accountHash: accountHashOf(account), phoneHash: phoneHashOf(phone) }
    this.parties.set(key, party)
    return party
  }

  private async freshIds(tx: Tx, ready: readonly Ready[]): Promise<Map<string, bigint>> {
    const wanted = new Map(
      ready.flatMap(({ party }) => {
        const key = keyOf(party)
        return this.idOfParty.has(key) ? [] : [[key, party] as const]
      }),
    )
    if (wanted.size === 0) return new Map()
    const found = await knownParties(tx, [...wanted.values()])
    const missing = [...wanted].filter(([key]) => !found.has(key)).map(([, party]) => party)
    if (missing.length === 0) return found
    await insertParties(
      tx,
      missing.map(({ account, phone, accountHash, phoneHash }) => ({
        accountHash,
        phoneHash,
        accountEnc: sealAccount(account),
        phoneEnc: seal('customer.phone', phone),
      })),
    )
    for (const [key, id] of await knownParties(tx, missing)) found.set(key, id)
    return found
  }
}

const keyOf = ({ accountHash, phoneHash }: Party): string => `${accountHash}/${phoneHash}`
