import { keyedHash, seal, unseal } from '@/platform/crypto'

/** Billing accounts at rest; all functions take a normalised account (`normaliseAccount`). */

/** The same account gives the same hash under our key, so that one account can be found without being readable. */
export const accountHashOf = (account: string): string => keyedHash('customer.account', account)

export const sealAccount = (account: string): Uint8Array<ArrayBuffer> => seal('customer.account', account)

/** The account in clear: for masking, and for the payment file. @throws UnsealError when it was tampered with */
export const openAccount = (sealed: Uint8Array): string => unseal('customer.account', sealed)
