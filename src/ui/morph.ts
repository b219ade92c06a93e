/**
 * Brings the content of an element to new markup by changing only what differs, so that focus, checked boxes, opened
 * details and scroll stay where they are. Elements with `data-key` are recognised wherever they moved to.
 */
export function morphContent(element: Element, html: string): void {
  const wanted = document.createElement('template')
  wanted.innerHTML = html
  morphChildren(element, wanted.content)
}

const keyOf = (node: Node): string | null => (node instanceof HTMLElement ? (node.dataset.key ?? null) : null)

const isSameKind = (a: Node, b: Node): boolean =>
  a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b)

function morphChildren(from: Node, to: Node): void {
  const byKey = new Map<string, Node>()
  for (const child of from.childNodes) {
    const key = keyOf(child)
    if (key !== null) byKey.set(key, child)
  }
  let here = from.firstChild
  for (let wanted = to.firstChild; wanted; ) {
    const next = wanted.nextSibling
    const key = keyOf(wanted)
    const known = key === null ? null : (byKey.get(key) ?? null)
    const match = known && isSameKind(known, wanted) ? known : here && isSameKind(here, wanted) ? here : null
    if (match === null) {
      from.insertBefore(wanted, here)
    } else {
      if (match === here) here = here?.nextSibling ?? null
      else from.insertBefore(match, here)
      morphNode(match, wanted)
    }
    wanted = next
  }
  while (here) {
    const next = here.nextSibling
    here.remove()
    here = next
  }
}

function morphNode(from: Node, to: Node): void {
  if (from.isEqualNode(to)) return
  if (!(from instanceof Element) || !(to instanceof Element)) {
    from.nodeValue = to.nodeValue
    return
  }
  // What the reader opened stays open.
  for (const { name } of [...from.attributes])
    if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name)
  for (const { name, value } of to.attributes)
    if (from.getAttribute(name) !== value) from.setAttribute(name, value)
  morphChildren(from, to)
}
