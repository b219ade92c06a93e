import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { newId } from '@/kernel/ids'
import { createDb } from '@/platform/db/client'
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  speakLocale,
  test,
} from '../support/browser'

const HOUR_MS = 3_600_000

/**
 * A hall of the Pingchuan branch in which it is noon now: nobody is reminded at night, and the journey runs at any hour.
 * @returns its code
 */
async function hallAtNoon(): Promise<string> {
  const { DATABASE_URL } = JSON.parse(process.env.JIANNUO_E2E_SETTINGS ?? '{}') as { DATABASE_URL: string }
  const db = createDb(DATABASE_URL, { max: 1 })
  const hours = 12 - new Date().getUTCHours()
  const zone = hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
  const code = `NOON_${Date.now() % 1_000_000_000}`
  const name = JSON.stringify({ 'zh-CN': '正午营业厅', 'zh-TW': '正午門市', en: 'Noon hall' })
  try {
    await db.$executeRaw`
      INSERT INTO org_unit (id, parent_id, kind, code, name, path, time_zone, created_at)
      SELECT ${newId(Date.now())}::uuid, id, 'hall', ${code}, ${name}::jsonb, path || ${code}::ltree, ${zone}, now()
      FROM org_unit WHERE code = 'PC'`
  } finally {
    await db.$disconnect()
  }
  return code
}

/** The billing system, with a token an administrator has just made. */
async function billing(
  browser: Browser,
  baseURL: string,
  playwright: { request: { newContext: (options: object) => Promise<APIRequestContext> } },
): Promise<APIRequestContext> {
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await signIn(page, 'admin')
  await page.goto('/tokens')
  await page.locator('input[name=name]').fill(`notices ${Date.now()}`)
  await page.getByRole('combobox', { name: /机构/ }).click()
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.getByRole('button', { name: '新建', exact: true }).click()
  const token = await page.locator('code', { hasText: 'jiannuo_' }).innerText()
  await context.close()
  return playwright.request.newContext({ baseURL, extraHTTPHeaders: { authorization: `Bearer ${token}` } })
}

const inDialog = async (page: Page, reason: string, button: string) => {
  const dialog = page.getByRole('dialog')
  await dialog.locator('textarea[name=reason]').fill(reason)
  await dialog.getByRole('button', { name: button }).click()
  await expect(dialog).toHaveCount(0)
}

test('planned without a reminder: billing is refused, the manager holds it, it is reminded, then permitted', async ({
  page,
  browser,
  playwright,
  context,
  baseURL,
}) => {
  test.setTimeout(120_000)
  const address = baseURL ?? ''
  const [unit, api] = [await hallAtNoon(), await billing(browser, address, playwright)]
  const ref = `E2E-${Date.now()}`
  const far = new Date(Date.now() + 240 * HOUR_MS).toISOString()
  const planned = await api.post('/api/v1/planned-events', {
    data: {
      kind: 'suspension',
      ref,
      account: `E2E${Date.now() % 1_000_000_000}`,
      phone: `138${String(Date.now() % 100_000_000).padStart(8, '0')}`,
      unit,
      eventAt: far,
      amountMinor: 8850,
    },
  })
  expect(planned.status()).toBe(201)
  const { number, id } = await planned.json()
  const permit = async (at: string) => {
    const answer = await api.post(`/api/v1/suspensions/${ref}/permit`, { data: { at } })
    return { status: answer.status(), ...(await answer.json()) }
  }
  const refused = await permit(far)
  expect(refused).toMatchObject({ status: 409, code: 'suspension_unproven' })
  expect(refused.title).toContain(number)

  await signIn(page, 'branch')
  await page.goto(`/notices?q=${ref}`)
  await expect(page.locator('main')).toContainText(number)
  await expect(page.locator('main')).toContainText('尚无送达证明')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: `暂缓 ${number}` }).click()
  await inDialog(page, '提醒尚未送达，先暂缓', '暂缓')
  await expect(page.locator('main')).toContainText('已暂缓')
  expect(await permit(far)).toMatchObject({ status: 409, code: 'suspension_held' })

  const near = new Date(Date.now() + 30 * HOUR_MS).toISOString()
  expect((await api.post(`/api/v1/planned-events/${ref}/move`, { data: { eventAt: near } })).status()).toBe(
    200,
  )
  await page.goto(`/notices/${id}`)
  await expect(page.locator('main')).toContainText('已送达', { timeout: 40_000 })
  await expect(page.locator('main blockquote')).toContainText('88.50')
  await expect(page.locator('main')).toContainText('解除暂缓后可以停机')
  await expectAccessible(page)
  await page.getByRole('button', { name: `解除暂缓 ${number}` }).click()
  await inDialog(page, '提醒已送达', '解除暂缓')
  await expect(page.locator('main')).toContainText('提醒已送达，有证明，到时可以执行')
  expect(await permit(near)).toMatchObject({ status: 200, permitted: true })

  await speakLocale(context, 'en', address)
  await page.goto(`/notices/${id}`)
  await expect(page.locator('main')).toContainText('Permitted')
  await expect(page.locator('main')).toContainText('Refused: no proof of delivery')
  await expectAccessible(page)
  await page.goto('/notices')
  await expect(page.locator('h1')).toHaveText('Suspensions and notices')
  await expectAccessible(page)
  await api.dispose()
})

test('several are held for one reason; other kinds have their tabs; settings are shown', async ({ page }) => {
  await signIn(page, 'quality')
  await page.goto('/notices')
  const boxes = page.locator('input.row-check')
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await page.locator('.bulk-bar').getByRole('button', { name: '暂缓' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('textarea[name=reason]').fill('系统割接，统一暂缓')
  await dialog.getByRole('button', { name: '暂缓' }).click()
  await expect(dialog.getByRole('status')).toContainText('已暂缓 2 项')
  await dialog.getByRole('button', { name: '关闭' }).first().click()
  for (const kind of ['low_balance', 'contract_end', 'price_change']) {
    await page.goto(`/notices?kind=${kind}`)
    await expect(page.locator('main .tab[aria-current=page]')).toHaveAttribute(
      'href',
      new RegExp(`kind=${kind}`),
    )
    await expectAccessible(page)
  }
  await page.goto('/notices/settings')
  await expect(page.locator('main')).toContainText('30, 10, 5')
  await expectAccessible(page)
})
