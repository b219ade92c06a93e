import { describe, expect, it } from 'vitest'
import { html } from './html-text'

describe('html', () => {
  it('joins what it made itself and leaves out nothing', () => {
    const cells = [1, 2].map((n) => html`<td>${n}</td>`)
    expect(html`<tr>${cells}${null}${undefined}${false}${html`<td></td>`}</tr>`.text).toBe(
      '<tr><td>1</td><td>2</td><td></td></tr>',
    )
  })

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</td></tr></table><svg onload=alert(1)>',
  ])('lets no text become markup: %s', (text) => {
    const made = html`<td title="${text}">${text}</td>`.text
    expect(made.match(/[<>"]/g)?.join('')).toBe('<"">' + '<>')
    expect(made).not.toContain("'")
  })

  it('takes an object that looks like markup for nothing of ours', () => {
    const forged = { text: '<b>' } as unknown as string
    expect(() => html`<td>${forged}</td>`.text).toThrow()
  })
})
