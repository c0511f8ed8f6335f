import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { SonobuoyManifest } from '../../../src/sonobuoy/manifest-schema.ts';
import { type Ended, runIn, writerIn } from './command-line.ts';

const base = readFileSync(new URL('../../../plugin/scs-networking.yaml', import.meta.url), 'utf8');

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'scs-networking-'));
  const write = writerIn(directory);
  write('mine.yaml', base.replace('cpu: 250m', 'cpu: 300m'));
  write('mistyped.yaml', base.replace('podSpec:', 'podspec:'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function plugin(...args: string[]): Ended {
  return runIn(directory, ['plugin', ...args]);
}

describe('scs-networking plugin', () => {
  test('writes the manifest as published', () => {
    expect(plugin()).toEqual({ status: 0, stdout: base, stderr: '' });
  });

  test('writes every choice into it', () => {
    const images = [
      '--registry',
      'mirror.example.org/scs/',
      '--image',
      'other/scs:1',
      '--pull-secret',
      'elsewhere/mirror',
    ];
    const pod = ['--requests', 'cpu=2', '--limits', 'memory=3Gi', '--toleration', 'a=b:NoExecute', '--toleration', 'c'];
    const specs = [
      '--focus',
      'a|b',
      '--skip',
      '$(x)',
      '--processes',
      '8',
      '--timeout',
      '2h',
      '--set',
      'SCS_STOP_SECONDS=50',
    ];
    const { status, stdout, stderr } = plugin(...images, ...pod, ...specs);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { podSpec, spec } = SonobuoyManifest.parse(load(stdout));
    expect(podSpec?.initContainers?.[0]?.image).toBe('other/scs:1');
    expect(spec.image).toBe('mirror.example.org/scs/conformance:$SONOBUOY_K8S_VERSION');
    expect(podSpec?.imagePullSecrets).toEqual([{ name: 'mirror' }]);
    expect(spec.resources).toEqual({ requests: { cpu: '2', memory: '2048Mi' }, limits: { memory: '3Gi' } });
    expect(podSpec?.tolerations?.slice(-2)).toEqual([
      { key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute' },
      { key: 'c', operator: 'Exists' },
    ]);
    expect(spec.env).toEqual(
      expect.arrayContaining([
        { name: 'SCS_FOCUS', value: 'a|b' },
        { name: 'SCS_SKIP', value: '$$(x)' },
        { name: 'SCS_PROCESSES', value: '8' },
        { name: 'SCS_DEADLINE_SECONDS', value: '7200' },
        { name: 'SCS_STOP_SECONDS', value: '50' },
      ]),
    );
  });

  test('can start from the user’s own manifest', () => {
    const { status, stdout } = plugin('--manifest', 'mine.yaml');
    expect(status).toBe(0);
    expect(stdout).toContain('cpu: 300m');
  });

  test('makes only the guards of the specs run with --must-only', () => {
    const { spec } = SonobuoyManifest.parse(load(plugin('--must-only').stdout));
    expect(spec.env).toContainEqual({ name: 'SCS_CHECKS', value: 'must' });
  });

  test.each([
    [['--manifest', 'mistyped.yaml'], /mistyped\.yaml is not a manifest[\s\S]*Sonobuoy knows no podspec here/],
    [['--manifest', 'not-there'], /not-there: expected the plugin's manifest, found no such file/],
    [['--processes', 'many'], /SCS_PROCESSES: expected a whole number from 1 to 64, found "many"/],
    [['--set', 'SCS_FOKUS=x'], /expected a setting of the runner, found SCS_FOKUS; the settings are SCS_FOCUS, /],
    [['--set', 'SONOBUOY_RESULTS_DIR=/x'], /expected a setting of the runner, found SONOBUOY_RESULTS_DIR/],
    [['--must-only', '--set', 'SCS_CHECKS=all'], /expected either --must-only or --set SCS_CHECKS, found both/],
    [['--set', 'SCS_FOCUS'], /Expected a setting such as/],
    [['--registry', 'https://r'], /Expected a registry and a path/],
    [['--image', 'a b'], /Expected an image such as/],
    [['--pull-secret', 'a/b/c'], /Expected a secret such as/],
    [['--requests', 'disk=1'], /Expected cpu and memory/],
    [['--limits', 'cpu=lots'], /Expected cpu and memory/],
    [['--toleration', 'a:Never'], /Expected a taint such as/],
    [['--timeout', '2d'], /Expected a duration such as/],
  ])('exits with 2 for %j, and says why', (args, expected) => {
    const { status, stdout, stderr } = plugin(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(expected);
  });
});
