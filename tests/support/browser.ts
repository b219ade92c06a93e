import AxeBuilder from '@axe-core/playwright'
import { type BrowserContext, test as base, expect, type Locator, type Page } from '@playwright/test'

export const PASSWORD = 'promise-2026'

/** Signs in and lands on the first screen. */
export async function signIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').first().click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

export async function speakLocale(
  context: BrowserContext,
  locale: 'zh-CN' | 'zh-TW' | 'en',
  baseURL: string,
): Promise<void> {
  await context.addCookies([{ name: 'locale', value: locale, url: baseURL }])
}

/** No violation of WCAG 2.2 A and AA on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  const told = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ target }) => target.join(' '))
        .join(' | ')}`,
  )
  expect(told).toEqual([])
}

/** The row of a promise on a branch's board, out of its fold. */
export async function promiseRow(page: Page, code: string): Promise<Locator> {
  for (const fold of await page.locator('.table--board details.fold').all())
    if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click()
  return page.locator('.table--board tbody:not(.fold-head) tr', { hasText: code }).first()
}

/** Nothing sticks out to the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
}

/** The page's own errors fail the test: what the browser reports is seen by nobody else. */
export const test = base.extend({
  page: async ({ page }, use) => {
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await use(page)
    expect(problems).toEqual([])
  },
})

export { expect }
