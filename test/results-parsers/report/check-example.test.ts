import { expect, test } from '@jest/globals';
import { verdictText } from '../../../results-parsers/index.ts';
import { verdictHtml } from '../../../results-parsers/report/html/verdict-html.ts';
import { verdictMarkdown } from '../../../results-parsers/report/markdown/verdict-markdown.ts';
import { checkVerdicts } from '../building/check-verdicts.ts';
import { evaluateFiles } from '../building/evaluate.ts';
import { upstreamArchive } from '../building/sonobuoy.ts';

const example = '# try <this>\nkind: Pod\nmetadata:\n  name: x-a\n---\nkind: NetworkPolicy\nspec: "```\u001b[31m"\n';
const [first, ...others] = checkVerdicts;
if (first === undefined) throw new Error('expected a check');
const verdict = { ...(await evaluateFiles(upstreamArchive())), checks: [{ ...first, example }, ...others] };

test('an example appears in the text unchanged, so that it can be copied', () => {
  const text = verdictText(verdict, { colour: false, verbose: false });
  expect(text).toContain(
    `      # try <this>
      kind: Pod
      metadata:
        name: x-a
      ---
      kind: NetworkPolicy
      spec: "\`\`\`\\u001b[31m"
`,
  );
});

test('an example is a code block in Markdown, which nothing in the example can end', () => {
  const markdown = verdictMarkdown(verdict);
  expect(markdown).toContain('\n\n  ````yaml\n  # try <this>\n  kind: Pod\n  metadata:\n    name: x-a\n  ---\n');
  expect(markdown).toContain('  spec: "```\\u001b[31m"\n  ````\n');
});

test('an example appears on the page as text, never as markup', () => {
  expect(verdictHtml(verdict)).toContain('<code># try &lt;this&gt;\nkind: Pod\nmetadata:\n  name: x-a\n---\n');
});
