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

test('a figure of a promise on orders opens exactly its orders, and each says why it was judged so', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await signIn(page, 'quality')
  await page.goto('/dashboard')
  const row = await promiseRow(page, 'SH-11')
  const figure = row.locator('td').nth(3).locator('a')
  const shown = countIn(await figure.innerText())
  expect(shown).toBeGreaterThan(0)
  await figure.click()
  await page.waitForURL(/\/matters\?.*commitment=/)
  await expect(page.locator('h1')).toContainText('SH-11')
  expect(await page.locator('tbody tr').count()).toBe(Math.min(shown, 50))
  const total = /共 ([\d,]+)/.exec(await page.locator('main').innerText())
  expect(countIn(total?.[1] ?? '0')).toBe(shown)
  await expectAccessible(page)

  const number = (await page.locator('tbody tr a').first().innerText()).trim()
  await page.goto(`/matters/${number}`)
  await expect(page.locator('h1')).toContainText(number)
  await page.getByRole('button', { name: '为什么？' }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('ol li').first()).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('link', { name: '打开整页' }).click()
  await page.waitForURL(/\/matters\/.*\/why\//)
  await expect(page.getByRole('heading', { name: '为什么这样判定？' })).toBeVisible()
})

test('what may never happen is counted, and its list opens from the count', async ({ page }) => {
  await signIn(page, 'quality')
  await page.goto('/dashboard')
  const row = await promiseRow(page, 'HX-06')
  await expect(row).toContainText('目标 0')
  await expect(row).not.toContainText('%')
})

test('the list of all matters filters by its address, fits a phone and speaks English', async ({
  page,
  context,
  baseURL,
}) => {
  await signIn(page, 'quality')
  await page.goto('/matters?type=subscription_order&sort=number')
  await expect(page.locator('tbody tr').first()).toBeVisible()
  await expectAccessible(page)
  const number = (await page.locator('tbody tr a').first().innerText()).trim()
  await page.locator('input[name=q]').fill(number)
  await page.locator('form.filter-bar button[type=submit]').click()
  await page.waitForURL(/q=/)
  await expect(page.locator('tbody tr')).toHaveCount(1)
  await speakLocale(context, 'en', baseURL ?? '')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/matters')
  await expect(page.locator('h1')).toHaveText('Matters')
  await expectNoSidewaysScroll(page)
  expect(await page.locator('main').innerText()).not.toMatch(/\b(matters|ui|common|nav)\.[a-z]+[A-Za-z.]*\b/)

  // The list comes first: its filters wait behind one button, which says how many are set.
  const filters = page.locator('.filter-fold > summary')
  await expect(filters).toHaveText('Filters')
  await expect(page.locator('select[name=status]')).toBeHidden()
  await filters.focus()
  await page.keyboard.press('Enter')
  await page.locator('select[name=type]').selectOption('subscription_order')
  await page.locator('form.filter-bar > button[type=submit]').click()
  await page.waitForURL(/type=subscription_order/)
  await expect(filters).toHaveText('Filters, 1 set')
  await expect(page.locator('select[name=status]')).toBeHidden()
  await expectAccessible(page)

  const file = await page.request.get('/matters/export?type=subscription_order&format=csv')
  expect(file.status()).toBe(200)
  expect((await file.text()).split('\r\n')[0]).toContain('Number')
})

test('the search box opens a matter by its number', async ({ page }) => {
  await signIn(page, 'quality')
  await page.goto('/matters?type=purchase')
  const number = (await page.locator('tbody tr a').first().innerText()).trim()
  await page.locator('header input').first().fill(number.toLowerCase())
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/matters\/[0-9a-f-]{36}/)
  await expect(page.locator('h1')).toContainText(number)
})
