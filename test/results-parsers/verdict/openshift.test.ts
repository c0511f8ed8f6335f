import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../../results-parsers/index.ts';
import { codesOf, evaluateFiles } from '../building/evaluate.ts';
import { allBlocked, allOpen, failedByMatrix } from '../building/failures.ts';
import { escaped } from '../building/junit.ts';
import { type ArchiveFiles, requiredCases } from '../building/sonobuoy.ts';

const PLUGIN = '20-openshift-conformance-validated';
const TAGS = '[Skipped:Network/OpenShiftSDN/Multitenant] [Suite:openshift/conformance/parallel] [Suite:k8s]';
const FAILURE =
  'fail [k8s.io/kubernetes@v1.30.0/test/e2e/network/netpol/test_helper.go:126]: Oct 19 15:53:52.183: Had 4 wrong results in reachability matrix';

/** A JUnit like that of openshift-tests: no wrapper, no status, other tags, and the timeline in system-out. */
function openshiftJunit(timeline = ''): string {
  const cases = requiredCases('1.30').map(({ name }) => {
    const failed = name.includes('in CIDR block') || name.includes('overlapping both IPBlock');
    const content = failed ? `<failure message="">${FAILURE}</failure>${timeline}` : '';
    return `<testcase name="${escaped(`${name} ${TAGS}`)}" time="31.2">${content}</testcase>`;
  });
  return `<testsuite name="openshift-tests" tests="${cases.length}"><property name="TestVersion" value="v4.17"></property>${cases.join('')}</testsuite>`;
}

function archive(junit: string, image = 'quay.io/opct/plugin-openshift-tests:v0.5.0'): ArchiveFiles {
  return new Map([
    ['serverversion.json', JSON.stringify({ gitVersion: 'v1.30.4' })],
    ['meta/config.json', JSON.stringify({ UUID: '00000000-0000-0000-0000-000000000001', Version: 'v0.57.3' })],
    ['meta/info.json', JSON.stringify({ plugins: [PLUGIN] })],
    [`plugins/${PLUGIN}/definition.json`, JSON.stringify({ Definition: { spec: { image, env: [] } } })],
    [`plugins/${PLUGIN}/results/global/junit_e2e__20240829-101010.xml`, junit],
  ]);
}

async function verdictOn(files: ArchiveFiles): Promise<Verdict> {
  return await evaluateFiles(files, PLUGIN);
}

describe('a run of openshift-tests', () => {
  test('is non-compliant if specs failed, whatever tags their names have', async () => {
    const verdict = await verdictOn(archive(openshiftJunit()));
    expect(verdict).toMatchObject({ verdict: 'non-compliant', summary: { required: 50, failed: 3, passed: 47 } });
  });

  test('shows the failed matrix without the place and time in front of the message', async () => {
    const { specs } = await verdictOn(archive(openshiftJunit()));
    const failed = specs.filter(({ outcome }) => outcome === 'failed');
    expect(new Set(failed.map(({ failure }) => failure))).toEqual(
      new Set(['Had 4 wrong results in reachability matrix']),
    );
    expect(failed[0]?.explanation?.phrases).toEqual([
      'Had 4 wrong results in reachability matrix, but its timeline does not say which',
    ]);
  });

  test('explains the matrix if the timeline is present', async () => {
    const { timeline = '' } = failedByMatrix('x', allOpen, allBlocked);
    const { specs } = await verdictOn(archive(openshiftJunit(`<system-out>${escaped(timeline)}</system-out>`)));
    expect(specs.find(({ outcome }) => outcome === 'failed')?.explanation).toMatchObject({ kind: 'blocked' });
  });

  test.each([
    ['quay.io/opct/plugin-openshift-tests:v0.5.0', null],
    ['quay.io/opct/conformance-tools:v1.30.4', null],
    ['mirror.example:5000/conformance:latest', null],
    ['registry.k8s.io/conformance:v1.30.4', 'v1.30.4'],
    ['mirror.example:5000/a/conformance-amd64:v1.30.4@sha256:0123', 'v1.30.4'],
    ['gcr.io/heptio-images/kube-conformance:v1.30.4', 'v1.30.4'],
  ])('takes the version of the e2e binary from its image %s: %s', async (image, e2eVersion) => {
    const verdict = await verdictOn(archive(openshiftJunit(), image));
    expect(verdict.subject.e2eVersion).toBe(e2eVersion);
    expect(codesOf(verdict)).not.toContain('versions-differ');
    expect(codesOf(verdict).includes('e2e-version-unknown')).toBe(e2eVersion === null);
  });
});
