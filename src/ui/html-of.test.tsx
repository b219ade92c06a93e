import { createElement } from 'react'
import { describe, expect, it } from 'vitest'
import { htmlOf } from './html-of'

const Words = ({ text }: { text: string }) => <b title={text}>{text}</b>

describe('htmlOf', () => {
  it('writes elements, fragments, arrays and function components', () => {
    const pair = (
      <>
        <Words text="x" />
        <br />
      </>
    )
    expect(
      htmlOf(
        <ul className="a b" data-soft="" aria-hidden={false} hidden={false}>
          {[1, 2].map((n) => (
            <li key={n}>{n}</li>
          ))}
          {null}
          {false}
          {pair}
          <input type="checkbox" disabled />
        </ul>,
      ),
    ).toBe(
      '<ul class="a b" data-soft="" aria-hidden="false"><li>1</li><li>2</li><b title="x">x</b><br><input type="checkbox" disabled=""></ul>',
    )
  })

  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['"><img src=x onerror=alert(1)>', '&quot;&gt;&lt;img src=x onerror=alert(1)&gt;'],
    ["' onmouseover='alert(1)", '&#39; onmouseover=&#39;alert(1)'],
    ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ])('lets no text become markup: %s', (text, escaped) => {
    expect(htmlOf(<Words text={text} />)).toBe(`<b title="${escaped}">${escaped}</b>`)
    expect(htmlOf(<td style={{ width: text }} />)).toBe(`<td style="width:${escaped}"></td>`)
  })

  it('lets no name become markup', () => {
    expect(() => htmlOf(createElement('b', { 'x onload=alert(1)': 'y' }))).toThrow('No attribute')
  })

  it('refuses an address that is a script', () => {
    const href = ['java', 'script:alert(1)'].join('')
    expect(() => htmlOf(<a href={href}>x</a>)).toThrow('script')
    expect(() => htmlOf(<a href={` \t${href}`}>x</a>)).toThrow('script')
  })

  it('refuses what needs script', () => {
    expect(() => htmlOf(<button type="button" onClick={() => undefined} />)).toThrow('onClick')
    const markup = { dangerouslySetInnerHTML: { __html: 'x' } }
    expect(() => htmlOf(<b {...markup} />)).toThrow('dangerously')
  })

  it('writes the lines of drawings by their own names', () => {
    expect(
      htmlOf(
        <svg viewBox="0 0 1 1" aria-hidden="true">
          <path strokeWidth={2} strokeDasharray="3 3" fill="none" d="M0 0" />
        </svg>,
      ),
    ).toBe(
      '<svg viewBox="0 0 1 1" aria-hidden="true"><path stroke-width="2" stroke-dasharray="3 3" fill="none" d="M0 0"></path></svg>',
    )
  })
})
