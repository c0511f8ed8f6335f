import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import * as z from 'zod';
import { testcaseIds } from '../../results-parsers/report/scs/testcases.ts';
import { extraArguments } from '../../src/cli/scs/extra-arguments.ts';
import { shellWords } from '../../src/cli/scs/shell-words.ts';
import { requestedTestcases } from '../../src/cli/scs/testcases.ts';
import { codeBlocks } from './code-blocks.ts';

const blocks = codeBlocks(readFileSync('docs/scs.md', 'utf8'));
const block = (language: string): string => blocks.find((each) => each.language === language)?.text ?? '';

/** The keys that SCS's checker knows (KEYWORDS in scs_cert_lib.py). It fails on others. */
const Scope = z.strictObject({
  scripts: z.array(
    z.strictObject({
      executable: z.string(),
      args: z.string(),
      testcases: z.array(
        z.strictObject({
          id: z.string(),
          lifetime: z.enum(['day', 'week', 'month', 'quarter', 'year']),
          section: z.enum(['light', 'medium', 'heavy']),
          description: z.string(),
          url: z.url(),
        }),
      ),
    }),
  ),
  modules: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      url: z.url(),
      targets: z.record(z.string(), z.array(z.string())),
    }),
  ),
});

/** The arguments that scs-compliance-check makes from those in the scope file. */
function formatted(args: string, testcases: readonly string[]): string[] {
  const assignment: Record<string, string> = {
    testcases: testcases.join(' '),
    kubeconfig: '/k',
    subject_root: '/root',
    execution_mode: 'parallel',
  };
  return shellWords(args.replaceAll(/\{(\w+)\}/g, (_, name: string) => assignment[name] ?? 'unknown variable'));
}

describe('the page on SCS', () => {
  test('has YAML that SCS’s checker accepts, whose script answers every testcase of its modules', () => {
    const { scripts, modules } = Scope.parse(load(block('yaml')));
    const [script] = scripts;
    const ids = script?.testcases.map(({ id }) => id) ?? [];
    expect(ids.filter((id) => !testcaseIds.some((known) => known === id))).toEqual([]);
    expect(modules.flatMap(({ targets }) => Object.values(targets).flat()).sort()).toEqual([...ids].sort());
    expect(modules.flatMap(({ targets }) => targets['main'] ?? [])).toEqual(['kaas-networking-check']);
    const args = formatted(script?.args ?? '', ids);
    expect(args).not.toContain('unknown variable');
    expect(requestedTestcases(args)).toEqual(ids);
  });

  test('has a change to one script of the scope file, whose arguments are understood', () => {
    const lines = block('diff').trimEnd().split('\n');
    const after = lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
    const [script] = z
      .array(z.object({ executable: z.string(), args: z.string(), testcases: z.array(z.object({ id: z.string() })) }))
      .parse(load(after.join('\n')));
    const args = formatted(script?.args ?? '', []);
    expect(requestedTestcases(args)).toEqual(script?.testcases.map(({ id }) => id));
    const extra = args.flatMap((argument, index) => (args[index - 1] === '-a' ? [argument] : []));
    expect([...extraArguments(extra).settings.keys()].sort()).toEqual(['SCS_ATTEMPTS', 'SCS_FOCUS']);
  });
});
