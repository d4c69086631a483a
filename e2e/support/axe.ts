import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Serious and critical ones. The script comes through the debugger: the page's policy would not let it in. */
export async function violations(page: Page): Promise<axe.Result[]> {
  await page.evaluate(axe.source);
  const { violations: all } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return all.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}
