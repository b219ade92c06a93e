/** A number typed on the first screen, carried to the form in memory only: it never stands in an address or a store. */
let carried = ''

export function carryPhone(phone: string): void {
  carried = phone
}

/** The carried number, once. */
export function takeCarriedPhone(): string {
  const phone = carried
  carried = ''
  return phone
}
