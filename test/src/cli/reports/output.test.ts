import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packed, requiredCases, upstreamArchive } from '../../../results-parsers/building/sonobuoy.ts';
import { CLI, type Ended, runIn, writerIn } from '../command-line.ts';

const [first, ...others] = requiredCases();

/** An archive whose namespace kube-system has a UID. */
function ofCluster(uid: string): Map<string, string> {
  const namespaces = { items: [{ metadata: { name: 'kube-system', uid } }] };
  return new Map([...upstreamArchive(), ['resources/cluster/core_v1_namespaces.json', JSON.stringify(namespaces)]]);
}

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('good.tar.gz', packed(upstreamArchive()));
  write('bad.tar.gz', packed(upstreamArchive({ cases: [{ name: first?.name ?? '', state: 'failed' }, ...others] })));
  write('part.tar.gz', packed(upstreamArchive({ cases: others })));
  write('undated.tar.gz', packed(new Map([['meta/config.json', '{}']])));
  write(
    'waived.tar.gz',
    packed(
      upstreamArchive({
        cases: requiredCases().map((spec) =>
          spec.name.includes('SCTPConnectivity') ? { ...spec, state: 'failed' } : spec,
        ),
      }),
    ),
  );
  for (const cluster of ['one', 'two']) write(`${cluster}.tar.gz`, packed(ofCluster(cluster)));
  write('text', 'no archive at all. '.repeat(100));
  write('mixed/verdict.html', 'of another day');
  write('mixed/verdict.txt/inside', 'mine');
  write('taken/verdict.json/inside', 'a directory at the path of a report');
});
afterAll(() => rmSync(directory, { recursive: true }));

function evaluate(...args: string[]): Ended {
  return runIn(directory, ['evaluate', ...args]);
}

function written(path: string): string {
  return readFileSync(join(directory, path), 'utf8');
}

