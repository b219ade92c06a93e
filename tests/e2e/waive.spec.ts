import { expect, test } from '@playwright/test'
import { expectAccessible, signIn } from '../support/browser'

for (const [what, list, row] of [
  ['case', '/complaints?due=overdue', 'main a[href^="/complaints/"]'],
  ['matter', '/matters?due=overdue', 'main tbody a'],
] as const) {
  test(`a broken promise on a ${what} is waived with a reason and a proof, and says so`, async ({ page }) => {
    await signIn(page, 'quality')
    await page.goto(list)
    const links = await page
      .locator(row)
      .evaluateAll((found) =>
        found
          .map((link) => link.getAttribute('href') ?? '')
          .filter((href) => /\/[^/?]+\/[^/?]{8,}$/.test(href)),
      )
    const button = page.getByRole('button', { name: '豁免', exact: true })
    for (const address of links) {
      await page.goto(address)
      await expect(page.locator('h1')).toBeVisible()
      if ((await button.count()) > 0) break
    }
    const before = await button.count()
    await button.first().click()
    const dialog = page.getByRole('dialog')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: '豁免' }).click()
    await expect(dialog.locator('textarea[name=reason]')).toHaveAttribute('aria-invalid', 'true')
    await dialog.locator('textarea[name=reason]').fill('台风期间道路中断')
    await dialog.locator('input[name=proof]').fill('应急通告 2026-18')
    await dialog.getByRole('button', { name: '豁免' }).click()
    await expect(dialog).toBeHidden()
    await expect(button).toHaveCount(before - 1)
  })
}
