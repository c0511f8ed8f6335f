import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { SONOBUOY_JUNIT_FILE } from '../../results-parsers/documents/run-record/run-record.ts';
import { packageVersion } from '../../src/runner/package-version.ts';
import { SETTINGS } from '../../src/runner/settings.ts';
import { chooseProcesses } from '../../src/runner/suite/choose-processes.ts';
import { SonobuoyManifest } from '../../src/sonobuoy/manifest-schema.ts';

const text = readFileSync(new URL('../../plugin/scs-networking.yaml', import.meta.url), 'utf8');
const manifest = SonobuoyManifest.parse(load(text));
const { 'sonobuoy-config': config, podSpec, spec } = manifest;
const { initContainers = [], tolerations = [], volumes = [], terminationGracePeriodSeconds } = podSpec ?? {};
const [installer] = initContainers;
const mountsOf = ({ volumeMounts = [] }: typeof spec) => volumeMounts;

describe('the plugin for Sonobuoy', () => {
  test('has a name that Sonobuoy does not treat specially and that --plugin-env can address', () => {
    expect(config['plugin-name']).toBe('scs-networking');
    expect(['e2e', 'systemd-logs', 'sonobuoy']).not.toContain(config['plugin-name']);
  });

  test('makes Sonobuoy read results as JUnit, and only the file that the runner writes for that', () => {
    expect([config['result-format'], config['result-files']]).toEqual(['junit', [SONOBUOY_JUNIT_FILE]]);
  });

  test('repeats the parts of Sonobuoy’s default that its own podSpec replaces', () => {
    expect(config.driver).toBe('Job');
    expect(podSpec).toMatchObject({
      serviceAccountName: 'sonobuoy-serviceaccount',
      restartPolicy: 'OnFailure',
      nodeSelector: { 'kubernetes.io/os': 'linux' },
    });
    const tolerated = tolerations.map(({ key }) => key);
    expect(tolerated).toEqual(
      expect.arrayContaining(['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']),
    );
  });

  test('does not use the volumes and paths that Sonobuoy adds', () => {
    expect(volumes.map(({ name }) => name)).not.toContain('results');
    const mounts = [spec, ...initContainers].flatMap(mountsOf);
    expect(mounts).not.toEqual([]);
    for (const { name, mountPath } of mounts) {
      expect(volumes.map((volume) => volume.name)).toContain(name);
      expect(mountPath).not.toMatch(/^\/tmp\/sonobuoy/);
    }
  });

  test("has a placeholder for the cluster's version only where Sonobuoy fills it in", () => {
    expect(spec.image).toBe('registry.k8s.io/conformance:$SONOBUOY_K8S_VERSION');
    const uses = text.split('\n').filter((line) => line.includes('$SONOBUOY_K8S_VERSION') && !line.startsWith('#'));
    expect(uses).toHaveLength(1);
  });

  test('names our image in one place, with the version of this package', () => {
    expect(installer?.image).toBe(`ghcr.io/sovereigncloudstack/scs-networking:${packageVersion}`);
    expect(text.match(/ghcr\.io/g)).toHaveLength(1);
  });

  test('starts the runner from the directory to which the init container copies it', () => {
    const target = installer?.command?.at(-1);
    const installed = installer?.volumeMounts?.find(({ mountPath }) => mountPath === target);
    const started = mountsOf(spec).find(({ name }) => name === installed?.name);
    expect(installed).toBeDefined();
    expect(started?.mountPath).toBe('/scs');
    expect(spec.command).toEqual(['/scs/loader', '--library-path', '/scs/lib', '/scs/node', '/scs/dist/runner.js']);
    expect(installer?.command?.slice(0, -2)).toEqual(spec.command);
  });

  test("passes the runner its pod's UID, which identifies the run's objects", () => {
    expect(spec.env).toContainEqual({ name: 'SCS_POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } });
    expect(SETTINGS.podUid.variable).toBe('SCS_POD_UID');
  });

  test('requests the memory for the most processes that the runner chooses, and passes it the amount', () => {
    const resourceFieldRef = { resource: 'requests.memory', divisor: '1Mi' };
    expect(spec.env).toContainEqual({ name: SETTINGS.memoryMi.variable, valueFrom: { resourceFieldRef } });
    const [, requested] = /^(\d+)Mi$/.exec(String(spec.resources?.requests?.memory)) ?? [];
    const nodes = [{ name: 'n', cpus: 64, freePods: 200 }];
    const unbounded = chooseProcesses(null, { nodes, podsPerSpec: 5, memoryMi: null });
    const chosen = chooseProcesses(null, { nodes, podsPerSpec: 5, memoryMi: Number(requested) });
    expect(chosen.processes).toBe(unbounded.processes);
  });

  test('gives the runner the time that it takes to stop, and Sonobuoy’s worker its 60 seconds', () => {
    expect(terminationGracePeriodSeconds).toBeGreaterThan(60);
    expect(SETTINGS.stopSeconds.fallback).toBeLessThanOrEqual(45);
  });

  test('has a writable directory although its root is read-only', () => {
    expect(spec.securityContext?.readOnlyRootFilesystem).toBe(true);
    expect(mountsOf(spec).map(({ mountPath }) => mountPath)).toContain('/tmp');
  });

  test.each([
    ['the runner', spec],
    ['its init container', installer],
  ])('needs no privileges for %s', (_, container) => {
    expect(container?.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container?.resources?.requests).toBeDefined();
  });

  test('lists every setting that operators may want', () => {
    const comments = text.split('\n').filter((line) => line.trimStart().startsWith('#'));
    const { focus, skip, processes, attempts, runWaived, registry, deadlineSeconds, stopSeconds, dryRun } = SETTINGS;
    for (const { variable } of [
      focus,
      skip,
      processes,
      attempts,
      runWaived,
      registry,
      deadlineSeconds,
      stopSeconds,
      dryRun,
    ]) {
      expect(comments.join('\n')).toContain(variable);
    }
  });
});
