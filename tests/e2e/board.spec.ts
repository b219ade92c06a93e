import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  promiseRow,
  signIn,
  speakLocale,
  test,
} from '../support/browser'

const countIn = (text: string) => Number(text.replaceAll(/[^\d]/g, ''))

test('a branch manager sees what is about to break without scrolling, and every figure opens exactly its cases', async ({
  page,
}) => {
  await signIn(page, 'branch')
  const tiles = page.locator('a.tile')
  await expect(tiles).toHaveCount(3)
  await expect(page.locator('.table--board').last().getByText('BR-31').first()).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)

  for (const index of [0, 1, 2]) {
    const tile = tiles.nth(index)
    const shown = countIn(await tile.locator('.tile-figure').innerText())
    await tile.click()
    await page.waitForURL(/\/complaints\?/)
    const rows = await page.locator('tbody tr').count()
    expect(rows).toBe(Math.min(shown, 50))
    await page.goto('/')
  }

  const cases = (await promiseRow(page, 'BR-31')).locator('td').nth(3).locator('a')
  const shown = countIn(await cases.innerText())
  await cases.click()
  await page.waitForURL(/commitment=/)
  const listed = await page.locator('main').innerText()
  const total = /共 ([\d,]+)/.exec(listed)
  expect(countIn(total?.[1] ?? '0')).toBe(shown)
})

for (const locale of ['zh-CN', 'en'] as const)
  test(`what a branch manager must see fits a laptop’s screen (${locale})`, async ({
    page,
    context,
    baseURL,
  }) => {
    await speakLocale(context, locale, baseURL ?? '')
    await signIn(page, 'branch')
    const board = page.locator('.table--board').last()
    await expect(board.locator('tbody tr').first()).toBeVisible()
    const parts = [
      page.locator('a.tile').last(),
      page.locator('.table--board').first().locator('tbody tr').last(),
      // What is due and what misses its target, for the units below too; then where the rest is folded.
      board.locator('thead th').last(),
      board.locator('tbody').first().locator('tr').last().locator('td').last(),
      board.locator('.fold-head summary').first(),
    ]
    for (const part of parts) {
      await expect(part).toBeVisible()
      const box = await part.boundingBox()
      expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThanOrEqual(768)
      expect((box?.x ?? 9999) + (box?.width ?? 0)).toBeLessThanOrEqual(1366)
    }
    expect(await page.evaluate(() => window.scrollY)).toBe(0)
    const cut = await board.locator('..').evaluate((wrap) => wrap.scrollWidth - wrap.clientWidth)
    expect(cut).toBeLessThanOrEqual(0)
  })

test('folded promises open with the keyboard and stay open while figures change', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'branch')
  const board = page.locator('.table--board').last()
  const summary = board.locator('.fold-head summary').last()
  const rows = board.locator('.fold-rows').last().locator('tr')
  const said = countIn(await summary.innerText())
  expect(said).toBeGreaterThan(0)
  await expect(rows).toHaveCount(said)
  await expect(rows.first()).toBeHidden()
  await summary.focus()
  await page.keyboard.press('Enter')
  await expect(rows.first()).toBeVisible()
  await expectAccessible(page)

  const soon = page.locator('a.tile').nth(1).locator('.tile-figure')
  const before = countIn(await soon.innerText())
  const clerkContext = await browser.newContext({ baseURL })
  const clerk = await clerkContext.newPage()
  await signIn(clerk, 'clerk')
  const made = await clerk.request.post('/api/v1/complaints', {
    headers: { origin: baseURL ?? '' },
    data: {
      phone: '13700000002',
      classCode: 'fee.billing_error',
      wants: 'refund',
      words: '看板更新时折叠保持打开',
      receivedAt: new Date(Date.now() - 46 * 3_600_000).toISOString(),
      backdateReason: '便民服务展现场受理，会后补录',
      idempotencyKey: `fold-${Date.now()}`,
    },
  })
  expect(made.status()).toBe(201)
  await clerkContext.close()
  await expect(soon).toHaveText(String(before + 1), { timeout: 20_000 })
  await expect(rows.first()).toBeVisible()
  await expect(summary).toBeFocused()
})

test('a list and a board change by themselves when somebody else logs a case', async ({
  page,
  browser,
  baseURL,
}) => {
  const words = `看板应当自己变化${Date.now()}`
  await signIn(page, 'branch')
  await page.goto('/complaints?status=active&sort=-received')
  await expect(page.locator('tbody tr').first()).toBeVisible()

  const clerkContext = await browser.newContext({ baseURL })
  const clerk = await clerkContext.newPage()
  await signIn(clerk, 'clerk')
  const made = await clerk.request.post('/api/v1/complaints', {
    headers: { origin: baseURL ?? '' },
    data: {
      phone: '13700000001',
      classCode: 'fee.billing_error',
      wants: 'refund',
      words,
      idempotencyKey: `live-${Date.now()}`,
    },
  })
  expect(made.status()).toBe(201)
  await expect(page.getByText(words).first()).toBeVisible({ timeout: 20_000 })
  await clerkContext.close()
})

test('chasing from the board takes two clicks', async ({ page }) => {
  await signIn(page, 'branch')
  await page.getByRole('button', { name: '催办' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await expect(page.getByText(/已催办/).first()).toBeVisible()
})

test('an executive sees every branch in one table', async ({ page }) => {
  await signIn(page, 'gm')
  await expect(page.locator('.table--board tbody tr')).toHaveCount(6)
  await expectAccessible(page)
})

test('the board of money shows what is owed and opens exactly those errors; consents open their orders', async ({
  page,
  context,
  baseURL,
}) => {
  await signIn(page, 'branch')
  await page.getByRole('navigation', { name: '收费与订购' }).getByRole('link', { name: '收费与订购' }).click()
  await page.waitForURL(/\/dashboard\/money\?/)
  // The month before is whole, whatever day it is.
  const address = await page.getByRole('link', { name: '上一月' }).getAttribute('href')
  for (const [locale, title] of [
    ['zh-CN', '收费与订购成效'],
    ['en', 'Charges and consent'],
  ] as const) {
    await speakLocale(context, locale, baseURL ?? '')
    await page.goto(String(address).replace('show=owed', 'show=errors'))
    await expect(page.getByRole('heading', { level: 1 })).toContainText(title)
    await expect(page.locator('.chart svg').first()).toBeVisible()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)

    const errors = page.locator('#matrix tbody tr').first().locator('td').first().locator('a')
    const shown = countIn(await errors.innerText())
    await errors.click()
    await page.waitForURL(/\/refunds\?/)
    expect(countIn(await page.locator('.tile .tile-figure').first().innerText())).toBe(shown)

    await page.goto(String(address))
    const asked = page.locator('#consents tbody tr').first().locator('td').first().locator('a')
    const orders = countIn(await asked.innerText())
    await asked.click()
    await page.waitForURL(/mark=asked/)
    await expect(page.locator('tbody tr')).toHaveCount(Math.min(orders, 50))
  }
})

test('who pays refunds begins with what waits to be checked and paid', async ({ page }) => {
  await signIn(page, 'finance')
  const tiles = page.locator('a.tile')
  await expect(tiles).toHaveCount(4)
  await expectAccessible(page)
  const shown = countIn(await tiles.first().locator('.tile-figure').innerText())
  await tiles.first().click()
  await page.waitForURL(/state=undecided/)
  expect(countIn(await page.locator('.tile .tile-figure').first().innerText())).toBe(shown)
})
