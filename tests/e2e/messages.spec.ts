import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  speakLocale,
  test,
} from '../support/browser'

test('one text to many: words and sending are each approved by somebody else, then it goes out and is counted', async ({
  page,
  browser,
  baseURL,
}) => {
  test.slow()
  const mark = Date.now().toString(36)
  const code = `bulk.journey_${mark}`
  const asOther = async (username: string) => {
    const context = await browser.newContext({ baseURL })
    const other = await context.newPage()
    await signIn(other, username)
    return other
  }

  // The quality officer writes the words and cannot approve them.
  await signIn(page, 'quality')
  await page.goto('/bulk')
  await page.getByRole('button', { name: '新建群发模板' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[name=code]').fill(code)
  for (const locale of ['zh-CN', 'zh-TW', 'en']) {
    await dialog.locator(`input[name="name.${locale}"]`).fill(`升级 ${mark}`)
    await dialog.locator(`textarea[name="texts.${locale}"]`).fill(`【{carrier}】今晚升级 ${mark}`)
  }
  await dialog.getByRole('button', { name: '新建草稿' }).click()
  await page.waitForURL(`**/templates/${code}`)
  await expect(page.getByText(`【华信通信】今晚升级 ${mark}`).first()).toBeVisible()
  await page.getByRole('button', { name: '提交批准' }).first().click()
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: '提交批准' })
    .click()
  await expect(page.getByText('文字待他人批准。')).toBeVisible()
  await expectAccessible(page)

  const gm = await asOther('gm')
  await gm.goto(`/templates/${code}`)
  await gm.getByRole('button', { name: '批准', exact: true }).click()
  await gm.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click()
  await expect(gm.getByText('第1版 · 已批准')).toBeVisible()

  // The branch manager asks for the sending.
  const branch = await asOther('branch')
  await branch.goto('/bulk/new')
  await branch.locator('input[name=name]').fill(`通知 ${mark}`)
  await branch.locator('select[name=templateCode]').selectOption(code)
  await branch.getByRole('combobox', { name: /机构/ }).click()
  await branch.getByRole('listbox').getByRole('option').first().click()
  await branch.locator('input[name=reason]').fill('基站升级')
  await branch.locator('textarea[name=audience]').fill('13712348801\n137 1234 8802\n13712348801')
  await expect(branch.getByText('共2个号码，重复1个')).toBeVisible()
  await expectAccessible(branch)
  await branch.getByRole('button', { name: '提交申请' }).click()
  await branch.waitForURL(/\/bulk\/[0-9a-f-]{36}/)
  await expect(branch.getByRole('button', { name: '批准', exact: true })).toHaveCount(0)
  await expect(branch.getByRole('button', { name: '发送', exact: true })).toHaveCount(0)

  const address = new URL(branch.url()).pathname
  await gm.goto(address)
  await gm.getByRole('button', { name: '批准', exact: true }).click()
  await gm.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click()
  await expect(gm.getByText('已批准未发送').first()).toBeVisible()

  await branch.goto(address)
  await branch.getByRole('button', { name: '发送', exact: true }).click()
  await branch
    .getByRole('dialog')
    .or(branch.getByRole('alertdialog'))
    .getByRole('button', { name: '发送', exact: true })
    .click()
  await expect(branch.getByText('已发送').first()).toBeVisible()
  // At night they wait for the morning; either way they are counted.
  await expect(branch.locator('.tile', { hasText: /已送达|待发送/ })).toHaveCount(1)

  await page.goto(`/messages?template=${code}`)
  await expect(page.locator('tbody tr')).toHaveCount(2)
  await expect(page.getByText('137****8801')).toBeVisible()
  await expectNoSidewaysScroll(page)
})

test('messages, templates and phones in English, on a desk and on a phone', async ({
  page,
  context,
  baseURL,
}) => {
  await speakLocale(context, 'en', baseURL ?? '')
  await signIn(page, 'quality')
  for (const path of [
    '/messages',
    '/messages/incoming',
    '/templates',
    '/templates/consent.ask',
    '/simulator',
    '/bulk',
  ]) {
    await page.goto(path)
    await expect(page.locator('h1')).toBeVisible()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  }
  await page.goto('/templates/consent.ask')
  const english = page.locator('textarea[name="texts.en"]')
  await english.fill('[{carrier}] {nobody}')
  await expect(page.getByText('No value is known for nobody.')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/messages', '/simulator', '/templates/consent.ask', '/bulk']) {
    await page.goto(path)
    await expect(page.locator('h1')).toBeVisible()
    await expectNoSidewaysScroll(page)
  }
})

test('an administrator gives a system access: shown once, then it works until it is revoked', async ({
  page,
  playwright,
  baseURL,
}) => {
  await signIn(page, 'admin')
  await page.goto('/tokens')
  await page.locator('input[name=name]').fill(`billing ${Date.now()}`)
  await page.getByRole('combobox', { name: /机构/ }).click()
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.getByRole('button', { name: '新建', exact: true }).click()
  const token = await page.locator('code', { hasText: 'jiannuo_' }).innerText()
  await expectAccessible(page)

  const billing = await playwright.request.newContext({
    ...(baseURL ? { baseURL } : {}),
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  })
  // Known, and not allowed to log complaints.
  expect((await billing.post('/api/v1/complaints', { data: {} })).status()).toBe(403)
  await page.reload()
  await expect(page.getByText(token)).toHaveCount(0)
  await page.getByRole('button', { name: '吊销' }).first().click()
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: '吊销' })
    .click()
  await expect(page.getByText('令牌已吊销。')).toBeVisible()
  expect((await billing.post('/api/v1/complaints', { data: {} })).status()).toBe(401)
  await billing.dispose()
})

test('the phones stay in the navigation from page to page', async ({ page }) => {
  await signIn(page, 'clerk')
  const phones = page.locator('.shell-nav a[href="/simulator"]')
  await expect(phones).toBeVisible()
  for (const href of ['/refunds', '/orders']) {
    await page.locator(`.shell-nav a[href="${href}"]`).click()
    await page.waitForURL(`**${href}`)
    await expect(page.locator(`.shell-nav a[href="${href}"]`)).toHaveAttribute('aria-current', 'page')
    await expect(phones).toBeVisible()
  }
})

test('what is wrong in a form is named in its order, and what was typed stays', async ({ page }) => {
  await signIn(page, 'clerk')
  await page.goto('/refunds/new')
  await page.locator('input[name=charged]').fill('abc')
  await page.keyboard.press('Control+Enter')
  const summary = page.locator('.error-summary')
  await expect(summary.locator('li')).toHaveText([
    '计费账号：请填写这一项。',
    '误差类别：请填写这一项。',
    '业务：请填写这一项。',
    '收费时间：请填写这一项。',
    /^已收金额（元）：/,
    /^应收金额（元）：/,
  ])
  await expect(page.locator('input[name=charged]')).toHaveValue('abc')
  await expectAccessible(page)
  await page.locator('input[type=file]').setInputFiles({
    name: 'tool.exe',
    mimeType: 'application/x-msdownload',
    buffer: Buffer.from('MZ'),
  })
  await expect(page.getByText('tool.exe 不是可用的文件类型', { exact: false })).toBeVisible()
})
