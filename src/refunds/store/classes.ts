import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'

export type ErrorClass = {
  readonly code: string
  readonly name: LocalText
  /** Further classes that scopes of promises may name. */
  readonly alsoClasses: readonly string[]
  readonly origin: 'promise' | 'reconciliation' | 'own'
  readonly isClosed: boolean
}

/** Every class of error, closed ones too, in their order. */
export function errorClasses(tx: Tx): Promise<ErrorClass[]> {
  return tx.$queryRaw<ErrorClass[]>`
    SELECT code, name, also_classes AS "alsoClasses", origin, is_closed AS "isClosed" FROM billing_error_class ORDER BY position, code`
}

export async function insertErrorClass(
  tx: Tx,
  given: Pick<ErrorClass, 'code' | 'name' | 'alsoClasses'>,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO billing_error_class (code, name, also_classes, origin, position)
    SELECT ${given.code}, ${JSON.stringify(given.name)}::jsonb, ${[...given.alsoClasses]}::text[], 'own', max(position) + 1 FROM billing_error_class`
}

export async function closeErrorClass(tx: Tx, code: string, isClosed: boolean): Promise<number> {
  return tx.$executeRaw`UPDATE billing_error_class SET is_closed = ${isClosed} WHERE code = ${code}`
}
