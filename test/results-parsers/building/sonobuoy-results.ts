/** A test case as Sonobuoy lists it. */
export type ListedCase = { name: string; status: string; failure?: string };

const WIDTH = 80;

/** plugins/<name>/sonobuoy_results.yaml as Go's yaml package writes it, of one suite in each file. */
export function sonobuoyResults(plugin: string, files: Readonly<Record<string, readonly ListedCase[]>>): string {
  const items = Object.entries(files).map(([file, cases]) => fileItem(file, cases));
  return `name: ${plugin}\nstatus: passed\nmeta:\n  type: summary\nitems:\n${items.join('')}`;
}

function fileItem(file: string, cases: readonly ListedCase[]): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const meta = `  meta:\n    file: ${file}\n    type: file\n`;
  const suite = '  - name: Kubernetes e2e suite\n    status: passed\n    items:\n';
  return `- name: ${name}\n  status: passed\n${meta}  items:\n${suite}${cases.map(caseItem).join('')}`;
}

function caseItem({ name, status, failure }: ListedCase): string {
  const details =
    failure === undefined
      ? ''
      : `      details:\n        failure: |-\n${failure.replace(/^(?=.)/gm, ' '.repeat(10))}\n`;
  return `    - name: ${folded(`'${name.replaceAll("'", "''")}'`)}\n      status: ${status}\n${details}`;
}

/** Go's yaml package breaks a line at the first blank beyond its width. */
function folded(scalar: string): string {
  const lines = [''];
  let column = '    - name: '.length;
  for (const word of scalar.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && column + line.length > WIDTH) {
      lines.push(word);
      column = 8;
    } else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n        ');
}

const CASE = /<testcase name="([^"]*)"[^>]*>([\s\S]*?)<\/testcase>/g;
const REFERENCES: Readonly<Record<string, string>> = { '&#34;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>' };

/** What Sonobuoy makes of a JUnit file (pkg/client/results/junit.go). */
export function listedCases(xml: string): ListedCase[] {
  return [...xml.matchAll(CASE)].map(([, name = '', content = '']) => ({
    name: name.replace(/&(?:#34|#39|lt|gt);/g, (all) => REFERENCES[all] ?? all).replaceAll('&amp;', '&'),
    status: statusOf(content),
  }));
}

function statusOf(content: string): string {
  if (content.includes('<skipped')) return 'skipped';
  return /<(?:failure|error)/.test(content) ? 'failed' : 'passed';
}
