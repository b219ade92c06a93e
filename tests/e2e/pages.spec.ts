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
  branch: ['/', '/dashboard', '/complaints', '/groups', '/organisation', '/staff', '/calendars'],
  gm: ['/', '/commitments', '/commitments/library'],
  quality: ['/', '/commitments', '/groups', '/imports'],
  supervisor: ['/', '/commitments'],
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
          /\b(cases|complaints|commitments|dashboards|ui|common|nav)\.[a-z]+[A-Za-z.]*\b/,
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
