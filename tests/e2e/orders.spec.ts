import type { BrowserContext, Page } from '@playwright/test'
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  speakLocale,
  test,
} from '../support/browser'

/** A number nobody else uses, so that journeys may run side by side and again. */
const phoneOf = (seed: number) =>
  `135${String(10_000_000 + ((Date.now() + seed * 7919) % 89_999_999)).padStart(8, '0')}`

/** Places an order by keyboard. @returns address of its page */
async function placeOrder(page: Page, phone: string, service: string): Promise<string> {
  await page.goto('/orders/new')
  await expect(page.locator('input[name=phone]')).toBeFocused()
  await page.keyboard.type(phone)
  await page.keyboard.press('Enter')
  await page.keyboard.type(service)
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Enter')
  const link = page.getByTestId('placed-order')
  await expect(link).toBeVisible()
  return (await link.getAttribute('href')) ?? ''
}

/** Answers as the customer, on the phone of the built-in simulator. */
async function answerAs(context: BrowserContext, phone: string, words: string): Promise<void> {
  const page = await context.newPage()
  const masked = `${phone.slice(0, 3)}****${phone.slice(-4)}`
  // The worker hands the question to the phone within a moment.
  const handset = page.locator('a', { hasText: masked }).first()
  await expect(async () => {
    await page.goto(`/simulator?tail=${phone.slice(-4)}`)
    await expect(handset).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await handset.click()
  await expect(page.getByRole('heading', { name: masked })).toBeVisible()
  await page.locator('input[name=answer]').fill(words)
  await page.locator('input[name=answer]').press('Enter')
  // The question may hold the same word: only what the customer wrote counts.
  await expect(page.locator('ol li[data-from=customer]').filter({ hasText: words }).first()).toBeVisible()
  await page.close()
}

test('order, ask, answer in the simulator, active', async ({ page, context }) => {
  const phone = phoneOf(1)
  await signIn(page, 'clerk')
  const address = await placeOrder(page, phone, 'tqzzd')
  await expectAccessible(page)
  await page.goto(address)
  await expect(page.getByText('等客户确认').first()).toBeVisible()
  await expect(page.getByText('客户还没有答复。')).toBeVisible()
  await expectAccessible(page)

  await answerAs(context, phone, '这是什么')
  await answerAs(context, phone, ' Ｙ ')
  await page.goto(address)
  await expect(page.getByText('使用中').first()).toBeVisible()
  const answers = page.getByRole('region', { name: '客户答复' })
  await expect(answers.getByText('看不懂，已再问')).toBeVisible()
  await expect(answers.getByText('同意', { exact: true })).toBeVisible()
  await expectAccessible(page)
})

test('the evidence of an order prints; a text cancels at once', async ({ page, context }) => {
  const phone = phoneOf(2)
  await signIn(page, 'clerk')
  const address = await placeOrder(page, phone, 'tqzzd')
  await answerAs(context, phone, '是')
  const id = address.split('/').at(-1) ?? ''
  await page.goto(`/print/orders/${id}`)
  await expect(page.getByText('订购成立')).toBeVisible()
  await expect(page.getByText(/SHA-256 [0-9a-f]{64}/).first()).toBeVisible()
  await expect(page.getByText(/\+08:00/).first()).toBeVisible()
  await expect(page.getByText(phone)).toHaveCount(0)
  await expectAccessible(page)

  await answerAs(context, phone, 'TD')
  await page.goto(address)
  await expect(page.getByText('已退订').first()).toBeVisible()
})

test('order, silence, charged: the double refund is one press away', async ({ page }) => {
  await signIn(page, 'quality')
  await page.goto('/orders?state=lapsed&mark=without_consent')
  const button = page.getByRole('button', { name: '登记双倍返还' })
  const links = page.locator('tbody tr a')
  await expect(links.first()).toBeVisible()
  const addresses = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  // The first one nobody has reported yet.
  for (const address of addresses) {
    await page.goto(address)
    if (await button.isVisible()) break
  }
  await expect(page.getByText(/视为未订购。$/).first()).toBeVisible()
  await expect(page.getByText('未经客户确认', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await button.click()
  await expect(page).toHaveURL(/\/refunds\//)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/F-\d{6}/)
  const number = (await page.getByRole('heading', { level: 1 }).innerText()).match(/\S+F-\d{6}/)?.[0] ?? ''
  await page.goBack()
  await page.reload()
  await expect(page.getByText(`返还办理中：${number}`)).toBeVisible()
})

test('what is wrong with an order is said in words, and nothing typed is lost', async ({ page }) => {
  await signIn(page, 'clerk')
  await page.goto('/orders/new')
  await page.locator('input[name=phone]').fill('12')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('alert').first()).toBeVisible()
  await expect(page.locator('input[name=phone]')).toHaveValue('12')
})

test('a quality officer changes the words; a text is tried before', async ({ page }) => {
  await signIn(page, 'quality')
  await page.goto('/services/confirmation')
  const yes = page.locator('textarea[name=yes]')
  const word = `中${Date.now() % 1000}`
  await yes.fill(`${await yes.inputValue()}、${word}`)
  await page.locator('input[name=trial]').fill(`${word}！`)
  await expect(page.getByText('算同意', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /保存为第/ }).click()
  await expect(page.getByText(/已生效/)).toBeVisible()
  await expectAccessible(page)
})

for (const locale of ['zh-CN', 'en'] as const) {
  for (const [width, height] of [
    [1366, 768],
    [820, 1180],
    [390, 844],
  ] as const) {
    test(`pages of orders in ${locale} at ${width} wide`, async ({ page, context, baseURL }) => {
      await speakLocale(context, locale, baseURL ?? '')
      await page.setViewportSize({ width, height })
      await signIn(page, 'quality')
      for (const path of ['/orders', '/orders/new', '/services', '/services/confirmation']) {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expectNoSidewaysScroll(page)
        if (width !== 820) await expectAccessible(page)
      }
      await page.goto('/orders')
      await page.locator('tbody tr a').first().click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText(/D-\d{6}/)
      await expectNoSidewaysScroll(page)
    })
  }
}
