import { expect, expectAccessible, signIn, test } from '../support/browser'

/** A number nobody else uses, so that journeys may run side by side. */
const phoneOf = (seed: number) => `137${String(10_000_000 + ((seed * 7919) % 89_999_999)).padStart(8, '0')}`

test('a clerk logs a complaint by keyboard alone and reads out the promised time', async ({ page }) => {
  await signIn(page, 'clerk')
  await expect(page.locator('input[name=start]')).toBeFocused()
  await page.keyboard.type(phoneOf(1))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/complaints\/new/)
  await expect(page.locator('input[name=phone]')).toHaveValue(phoneOf(1))
  await page.keyboard.type('jfcc')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('2')
  await page.keyboard.type('上月账单多扣了38元，要求退还')
  await page.keyboard.press('Control+Enter')
  const number = await page.getByTestId('receipt-number').innerText()
  expect(number).toMatch(/^[A-Z_]+\d\d-\d{6}$/)
  await expect(page.getByTestId('read-out')).toContainText(/答复您|联系/)
  await expectAccessible(page)

  await page.goto(`/complaints/${number}`)
  await expect(page.getByText('上月账单多扣了38元，要求退还').first()).toBeVisible()
  await expect(page.getByText('BR-31').first()).toBeVisible()
  await expectAccessible(page)
})

test('a form with something missing says what to do and keeps what was typed', async ({ page }) => {
  await signIn(page, 'clerk')
  await page.goto('/complaints/new')
  await page.locator('textarea[name=words]').fill('客户说手机没有信号')
  await page.locator('input[name=phone]').fill('12')
  await page.locator('input[name=phone]').press('Control+Enter')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await expect(page.locator('textarea[name=words]')).toHaveValue('客户说手机没有信号')
})

test('a case is contacted, answered, called back and closed; closing before that is refused in words', async ({
  page,
}) => {
  await signIn(page, 'clerk')
  await page.goto('/complaints/new')
  await page.locator('input[name=phone]').fill(phoneOf(2))
  await page.locator('input[name=phone]').press('Enter')
  await page.keyboard.type('tdcx')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('计费')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('3')
  await page.keyboard.type('话费扣得不对')
  await page.keyboard.press('Control+Enter')
  const number = await page.getByTestId('receipt-number').innerText()
  await page.goto(`/complaints/${number}`)
  await expect(page.getByText(/办结条件|还缺/).first()).toBeVisible()

  const act = async (label: RegExp, fill: () => Promise<void>) => {
    const primary = page.locator('.case-primary')
    await expect(primary).toHaveText(label)
    await primary.click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    await fill()
    await dialog.locator('button[type=submit]').click()
    await expect(dialog).toBeHidden()
  }
  const dialog = page.getByRole('dialog')
  const choose = async (name: string, value: string) => {
    const select = dialog.locator(`select[name=${name}]`)
    if (await select.count()) await select.selectOption(value)
    else await dialog.locator(`input[name=${name}][value=${value}]`).check({ force: true })
  }
  await act(/联系客户/, () => choose('channel', 'phone'))
  await act(/首次回复/, async () => {
    await dialog.locator('textarea[name=text]').fill('已核对账单，差额双倍返还')
    await choose('channel', 'phone')
  })
  await act(/解决/, () => dialog.locator('textarea[name=text]').fill('退费已到账'))
  await act(/回访/, async () => {
    await choose('result', 'satisfied')
  })
  await act(/办结/, () => choose('result', 'solved'))
  await expect(page.getByText('办结').first()).toBeVisible()
  await expect(page.getByText('履约').first()).toBeVisible()
})

test('what was promised explains itself step by step', async ({ page }) => {
  await signIn(page, 'branch')
  await page.goto('/complaints?due=later')
  await page.locator('tbody tr a').first().click()
  await page.waitForURL(/\/complaints\/[A-Z]/)
  await page.goto(`${new URL(page.url()).pathname}/why`)
  await expect(page.getByText(/提出|起/).first()).toBeVisible()
  await expectAccessible(page)
})
