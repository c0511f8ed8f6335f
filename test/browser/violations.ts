import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { OpenedPage } from './opened-page.ts';

type Violation = { id: string; nodes: { html: string; failureSummary?: string }[] };

/** The accessibility violations that axe finds on a page, in short. */
export async function violationsOn(page: OpenedPage): Promise<string[]> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(`${axe}; undefined`);
  const found = await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then((run) => run.violations)');
  return (found as Violation[]).map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes[0]?.failureSummary})`);
}
