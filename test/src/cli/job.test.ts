import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { type Ended, runIn, writerIn } from './command-line.ts';

const WAIVERS = `apiVersion: scs-networking/v1
kind: Waivers
waivers: []
`;
const PLACES = ['--output', 's3://reports/2026', 's3://archives/2026/'] as const;

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('waivers.yaml', WAIVERS);
  write('other/waivers.yaml', WAIVERS);
  write('broken.yaml', 'waivers: 3\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

function job(...args: string[]): Ended {
  return runIn(directory, ['job', ...args]);
}

type Container = { args: string[]; env: { name: string; value?: string }[]; [key: string]: unknown };
type Objects = { kind: string; metadata: { name: string }; data?: object; spec: JobSpec }[];
type JobSpec = {
  template: { spec: { containers: [Container]; volumes: object[]; [key: string]: unknown } };
  [key: string]: unknown;
};

function objects(...args: string[]): Objects {
  const { status, stdout, stderr } = job(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return loadAll(stdout) as Objects;
}

function containerOf(found: Objects): Container {
  const [container] = found.at(-1)?.spec.template.spec.containers ?? [];
  if (container === undefined) throw new Error('expected a container');
  return container;
}

describe('scs-networking job', () => {
  test('writes an Indexed Job with a pod for each shard, which is retried separately', () => {
    const [found, ...others] = objects(...PLACES, '--shards', '8', '--retries', '2', '--name', 'mine');
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'mine' },
      spec: { completionMode: 'Indexed', completions: 8, parallelism: 4, backoffLimitPerIndex: 2 },
    });
    expect(containerOf(objects(...PLACES)).args).toEqual([
      ...['evaluate', '--shard', '$(JOB_COMPLETION_INDEX)/16', '--jobs', '1', '--progress'],
      ...['--format', 'parquet,csv', '--output', 's3://reports/2026', '--', 's3://archives/2026/'],
    ]);
  });

  test('writes a pod that Pod Security admits at the level restricted', () => {
    const found = objects(...PLACES);
    expect(found[0]?.spec.template.spec).toMatchObject({ restartPolicy: 'Never', automountServiceAccountToken: false });
    expect(containerOf(found)).toMatchObject({
      securityContext: {
        runAsNonRoot: true,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
        seccompProfile: { type: 'RuntimeDefault' },
      },
    });
  });

  test('names the secret with the credentials, and does not contain those of the person who runs it', () => {
    const before = process.env['AWS_SECRET_ACCESS_KEY'];
    process.env['AWS_SECRET_ACCESS_KEY'] = 'not-to-be-told';
    const { stdout } = job(
      ...PLACES,
      '--secret',
      'my-store',
      '--endpoint',
      'https://store.example.org',
      '--region',
      'eu-1',
    );
    if (before === undefined) delete process.env['AWS_SECRET_ACCESS_KEY'];
    else process.env['AWS_SECRET_ACCESS_KEY'] = before;
    expect(stdout).not.toContain('not-to-be-told');
    const key = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'my-store', key: name } } });
    expect(containerOf(loadAll(stdout) as Objects).env).toEqual([
      { name: 'AWS_ENDPOINT_URL_S3', value: 'https://store.example.org' },
      { name: 'AWS_REGION', value: 'eu-1' },
      key('AWS_ACCESS_KEY_ID'),
      key('AWS_SECRET_ACCESS_KEY'),
      {
        name: 'AWS_SESSION_TOKEN',
        valueFrom: { secretKeyRef: { name: 'my-store', key: 'AWS_SESSION_TOKEN', optional: true } },
      },
    ]);
  });

  test('passes all other options on to evaluate, word for word', () => {
    const further = ['--format', 'ndjson,html', '--include', '*.$(x).gz', '--include', 'b', '--no-default-waivers'];
    const { args } = containerOf(
      objects(...PLACES, ...further, '--as-of', '2026-11-01', '--strict-flakes', '--extended'),
    );
    expect(args.slice(args.indexOf('--format'))).toEqual([
      ...['--format', 'ndjson,html', '--output', 's3://reports/2026', '--include', '*.$$(x).gz', '--include', 'b'],
      ...[
        '--no-default-waivers',
        '--as-of',
        '2026-11-01',
        '--strict-flakes',
        '--extended',
        '--',
        's3://archives/2026/',
      ],
    ]);
  });

  test('gives files of waivers to the pods under their own names, even if two have the same name', () => {
    const found = objects(...PLACES, '--waivers', 'waivers.yaml', '--waivers', 'other/waivers.yaml');
    expect(found.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['ConfigMap', 'scs-networking-archives-inputs'],
      ['Job', 'scs-networking-archives'],
    ]);
    expect(found[0]?.data).toEqual({ 'input-0': WAIVERS, 'input-1': WAIVERS });
    expect(found[1]?.spec.template.spec.volumes).toContainEqual({
      name: 'inputs',
      configMap: {
        name: 'scs-networking-archives-inputs',
        items: [
          { key: 'input-0', path: '0/waivers.yaml' },
          { key: 'input-1', path: '1/waivers.yaml' },
        ],
      },
    });
    expect(containerOf(found).args.join(' ')).toContain(
      '--waivers /inputs/0/waivers.yaml --waivers /inputs/1/waivers.yaml',
    );
  });

  test('requests the resources in its options, and evaluates as many archives at a time as it has processors', () => {
    const pod = [
      '--requests',
      'cpu=2500m',
      '--limits',
      'memory=2Gi',
      '--toleration',
      'a=b',
      '--node-selector',
      'pool=tests',
    ];
    const found = objects(...PLACES, ...pod, '--registry', 'mirror.example.org/scs', '--pull-secret', 'mirror.pull');
    expect(found[0]?.spec.template.spec).toMatchObject({
      nodeSelector: { 'kubernetes.io/os': 'linux', pool: 'tests' },
      tolerations: [{ key: 'a', operator: 'Equal', value: 'b' }],
      imagePullSecrets: [{ name: 'mirror.pull' }],
    });
    const container = containerOf(found);
    expect(container).toMatchObject({
      image: expect.stringMatching(/^mirror\.example\.org\/scs\/scs-networking:\d/),
      resources: { requests: { cpu: '2500m', memory: '768Mi' }, limits: { memory: '2Gi' } },
    });
    expect(container.args.join(' ')).toContain('--jobs 2 ');
  });

  test.each([
    [['--output', 'reports', 's3://archives/'], /expected a place in an object store, .* found reports/],
    [['--output', 's3://reports', 'archives'], /expected a place in an object store, .* found archives/],
    [['--output', 's3:///x', 's3://archives/'], /expected s3:\/\/BUCKET/],
    [['s3://archives/'], /--output/],
    [[...PLACES, '--format', 'scs-report'], /Allowed choices are text, (?!.*scs-report)/],
    [[...PLACES, '--waivers', 'broken.yaml'], /broken\.yaml/],
    [[...PLACES, '--endpoint', 'https://user:secret@store.example.org'], /without a user or password/],
    [[...PLACES, '--shards', '0'], /whole number above 0/],
  ])('refuses %j', (args, expected) => {
    expect(job(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(expected) });
  });
});
