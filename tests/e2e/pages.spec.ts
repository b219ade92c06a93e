import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  speakLocale,
  test,
} from '../support/browser'

const PAGES: Readonly<Record<string, readonly string[]>> = {
  clerk: ['/', '/complaints/new', '/complaints', '/notifications', '/account', '/commitments'],
  branch: [
    '/',
    '/dashboard',
    '/dashboard/money',
    '/complaints',
    '/groups',
    '/organisation',
    '/staff',
    '/calendars',
  ],
  gm: ['/', '/commitments', '/commitments/library'],
  quality: ['/', '/commitments', '/groups', '/imports', '/matters'],
  finance: ['/', '/dashboard/money', '/refunds'],
  supervisor: ['/', '/dashboard/money', '/commitments'],
  auditor: ['/', '/permissions', '/audit', '/calendars'],
  admin: ['/', '/organisation', '/staff', '/permissions', '/calendars', '/imports'],
}

for (const [username, paths] of Object.entries(PAGES)) {
  test(`pages of ${username} are accessible in Chinese and fit a phone in English`, async ({
    page,
    context,
    baseURL,
  }) => {
    test.setTimeout(180_000)
    await signIn(page, username)
    for (const path of paths) {
      await test.step(path, async () => {
        await page.setViewportSize({ width: 1366, height: 768 })
        await speakLocale(context, 'zh-CN', baseURL ?? '')
        const answer = await page.goto(path)
        expect(answer?.status(), path).toBe(200)
        await expect(page.locator('h1').first()).toBeVisible()
        await expectAccessible(page)
        await speakLocale(context, 'en', baseURL ?? '')
        await page.setViewportSize({ width: 390, height: 844 })
        await page.goto(path)
        await expect(page.locator('html')).toHaveAttribute('lang', 'en')
        await expectNoSidewaysScroll(page)
        // A message that is missing shows its key, like `cases.title`.
        expect(await page.locator('main').innerText()).not.toMatch(
          /\b(cases|complaints|commitments|matters|dashboards|ui|common|nav)\.[a-z]+[A-Za-z.]*\b/,
        )
      })
    }
  })
}

test('who is signed out is sent to the sign-in and back; who may not is told so', async ({ page }) => {
  await page.goto('/complaints')
  await expect(page).toHaveURL(/sign-in/)
  await signIn(page, 'clerk')
  await page.goto('/staff')
  await expect(page.locator('main, body').first()).not.toContainText('HX10001')
  await page.goto('/permissions')
  await expect(page.getByRole('table')).toHaveCount(0)
})

test('the sign-in page is accessible and says in words that the password is wrong', async ({ page }) => {
  await page.goto('/sign-in')
  await expectAccessible(page)
  await page.locator('input[name=username]').fill('nobody')
  await page.locator('input[name=password]').fill('wrong-password')
  await page.locator('button[type=submit]').first().click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await expect(page.locator('input[name=username]')).toHaveValue('nobody')
})

test('the work list drawn anew keeps what is checked; its first box checks every row, with shift a range', async ({
  page,
}) => {
  await signIn(page, 'branch')
  await page.goto('/complaints')
  const boxes = page.locator('.row-check')
  await boxes.nth(1).check()
  await expect(page.locator('.bulk-bar')).toBeVisible()
  const drawnAnew = page.waitForResponse((answer) => answer.url().includes('_rsc='))
  await page.locator('.shell-nav a.nav-link[href="/complaints"]').click()
  await drawnAnew
  await expect(boxes.nth(1)).toBeChecked()
  await boxes.nth(3).click({ modifiers: ['Shift'] })
  await expect(page.locator('.row-check:checked')).toHaveCount(3)
  await page.locator('.check-all').check()
  await expect(page.locator('.row-check:checked')).toHaveCount(await boxes.count())
})

test('a long picklist fills itself once the page stands and keeps what the address says', async ({
  page,
}) => {
  await signIn(page, 'branch')
  await page.goto('/complaints?class=network')
  const classes = page.locator('select[name=class]')
  await expect(classes).toHaveValue('network')
  await expect.poll(() => classes.locator('option').count()).toBeGreaterThan(20)
  await expect(classes).toHaveValue('network')
})
