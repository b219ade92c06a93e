import type { Page } from '@playwright/test'
import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  speakLocale,
  test,
} from '../support/browser'

/** A month nobody else judges, so that journeys may run side by side and again. */
const monthOf = (seed: number): string => {
  const months = Math.floor(Date.now() / 1000 + seed * 137) % 600
  return `${1970 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** Three charges: one nobody ordered, one call that is not covered, one that cannot be read. */
function fileOf(month: string): { name: string; mimeType: string; buffer: Buffer } {
  const at = `${month}-05T10:00:00+08:00`
  const ref = `E2E-${Date.now()}`
  const lines = [
    'charge_ref,account,phone,service,kind,amount,charged_at,period,used_seconds,billed_seconds',
    `${ref}-1,E2E100200,13912340001,TQZZD,subscription,15.00,${at},${month},,`,
    `${ref}-2,E2E100200,13912340001,LOCAL,other,0.15,${at},${month},10,60`,
    `${ref}-3,E2E100200,nobody,TQZZD,subscription,15.00,${at},${month},,`,
  ]
  return { name: `${ref}.csv`, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) }
}

const WORDS = {
  'zh-CN': {
    send: '导入',
    done: '已完成',
    correct: '更正',
    again: '重新导入',
    start: '开始对账',
    findings: '查看发现',
    noOrder: '没有订购',
    noneThere: '没有订单',
    accept: '认定误差',
    confirm: '确认',
    accepted: '已认定',
  },
  en: {
    send: 'Import',
    done: 'Done',
    correct: 'Correct',
    again: 'Send again',
    start: 'Start the run',
    findings: 'Open the findings',
    noOrder: 'No order',
    noneThere: 'There is no order',
    accept: 'Accept',
    confirm: 'Confirm',
    accepted: 'Accepted',
  },
} as const

async function journey(page: Page, locale: keyof typeof WORDS, month: string): Promise<void> {
  const words = WORDS[locale]
  await signIn(page, 'finance')
  await page.goto('/reconciliation/imports')
  await expectAccessible(page)
  await page.locator('input[type=file]').setInputFiles(fileOf(month))
  await page.getByRole('button', { name: words.send, exact: true }).click()
  await page.waitForURL(/\/reconciliation\/imports\/[0-9a-f-]{36}/)
  await expect(page.getByText(words.done, { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: words.correct, exact: true }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.locator('input[name=phone]').fill('13912340002')
  await expectAccessible(page)
  await page.getByRole('button', { name: words.again }).click()
  await expect(page.getByRole('dialog')).toBeHidden()

  await page.goto('/reconciliation')
  await expectAccessible(page)
  await page.locator('input[name=month]').fill(month)
  await page.getByRole('button', { name: words.start, exact: true }).click()
  await page.waitForURL(/\/reconciliation\/runs\/[0-9a-f-]{36}/)
  await expect(page.getByText(words.done, { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('link', { name: words.findings }).click()
  await expect(page.locator('tbody tr')).toHaveCount(2)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await page.locator('tbody tr a').first().click()
  await page.waitForURL(/\/reconciliation\/findings\//)
  await expect(page.getByText(words.noOrder, { exact: true }).first()).toBeVisible()
  await expect(page.getByText(words.noneThere, { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: words.accept, exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.confirm, exact: true }).click()
  await expect(page.getByText(words.accepted, { exact: true }).first()).toBeVisible()
  await page.locator('a[href^="/refunds/"]').last().click()
  await page.waitForURL(/\/refunds\/[A-Z]/)
  await expect(page.getByText('TQZZD').first()).toBeVisible()
  await expectAccessible(page)
}

test('charges imported, one corrected, judged, a finding accepted is a billing error', async ({ page }) => {
  test.setTimeout(180_000)
  await journey(page, 'zh-CN', monthOf(1))
})

test('the same in English on a phone', async ({ page, context, baseURL }) => {
  test.setTimeout(180_000)
  await speakLocale(context, 'en', baseURL ?? '')
  await page.setViewportSize({ width: 390, height: 844 })
  await journey(page, 'en', monthOf(2))
})
