/** Events in order of time, those of the same instant in the order they were added. */
export class Agenda<Event> {
  private readonly heap: { readonly atMs: number; readonly order: number; readonly event: Event }[] = []
  private added = 0

  get nextAtMs(): number | null {
    return this.heap[0]?.atMs ?? null
  }

  add(atMs: number, event: Event): void {
    this.heap.push({ atMs, order: this.added, event })
    this.added += 1
    let child = this.heap.length - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!this.isBefore(child, parent)) break
      this.swap(child, parent)
      child = parent
    }
  }

  /** @throws Error when nothing is left */
  take(): { readonly atMs: number; readonly event: Event } {
    const first = this.heap[0]
    const last = this.heap.pop()
    if (!first || !last) throw new Error('the agenda is empty')
    if (this.heap.length === 0) return first
    this.heap[0] = last
    let parent = 0
    for (;;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2]
      let next = parent
      if (left < this.heap.length && this.isBefore(left, next)) next = left
      if (right < this.heap.length && this.isBefore(right, next)) next = right
      if (next === parent) return first
      this.swap(parent, next)
      parent = next
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.heap[a]!, this.heap[b]!]
    return one.atMs !== other.atMs ? one.atMs < other.atMs : one.order < other.order
  }

  private swap(a: number, b: number): void {
    const held = this.heap[a]!
    this.heap[a] = this.heap[b]!
    this.heap[b] = held
  }
}
