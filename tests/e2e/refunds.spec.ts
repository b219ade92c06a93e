import { readFile } from 'node:fs/promises'
import type { Browser, Page } from '@playwright/test'
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  speakLocale,
  test,
} from '../support/browser'

/** A page of somebody of their own, so that four people may work on one error. */
async function pageOf(
  browser: Browser,
  username: string,
  baseURL: string,
  locale: 'zh-CN' | 'en',
): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale })
  await speakLocale(context, locale, baseURL)
  const page = await context.newPage()
  await signIn(page, username)
  return page
}

const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 16)

/** Presses an action's button, fills its dialog and sends it. */
async function act(page: Page, name: RegExp, fill: () => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await fill()
  await dialog.locator('button[type=submit]').click()
  await expect(dialog).toBeHidden()
}

test('a billing error to the double refund paid and confirmed', async ({ page, browser, baseURL }) => {
  test.setTimeout(240_000)
  const base = baseURL ?? ''
  const reference = `E2E-${Date.now()}`
  await signIn(page, 'clerk')
  await page.goto(`/refunds/new?chargedAt=${yesterday()}`)
  await expect(page.locator('input[name=account]')).toBeFocused()
  // By keyboard alone from here to the receipt.
  await page.keyboard.type('ZZ-8866-2211')
  await page.keyboard.press('Tab')
  await page.keyboard.type('13712345678')
  await page.locator('select[name=classCode]').selectOption('rating_error')
  await page.locator('input[name=service]').fill('国内长途')
  await page.locator('input[name=chargeRef]').fill(reference)
  await page.locator('input[name=charged]').fill('2.34')
  await page.locator('input[name=correct]').fill('12.34')
  await expect(page.getByTestId('refund-due')).toHaveText('¥0.00')
  await expect(page.getByText('没有多收').first()).toBeVisible()
  await page.locator('input[name=charged]').fill('12.34')
  await page.locator('input[name=correct]').fill('2.34')
  await expect(page.getByTestId('refund-due')).toHaveText('¥20.00')
  await expect(page.getByText('按2倍计算：¥20.00。')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/\/refunds\/[A-Z_]+\d\dF-\d+/)
  const address = new URL(page.url()).pathname
  await expect(page.getByText('13****5678').or(page.getByText('137****5678')).first()).toBeVisible()
  await expect(page.getByText('ZZ****2211').first()).toBeVisible()
  // What it would bring stands there before anybody has decided.
  await expect(page.getByText('核实成立则返还')).toBeVisible()
  await expect(page.getByText('按2倍计算：¥20.00。')).toBeVisible()
  // Who looks for the customer's number finds it beside the complaints.
  const number = decodeURIComponent(address.split('/').at(-1) ?? '')
  await page.locator('header input').first().fill('13712345678')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/search\?customer=/)
  await expect(page.locator('main').getByRole('link', { name: number })).toBeVisible()

  await page.goto(`/refunds/new?chargedAt=${yesterday()}`)
  await page.locator('input[name=account]').fill('ZZ-8866-2211')
  await page.locator('select[name=classCode]').selectOption('rating_error')
  await page.locator('input[name=service]').fill('国内长途')
  await page.locator('input[name=chargeRef]').fill(reference)
  await page.locator('input[name=charged]').fill('12.34')
  await page.locator('input[name=correct]').fill('2.34')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert').first()).toContainText('一笔收费只返还一次')

  const quality = await pageOf(browser, 'quality', base, 'zh-CN')
  await quality.goto(address)
  await act(quality, /核实成立/)
  await expect(quality.getByText('已核实，待审批').first()).toBeVisible()
  await expect(quality.getByText(/BJ-02|SH-08|BR-30/).first()).toBeVisible()
  await expectAccessible(quality)
  await quality.context().close()

  const branch = await pageOf(browser, 'branch', base, 'zh-CN')
  await branch.goto(address)
  await branch
    .getByRole('button', { name: /批准返还/ })
    .first()
    .click()
  const dialog = branch.getByRole('dialog')
  await dialog.locator('input[name=amount]').fill('19.99')
  await dialog.locator('button[type=submit]').click()
  await expect(dialog.getByRole('alert')).toContainText('不能少于承诺')
  await dialog.locator('input[name=amount]').fill('20')
  await dialog.locator('button[type=submit]').click()
  await expect(dialog).toBeHidden()
  await expect(branch.getByText('已批准，待付').first()).toBeVisible()
  await branch.context().close()

  const finance = await pageOf(browser, 'finance', base, 'en')
  await finance.goto('/refunds/payments')
  await expectAccessible(finance)
  await finance.getByRole('button', { name: 'Make a payment file' }).click()
  await finance.waitForURL(/\/refunds\/payments\/[0-9a-f-]{36}/)
  const [download] = await Promise.all([
    finance.waitForEvent('download'),
    finance.getByRole('link', { name: 'Download' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toMatch(/^JIANNUO-REFUND,1,PF-\d{6},CNY/)
  expect(text).toMatch(/SHA256,[0-9a-f]{64}\r\n$/)
  const payments = text
    .split('\r\n')
    .slice(2)
    .filter((line) => /^[0-9a-f]{8}-/.test(line))
    .map((line) => line.split(',')[0])
  const answers = ['payment_id,result,billing_ref', ...payments.map((id, i) => `${id},paid,B${i}`)].join('\n')
  await finance.goto('/refunds/payments')
  await finance
    .locator('input[type=file]')
    .setInputFiles({ name: 'answers.csv', mimeType: 'text/csv', buffer: Buffer.from(answers) })
  await expect(finance.getByText(`${payments.length} paid, 0 failed, 0 read before`)).toBeVisible()
  await finance.goto(address)
  await expect(finance.getByText('Paid', { exact: true }).first()).toBeVisible()
  await act(finance, /Customer confirmed/)
  await expect(finance.getByText('Confirmed').first()).toBeVisible()
  await expectAccessible(finance)
  await finance.goto('/refunds/ledger')
  await expectAccessible(finance)
  await finance.context().close()
})

test('a verified error is corrected, with what stood before beside it', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000)
  const base = baseURL ?? ''
  await signIn(page, 'clerk')
  await page.goto(`/refunds/new?chargedAt=${yesterday()}`)
  await page.locator('input[name=account]').fill('ZZ-8866-3322')
  await page.locator('select[name=classCode]').selectOption('rating_error')
  await page.locator('input[name=service]').fill('国内长途')
  await page.locator('input[name=chargeRef]').fill(`E2E-C-${Date.now()}`)
  await page.locator('input[name=charged]').fill('12.34')
  await page.locator('input[name=correct]').fill('2.34')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/\/refunds\/[A-Z_]+\d\dF-\d+/)
  const address = new URL(page.url()).pathname

  const quality = await pageOf(browser, 'quality', base, 'en')
  await quality.goto(address)
  await act(quality, /^Verify/)
  await expect(quality.getByText('¥20.00').first()).toBeVisible()
  await quality
    .getByRole('button', { name: /^Correct/ })
    .first()
    .click()
  const dialog = quality.getByRole('dialog')
  await expect(dialog.locator('input[name=charged]')).toHaveValue('12.34')
  await dialog.locator('button[type=submit]').click()
  await expect(dialog.getByRole('alert')).toContainText('Please fill in')
  await dialog.locator('textarea[name=reason]').fill('The customer has a discount')
  await dialog.locator('button[type=submit]').click()
  await expect(dialog.getByRole('alert')).toContainText('Nothing is different')
  await dialog.locator('input[name=correct]').fill('7.34')
  await expectAccessible(quality)
  await dialog.locator('button[type=submit]').click()
  await expect(dialog).toBeHidden()
  const corrections = quality.getByRole('region', { name: 'Corrections' })
  await expect(corrections).toContainText('The customer has a discount')
  await expect(corrections).toContainText('20.00')
  await corrections.getByText('How it was worked out then').click()
  await expect(corrections.getByRole('listitem').last()).toBeVisible()
  await expect(quality.getByText('10.00').first()).toBeVisible()
  await expectAccessible(quality)
  await expectNoSidewaysScroll(quality)
  await quality.context().close()
})

