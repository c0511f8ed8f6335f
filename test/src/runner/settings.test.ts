import { describe, expect, test } from '@jest/globals';
import { describeSettings, readSettings, SETTINGS } from '../../../src/runner/settings.ts';

const REQUIRED = { SONOBUOY_RESULTS_DIR: '/tmp/sonobuoy/results' };

describe('reading the settings', () => {
  test('uses the documented defaults for variables that are not set', () => {
    const { settings, problems } = readSettings(REQUIRED);
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      focus: 'NetworkPolicy',
      skip: '',
      processes: null,
      attempts: 2,
      runWaived: false,
      waivers: '',
      defaultWaivers: true,
      registry: null,
      ignorePreflight: false,
      deadlineSeconds: 14400,
      stopSeconds: 40,
      dryRun: false,
      checks: 'all',
      checkSeconds: '',
      namespaceLabels: '',
      outsideTargets: '',
      policyLoad: null,
      agent: null,
      resultsDir: '/tmp/sonobuoy/results',
      progressPort: 8099,
      kubeconfig: '',
      podUid: null,
      memoryMi: null,
      ginkgoBinary: '/usr/local/bin/ginkgo',
      e2eBinary: '/usr/local/bin/e2e.test',
    });
  });

  test('treats an empty variable, which the conformance image and manifests have, as one that is not set', () => {
    const empty = Object.fromEntries(Object.values(SETTINGS).map(({ variable }) => [variable, '']));
    expect(readSettings({ ...empty, ...REQUIRED })).toEqual(readSettings(REQUIRED));
  });

  test("leaves the conformance image's own focus and skip alone", () => {
    const { settings } = readSettings({ ...REQUIRED, E2E_FOCUS: '\\[Conformance\\]', E2E_SKIP: 'everything' });
    expect(settings).toMatchObject({ focus: 'NetworkPolicy', skip: '' });
  });

  test.each(['true', 'false', '0', ' '])('treats E2E_DRYRUN=%j as a dry run, like the upstream runner', (value) => {
    expect(readSettings({ ...REQUIRED, E2E_DRYRUN: value }).settings.dryRun).toBe(true);
  });

  test.each([
    ['SCS_PROCESSES', '0'],
    ['SCS_PROCESSES', '65'],
    ['SCS_PROCESSES', '-1'],
    ['SCS_PROCESSES', '4.0'],
    ['SCS_PROCESSES', '0x4'],
    ['SCS_PROCESSES', '4 '],
    ['SCS_DEADLINE_SECONDS', '4h'],
    ['SCS_DEADLINE_SECONDS', '0'],
    ['SCS_DEADLINE_SECONDS', '99999999999999999999'],
    ['SCS_STOP_SECONDS', '601'],
    ['SCS_CHECKS', 'everything'],
    ['SCS_CHECKS', 'default-restrictions,ingres'],
    ['SCS_CHECK_SECONDS', 'default-restrictions'],
    ['SCS_CHECK_SECONDS', 'default-restrictions=0'],
    ['SCS_CHECK_SECONDS', 'nothing=60'],
    ['SCS_NAMESPACE_LABELS', 'exempt'],
    ['SCS_NAMESPACE_LABELS', 'a=b,c'],
    ['SCS_OUTSIDE_TARGETS', '169.254.169.254'],
    ['SCS_POLICY_LOAD', '200'],
    ['SCS_POLICY_LOAD', '200,0'],
    ['SCS_POLICY_LOAD', '200,5001'],
    ['SCS_AGENT', 'cilium'],
    ['SCS_AGENT', 'kube-system/'],
    ['SCS_AGENT', 'kube-system/cilium/x'],
    ['SCS_AGENT', 'kube-system/Cilium'],
    ['SONOBUOY_PROGRESS_PORT', '65536'],
    ['SONOBUOY_RESULTS_DIR', 'results'],
    ['SCS_GINKGO_BIN', 'ginkgo'],
    ['SCS_E2E_BIN', './e2e.test'],
  ])('rejects %s=%j, names the variable and its value, and keeps the default', (variable, value) => {
    const { settings, problems } = readSettings({ ...REQUIRED, [variable]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${variable}: expected `);
    expect(problems[0]).toContain(`found ${JSON.stringify(value)}`);
    const defaults = readSettings({}).settings;
    expect(settings).toEqual(
      variable === 'SONOBUOY_RESULTS_DIR' ? defaults : { ...defaults, resultsDir: REQUIRED.SONOBUOY_RESULTS_DIR },
    );
  });

  test('reports every problem at once', () => {
    expect(readSettings({ SCS_PROCESSES: 'x', SCS_STOP_SECONDS: 'x' }).problems).toHaveLength(3);
  });
});

test('the settings in force are shown without the rest of the environment', () => {
  const { settings } = readSettings({ ...REQUIRED, SCS_SKIP: 'SCTP', TOKEN: 'secret' });
  const lines = describeSettings(settings);
  expect(lines).toHaveLength(Object.keys(SETTINGS).length);
  expect(lines).toContain('  SCS_FOCUS=NetworkPolicy (default)');
  expect(lines).toContain('  SCS_SKIP=SCTP');
  expect(lines).toContain('  E2E_DRYRUN= (default)');
  expect(lines.join()).not.toContain('secret');
});

test('a load is a number of policies and a number of pods, and is shown as it was given', () => {
  const { settings, problems } = readSettings({ ...REQUIRED, SCS_POLICY_LOAD: '200,100' });
  expect(problems).toEqual([]);
  expect(settings.policyLoad).toEqual({ policies: 200, pods: 100 });
  expect(describeSettings(settings)).toContain('  SCS_POLICY_LOAD=200,100');
});