describe('scs-networking evaluate --output', () => {
  test('writes what each format prints, replaces existing reports, and says so', () => {
    writerIn(directory)('one/verdict.json', 'of another day');
    const { status, stdout, stderr } = evaluate('--format', 'json,text,json', '--output', 'one', 'bad.tar.gz');
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    const text = written('one/verdict.txt');
    expect(stdout.startsWith(`${text}\nbad.tar.gz: non-compliant: 1 required spec failed`)).toBe(true);
    expect(stdout.endsWith('\nverdict.json, verdict.txt written to one\n')).toBe(true);
    expect(readdirSync(join(directory, 'one')).sort()).toEqual(['verdict.json', 'verdict.txt']);
    expect(written('one/verdict.json')).toBe(evaluate('--format', 'json', 'bad.tar.gz').stdout);
    expect(text).toBe(evaluate('bad.tar.gz').stdout);
  });

  test('prints one line for each of several archives', () => {
    const { stdout } = evaluate('--output', 'lines', 'good.tar.gz', 'bad.tar.gz');
    expect(stdout).toMatch(
      /^good\.tar\.gz: compliant\nbad\.tar\.gz: non-compliant: 1 required spec .*\nbad\.verdict\.txt, good\.verdict\.txt written to lines\n$/,
    );
  });

  test.each([
    [
      ['--output', 'json'],
      /found json, which is a format; --format json prints it, and --output \.\/json is a directory/,
    ],
    [['-o', 'yaml'], /found yaml, which is a format; --format yaml prints it/],
    [['-o', 'text,html'], /found text,html, which is a format/],
    [['--output', '-'], /found -; without --output the verdict is printed/],
  ])('refuses %j, which has another meaning in other tools, and creates no directory for it', (flags, expected) => {
    const { status, stdout, stderr } = evaluate(...flags, 'good.tar.gz');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
    expect(existsSync(join(directory, flags[1] ?? ''))).toBe(false);
  });

  test('has a short form', () => {
    expect(evaluate('-o', './json', 'good.tar.gz').status).toBe(0);
    expect(readdirSync(join(directory, 'json'))).toEqual(['verdict.txt']);
  });

  test.each(['text', 'json', 'ndjson', 'yaml', 'junit', 'markdown', 'html', 'in-toto'])(
    'shows in the format %s which of two archives of the same name a report is about',
    (format) => {
      const write = writerIn(directory);
      for (const place of ['here', 'there'])
        write(`${place}/results.tar.gz`, readFileSync(join(directory, 'good.tar.gz')));
      evaluate(
        '--format',
        format,
        '--output',
        format === 'text' ? 'two' : `two-${format}`,
        'here/results.tar.gz',
        'there/results.tar.gz',
      );
      const place = join(directory, format === 'text' ? 'two' : `two-${format}`);
      const texts = readdirSync(place)
        .sort()
        .flatMap((file) => {
          const text = readFileSync(join(place, file), 'utf8');
          return format === 'ndjson' ? text.trim().split('\n') : [text];
        });
      expect(texts.map((text) => /\b(?:t?here)\/results\.tar\.gz/.exec(text)?.[0])).toEqual([
        'here/results.tar.gz',
        'there/results.tar.gz',
      ]);
    },
  );

  test('writes files for each archive, and one file of lines for all', () => {
    const { status } = evaluate('--format', 'ndjson,text', '--output', 'new/many', 'good.tar.gz', 'text', 'bad.tar.gz');
    expect(status).toBe(3);
    expect(readdirSync(join(directory, 'new/many')).sort()).toEqual([
      'bad.verdict.txt',
      'good.verdict.txt',
      'verdicts.ndjson',
    ]);
    const lines = written('new/many/verdicts.ndjson').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).archive.name)).toEqual(['good.tar.gz', 'bad.tar.gz']);
  });

  test('says that nothing was written if no archive could be read', () => {
    const { status, stdout } = evaluate('--output', 'nothing', 'text');
    expect({ status, stdout }).toEqual({ status: 2, stdout: 'nothing written to nothing\n' });
    expect(readdirSync(join(directory, 'nothing'))).toEqual([]);
  });

  test.each([
    [
      'good.tar.gz',
      /^scs-networking: good\.tar\.gz: expected a directory or a place for one, found a file of that name/,
    ],
    ['taken', /^scs-networking: taken: expected a place for the file verdict\.json, found a directory/],
    ['x'.repeat(300), /found that the name is too long/],
  ])('exits with 2 if nothing can be written (%s), and leaves nothing', (output, expected) => {
    const { status, stderr } = evaluate('--format', 'json', '--output', output, 'good.tar.gz');
    expect(status).toBe(2);
    expect(stderr).toMatch(expected);
    expect(readdirSync(join(directory, 'taken'))).toEqual(['verdict.json']);
  });

  test('writes no file at all if one of several cannot be written, and leaves no verdict of an earlier call', () => {
    const { status, stdout, stderr } = evaluate('--format', 'text,json,html,yaml', '--output', 'mixed', 'good.tar.gz');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/expected a place for the file verdict\.txt, found a directory/);
    expect(readdirSync(join(directory, 'mixed'))).toEqual(['verdict.txt']);
    expect(written('mixed/verdict.txt/inside')).toBe('mine');
  });

  test.each([
    ['a file that is not an archive', ['text']],
    ['missing waivers', ['--waivers', 'not-there', 'good.tar.gz']],
    ['missing declarations', ['--declarations', 'not-there', 'good.tar.gz']],
  ])('leaves no verdict of an earlier call for %s', (_what, args) => {
    const output = ['--format', 'text,json', '--output', 'stale'];
    expect(evaluate(...output, 'good.tar.gz').status).toBe(0);
    writerIn(directory)('stale/mine.txt', 'not ours');
    expect(evaluate(...output, ...args).status).toBe(2);
    expect(readdirSync(join(directory, 'stale'))).toEqual(['mine.txt']);
  });

  test('leaves no verdict of an earlier call for a format with a missing option', () => {
    writerIn(directory)('stale-subject/verdict.txt', 'COMPLIANT');
    const { status, stderr } = evaluate('--format', 'text,scs-report', '--output', 'stale-subject', 'good.tar.gz');
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('expected --subject') });
    expect(readdirSync(join(directory, 'stale-subject'))).toEqual([]);
  });

  test('leaves no verdict of an earlier call for one archive among several that cannot be read', () => {
    const several = ['--format', 'text', '--output', 'stale-several'];
    evaluate(...several, 'good.tar.gz', 'bad.tar.gz');
    writerIn(directory)('later/good.tar.gz', 'no archive at all. '.repeat(100));
    evaluate(...several, 'later/good.tar.gz', 'bad.tar.gz');
    expect(readdirSync(join(directory, 'stale-several'))).toEqual(['bad.verdict.txt']);
  });

  test('leaves no verdict that an earlier call has written under another name, for a single archive or for several', () => {
    const output = ['--format', 'json', '--output', 'stale-names'];
    const found = (): string[] => readdirSync(join(directory, 'stale-names')).sort();
    evaluate(...output, 'good.tar.gz', 'bad.tar.gz');
    writerIn(directory)('stale-names/good.verdict.html', 'in a format that nobody asks for now');
    evaluate(...output, 'good.tar.gz');
    expect(found()).toEqual(['bad.verdict.json', 'good.verdict.html', 'verdict.json']);
    evaluate(...output, 'good.tar.gz', 'bad.tar.gz');
    expect(found()).toEqual(['bad.verdict.json', 'good.verdict.html', 'good.verdict.json']);
  });

  test.each(['inputs', 'other-way/../inputs', 'link-to-inputs'])('never removes what it is to read: %s', (output) => {
    const write = writerIn(directory);
    write('inputs/verdict.yaml', 'waivers: mine');
    write('inputs/verdict.txt', 'COMPLIANT');
    write('other-way/file', '');
    if (output === 'link-to-inputs') symlinkSync('inputs', join(directory, output));
    const args = ['--format', 'yaml,text', '--output', output, '--waivers', 'inputs/verdict.yaml', 'good.tar.gz'];
    const { status, stderr } = evaluate(...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(/inputs\/verdict\.yaml: expected an input that no report would replace/);
    expect(readdirSync(join(directory, 'inputs'))).toEqual(['verdict.yaml']);
    expect(written('inputs/verdict.yaml')).toBe('waivers: mine');
  });

  test('exits by the verdict, and writes the other formats, if one cannot be written', () => {
    const args = ['--format', 'text,scs-report,json', '--subject', 'c', '--output', 'undated', 'undated.tar.gz'];
    const { status, stdout, stderr } = evaluate(...args);
    expect(status).toBe(112);
    expect(stderr).toMatch(
      /^scs-networking: undated\.tar\.gz: scs-report is not written: expected an archive with the date of the run/,
    );
    expect(stdout).toMatch(/\nundated\.tar\.gz: inconclusive: .+\nverdict\.json, verdict\.txt written to undated\n$/);
    expect(readdirSync(join(directory, 'undated')).sort()).toEqual(['verdict.json', 'verdict.txt']);
  });

  test('says how many specs are waived', () => {
    const { stdout } = evaluate('--output', 'waived', 'waived.tar.gz');
    expect(stdout).toMatch(/\nwaived\.tar\.gz: compliant with 3 waived specs\n/);
  });

  test('writes a report for SCS on an inconclusive verdict only with --report-inconclusive', () => {
    const args = ['--format', 'text,scs-report', '--subject', 'c', '--output', 'unknown'];
    expect(evaluate(...args, 'part.tar.gz').stderr).toMatch(
      /part\.tar\.gz: scs-report is not written: .*--report-inconclusive/,
    );
    expect(readdirSync(join(directory, 'unknown'))).toEqual(['verdict.txt']);
    expect(evaluate(...args, '--report-inconclusive', 'part.tar.gz')).toMatchObject({ status: 112, stderr: '' });
    expect(written('unknown/scs-report.yaml')).toMatch(/kaas-networking-check: 0/);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing half-written after %s', async (signal) => {
    const output = join(directory, signal);
    const args = [CLI, 'evaluate', '--output', output, 'good.tar.gz', '-'];
    const child = spawn(process.execPath, args, { cwd: directory, stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = once(child, 'exit');
    // The first archive is evaluated, and standard input never ends.
    await once(child.stdout, 'data');
    expect(readdirSync(output)).toEqual([expect.stringMatching(/^\.scs-networking-/)]);
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readdirSync(output)).toEqual([]);
  });
});

describe('scs-networking evaluate prints', () => {
  test('no reports for one subject on archives of two clusters', () => {
    const args = ['--format', 'scs-report', '--subject', 'c'];
    const { status, stdout, stderr } = evaluate(...args, 'one.tar.gz', 'good.tar.gz', 'two.tar.gz');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /expected archives of one cluster for one --subject, found two .* one in one\.tar\.gz and two in two\.tar\.gz/,
    );
    expect(evaluate(...args, 'one.tar.gz', 'good.tar.gz', 'one.tar.gz')).toMatchObject({ status: 0, stderr: '' });
    expect(evaluate('one.tar.gz', 'two.tar.gz').status).toBe(0);
  });

  test.each(['scs-0219-ingress,x', ''])('no report for SCS with the testcases %j', (testcases) => {
    const { status, stderr } = evaluate(
      '--format',
      'scs-report',
      '--subject',
      'c',
      '--testcases',
      testcases,
      'good.tar.gz',
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/Allowed choices are kaas-networking-check, scs-0219-network-policy/);
  });

  test('nothing, and exits with 2, if the only format cannot be written, whatever the verdict', () => {
    const { status, stdout } = evaluate('--format', 'scs-report', '--subject', 'c', 'part.tar.gz');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test('one verdict per line', async () => {
    const { stdout } = evaluate('--format', 'ndjson', 'good.tar.gz', 'bad.tar.gz');
    const verdicts = stdout.trimEnd().split('\n');
    expect(verdicts.map((line) => JSON.parse(line).verdict)).toEqual(['compliant', 'non-compliant']);
  });

  test.each([
    ['text,json', /^scs-networking: expected one format, found text, json; several need --output DIR\n$/],
    ['text,xml', /argument 'text,xml' is invalid\. Allowed choices are text, json/],
    ['', /argument '' is invalid/],
  ])('nothing for --format %j, and says why', (format, expected) => {
    const { status, stdout, stderr } = evaluate('--format', format, 'good.tar.gz');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });
});
