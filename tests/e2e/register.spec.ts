import { expect, expectAccessible, signIn, speakLocale, test } from '../support/browser'

test('the register says each rule in words; the library holds five programmes', async ({ page }) => {
  await signIn(page, 'quality')
  await page.goto('/commitments')
  await expect(
    page.getByText('每一件投诉，自客户提出起48小时内首次回复（自然时间，节假日不顺延），达标率100%').first(),
  ).toBeVisible()
  await page.goto('/commitments/library')
  const library = page.locator('main')
  for (const rows of ['郑州移动29', '北京移动14', '成都电信27', '上海移动30'])
    await expect(library).toContainText(rows)
  await expectAccessible(page)
})

test('the same page in three scripts', async ({ page, context, baseURL }) => {
  await signIn(page, 'clerk')
  const titles = new Set<string>()
  for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
    await speakLocale(context, locale, baseURL ?? '')
    await page.goto('/complaints')
    await expect(page.locator('html')).toHaveAttribute('lang', locale)
    titles.add((await page.locator('h1').first().textContent()) ?? '')
  }
  expect(titles.size).toBe(3)
})

test('an administrator opens an account; its first password is to be changed', async ({
  page,
  browser,
  baseURL,
}) => {
  const username = `new.${Date.now() % 1_000_000}`
  await signIn(page, 'admin')
  await page.goto('/staff/new')
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=displayName]').fill('新同事')
  await page.locator('input[name=employeeNo]').fill(`T${Date.now() % 1_000_000}`)
  const unit = page.getByRole('combobox', { name: '所属机构' })
  await unit.fill('平川')
  await page.getByRole('option').first().click()
  await page.locator('select[name=role]').selectOption('service_staff')
  await page.locator('main button[type=submit]').click()
  const password = await page.locator('main code, main [data-testid=one-time-password]').first().textContent()
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4})+$/)

  const own = await browser.newContext({ baseURL })
  const person = await own.newPage()
  await signIn(person, username, password ?? '')
  await expect(person).toHaveURL(/change-password/)
  await person
    .locator('input[name=current], input[name=currentPassword]')
    .first()
    .fill(password ?? '')
  const fields = person.locator('input[type=password]')
  await fields.nth(1).fill('a long sentence of mine')
  await fields.nth(2).fill('a long sentence of mine')
  await person.locator('button[type=submit]').first().click()
  await expect(person).not.toHaveURL(/change-password/)
  await own.close()
})
