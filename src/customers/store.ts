import { keyedHash, seal, unseal } from '@/platform/crypto'
import { phoneTail } from './rules/identity'

/** A customer's row as it is written: nothing in clear. */
export type SealedCustomer = {
  readonly phoneHash: string
  readonly phoneTailHash: string
  readonly phoneEnc: Uint8Array<ArrayBuffer>
  readonly nameEnc: Uint8Array<ArrayBuffer> | null
  readonly nameHash: string | null
  readonly identityEnc: Uint8Array<ArrayBuffer> | null
}

/** Key to find a customer by the whole number; takes a normalised phone. */
export const phoneHashOf = (phone: string): string => keyedHash('customer.phone', phone)

/** Key to find customers by the last four digits. */
export const phoneTailHashOf = (lastFourDigits: string): string =>
  keyedHash('customer.phone_tail', lastFourDigits)

/** Key to find customers by their exact name; takes a normalised name. */
export const nameHashOf = (name: string): string => keyedHash('customer.name', name.toLowerCase())

/** Seals what the form took; all values normalised. */
export function sealCustomer(phone: string, name: string | null, identity: string | null): SealedCustomer {
  return {
    phoneHash: phoneHashOf(phone),
    phoneTailHash: phoneTailHashOf(phoneTail(phone)),
    phoneEnc: seal('customer.phone', phone),
    nameEnc: name === null ? null : seal('customer.name', name),
    nameHash: name === null ? null : nameHashOf(name),
    identityEnc: identity === null ? null : seal('customer.identity', identity),
  }
}

export type PlainCustomer = {
  readonly phone: string
  readonly name: string | null
  readonly identity: string | null
  readonly email: string | null
}

/** The plain values; only for masking, a reveal that leaves an audit row, and nothing else. */
export function openCustomer(row: {
  phoneEnc: Uint8Array
  nameEnc: Uint8Array | null
  identityEnc: Uint8Array | null
  emailEnc?: Uint8Array | null
}): PlainCustomer {
  return {
    phone: unseal('customer.phone', row.phoneEnc),
    name: row.nameEnc && unseal('customer.name', row.nameEnc),
    identity: row.identityEnc && unseal('customer.identity', row.identityEnc),
    email: row.emailEnc ? unseal('customer.email', row.emailEnc) : null,
  }
}

/** The name alone, to be masked. */
export const openName = (sealed: Uint8Array): string => unseal('customer.name', sealed)