test('a batch goes through its sample before anybody approves', async ({ page, browser, baseURL }) => {
  test.setTimeout(180_000)
  const base = baseURL ?? ''
  const tag = Date.now()
  await speakLocale(page.context(), 'en', base)
  await signIn(page, 'quality')
  await page.goto('/refunds/batches')
  await page.locator('input[name=cause]').fill('Wrong rate of long-distance calls')
  await page.locator('input[name=sample]').fill('2')
  const day = yesterday().slice(0, 10)
  const file = [
    'account,phone,service,class,charged_at,charged,correct,charge_ref',
    `BB-1001,13811110001,voice,rating_error,${day},5,1,B${tag}-1`,
    `BB-1002,13811110002,voice,rating_error,${day},6,1,B${tag}-2`,
    `BB-1003,13811110003,voice,rating_error,${day},wrong,1,B${tag}-3`,
  ].join('\n')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'batch.csv', mimeType: 'text/csv', buffer: Buffer.from(file) })
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.waitForURL(/\/refunds\/batches\/[0-9a-f-]{36}/)
  await expect(page.getByRole('heading', { name: 'Lines left out (1)' })).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Verify all' }).click()
  await expect(page.getByText('Verified, to be approved').first()).toBeVisible({ timeout: 30_000 })
  const gm = await pageOf(browser, 'gm', base, 'en')
  await gm.goto(new URL(page.url()).pathname)
  await gm.getByRole('button', { name: 'Approve all' }).click()
  await expect(gm.getByText('The sample has not all been looked at').first()).toBeVisible()
  for (let left = 2; left > 0; left--) {
    await page
      .getByRole('button', { name: /is right$/ })
      .first()
      .click()
    await expect(page.getByRole('button', { name: /is right$/ })).toHaveCount(left - 1)
  }
  await gm.reload()
  await gm.getByRole('button', { name: 'Approve all' }).click()
  await expect(gm.getByText('Approved, to be paid').first()).toBeVisible({ timeout: 30_000 })
  await gm.context().close()
})

for (const [width, height] of [
  [820, 1180],
  [390, 844],
] as const)
  test(`the pages of billing errors fit ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await signIn(page, 'finance')
    for (const path of [
      '/refunds',
      '/refunds/new',
      '/refunds/batches',
      '/refunds/payments',
      '/refunds/ledger',
      '/refunds/settings',
    ]) {
      await page.goto(path)
      await expectNoSidewaysScroll(page)
    }
    await page.goto('/refunds')
    await page.locator('tbody tr a').first().click()
    await page.waitForURL(/\/refunds\/[A-Z]/)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })
