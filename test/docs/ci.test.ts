import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { load } from 'js-yaml';
import { z } from 'zod';
import { type CodeBlock, codeBlocks } from './code-blocks.ts';
import { type Ended, PipelineStubs } from './pipeline-stubs.ts';

// Each job starts Node, which is slow on a busy machine.
jest.setTimeout(120_000);

const blocks = codeBlocks(readFileSync('docs/ci.md', 'utf8')).filter(({ language }) => language === 'yaml');
const FIXTURES = resolve('test/fixtures');

/** The exit code of the job's run, and an archive with that verdict. */
const endings = [
  ['compliant', 0, 'enforcing-with-sctp.tar.gz'],
  ['non-compliant', 3, 'not-enforcing-all.tar.gz'],
  ['inconclusive', 112, 'terminated.tar.gz'],
  ['no verdict', 2, 'not-there.tar.gz'],
] as const;

let stubs: PipelineStubs | null = null;
afterEach(() => {
  stubs?.remove();
  stubs = null;
});

function pipeline(archive: string): PipelineStubs {
  stubs = new PipelineStubs(join(FIXTURES, archive));
  return stubs;
}

function jobOf<T>(schema: z.ZodType<T>, isIt: (block: CodeBlock) => boolean): T {
  const [block, ...others] = blocks.filter(isIt);
  if (block === undefined || others.length > 0) throw new Error('expected one job for each system in docs/ci.md');
  return schema.parse(load(block.text));
}

describe('the job for GitHub', () => {
  const Step = z.object({
    name: z.string().optional(),
    id: z.string().optional(),
    if: z.string().optional(),
    env: z.record(z.string(), z.string()).default({}),
    run: z.string().optional(),
    uses: z.string().optional(),
    with: z.record(z.string(), z.unknown()).default({}),
    'continue-on-error': z.boolean().default(false),
  });
  const Workflow = z.object({ jobs: z.object({ networking: z.object({ steps: z.array(Step) }) }) });
  const { steps } = jobOf(Workflow, ({ heading }) => heading === 'GitHub').jobs.networking;

  /** Runs the steps like GitHub: each in its own shell, and after a failure only those that always run. */
  function play(machine: PipelineStubs, event: 'schedule' | 'pull_request'): Ended & { commented: string } {
    let status = 0;
    let output = '';
    let commented = '';
    for (const step of steps) {
      const wanted = step.if?.includes("github.event_name == 'pull_request'") ? event === 'pull_request' : true;
      if (!wanted || (status !== 0 && !step.if?.startsWith('always()'))) continue;
      if (step.run === undefined) continue;
      const ended = machine.bash(step.run, { ...files(machine), ...expanded(step.env, machine) });
      for (const directory of machine.read('path').split('\n').filter(Boolean)) machine.addToPath(directory);
      if (step.name === 'Comment') commented = ended.output;
      output += ended.output;
      if (ended.status !== 0 && !step['continue-on-error']) status = ended.status;
    }
    return { status, output, commented };
  }

  function files({ directory }: PipelineStubs): Record<string, string> {
    return {
      SCS_NETWORKING_PACKAGE: 'package.tgz',
      RUNNER_TEMP: directory,
      GITHUB_PATH: join(directory, 'path'),
      GITHUB_OUTPUT: join(directory, 'outputs'),
      GITHUB_STEP_SUMMARY: join(directory, 'summary'),
    };
  }

  function expanded(env: Readonly<Record<string, string>>, machine: PipelineStubs): Record<string, string> {
    const outputs = new Map(
      machine
        .read('outputs')
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );
    const known = new Map([
      ['secrets.KUBECONFIG', 'apiVersion: v1'],
      ['github.token', 'token'],
      ['github.repository', 'example/cluster'],
      ['github.event.number', '7'],
      ['steps.test.outputs.status', outputs.get('status') ?? ''],
    ]);
    return Object.fromEntries(
      Object.entries(env).map(([name, text]) => {
        const [, expression = ''] = /^\$\{\{ (.*) \}\}$/.exec(text) ?? [];
        const value = known.get(expression);
        if (value === undefined) throw new Error(`expected a known expression, found ${text}`);
        return [name, value];
      }),
    );
  }

  test.each(endings)('ends correctly if the cluster is %s: %d', (word, status, archive) => {
    const machine = pipeline(archive);
    const ended = play(machine, 'pull_request');
    expect(ended.status).toBe(status);
    const isThere = word !== 'no verdict';
    expect(machine.has('reports/verdict.junit.xml')).toBe(isThere);
    expect(machine.read('summary')).toBe(machine.read('reports/verdict.md'));
    expect(ended.commented.startsWith('gh pr comment 7 --body-file reports/verdict.md\n## ')).toBe(isThere);
    expect(ended.output.match(/::(?:error|warning) title=.*?::/g) ?? []).toEqual(
      word === 'compliant' ? [] : [`::${word === 'inconclusive' ? 'warning' : 'error'} title=${word}::`],
    );
    expect(machine.read('kubeconfig')).toBe('');
  });

  test('comments only on a pull request, and keeps the reports in every case', () => {
    expect(play(pipeline('terminated.tar.gz'), 'schedule').commented).toBe('');
    const upload = steps.find(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
    expect(upload).toMatchObject({ if: 'always()', with: { path: 'reports' } });
  });
});

describe('the job for GitLab', () => {
  const Job = z.object({
    variables: z.record(z.string(), z.string()),
    before_script: z.array(z.string()),
    script: z.array(z.string()),
    allow_failure: z.object({ exit_codes: z.array(z.number()) }),
    artifacts: z.object({
      when: z.string(),
      paths: z.array(z.string()),
      reports: z.object({ junit: z.string() }),
    }),
  });
  const job = jobOf(z.object({ networking: Job }), ({ heading }) => heading === 'GitLab').networking;

  test.each(endings)('ends correctly if the cluster is %s: %d', (word, status, archive) => {
    const machine = pipeline(archive);
    const script = [...job.before_script, ...job.script].join('\n');
    const ended = machine.bash(script, { ...job.variables, SCS_NETWORKING_PACKAGE: 'package.tgz' });
    expect(ended.status).toBe(status);
    expect(ended.output.includes('\ninconclusive - nobody knows')).toBe(word === 'inconclusive');
    const found = machine.bash(`ls ${job.artifacts.reports.junit} ${job.artifacts.paths.join(' ')}`).status === 0;
    expect(found).toBe(word !== 'no verdict');
  });

  test('keeps the reports in every case, and passes with a warning only for 112', () => {
    expect(job.artifacts.when).toBe('always');
    expect(job.allow_failure.exit_codes).toEqual([112]);
  });
});

describe('the job for Zuul', () => {
  const Task = z.object({
    name: z.string(),
    'ansible.builtin.shell': z.object({ executable: z.string(), cmd: z.string() }).optional(),
    'ansible.posix.synchronize': z.object({ src: z.string(), mode: z.literal('pull') }).optional(),
    zuul_return: z
      .object({ data: z.object({ zuul: z.object({ artifacts: z.array(z.object({ url: z.string() })) }) }) })
      .optional(),
  });
  const Playbook = z.array(z.object({ hosts: z.string(), tasks: z.array(Task) }));
  const named =
    (file: string) =>
    ({ text }: CodeBlock) =>
      text.startsWith(`# ${file}\n`);
  const [job] = jobOf(
    z.array(z.object({ job: z.object({ run: z.string(), 'post-run': z.string() }) })),
    named('zuul.d/networking.yaml'),
  );
  const tasksOf = (file: string) => jobOf(Playbook, named(file)).flatMap(({ tasks }) => tasks);
  const run = tasksOf(job?.job.run ?? '');
  const post = tasksOf(job?.job['post-run'] ?? '');

  test.each(endings)('ends correctly if the cluster is %s: %d', (word, status, archive) => {
    const machine = pipeline(archive);
    const ended = run.map(({ 'ansible.builtin.shell': shell }) =>
      machine.bash(shell?.cmd ?? '', { SCS_NETWORKING_PACKAGE: 'package.tgz' }),
    );
    expect(ended.map((each) => each.status)).toEqual([0, status]);
    expect(ended[1]?.output.includes('\ninconclusive: nobody knows')).toBe(word === 'inconclusive');
    const urls = post.flatMap((task) => task.zuul_return?.data.zuul.artifacts ?? []).map(({ url }) => url);
    expect(urls.map((url) => machine.has(url))).toEqual(urls.map(() => word !== 'no verdict'));
    expect(urls).not.toEqual([]);
  });

  test('publishes the directory that the run has written', () => {
    const sources = post.flatMap((task) => task['ansible.posix.synchronize']?.src ?? []);
    expect(sources).toEqual(['{{ ansible_user_dir }}/reports']);
  });
});
