/** An error about a content fee that nobody has decided yet, as reported on an account. */
export type Dispute = {
  readonly errorId: string
  /** Number of the billing error, for people. */
  readonly number: string
  readonly accountHash: string
}
