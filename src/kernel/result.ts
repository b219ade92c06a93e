/** A use case either returns a value or refuses with a code the screen can put into words. */
export type Refusal = {
  readonly code: string
  /** Values for the message of that code, e.g. `{ limitMinutes: 30 }`. */
  readonly params?: Readonly<Record<string, string | number>>
  /** Form fields the refusal belongs to; value is a message code. */
  readonly fields?: Readonly<Record<string, string>>
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (
  code: string,
  params?: Refusal['params'],
  fields?: Refusal['fields'],
): Result<never> => ({
  ok: false,
  refusal: { code, ...(params ? { params } : {}), ...(fields ? { fields } : {}) },
})

/** Thrown inside a transaction so that it rolls back; `withTransaction` turns it into a refused Result. */
export class RefusedError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
    this.name = 'RefusedError'
  }
}

/** Value of an accepted result, or a RefusedError that rolls the surrounding transaction back. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new RefusedError(result.refusal)
}
