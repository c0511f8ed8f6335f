import { expect, test } from '@jest/globals';
import { type Place, placeOf } from '../../../results-parsers/sonobuoy/layout.ts';

const own = (part: Extract<Place, { kind: 'plugin' }>['part']): Place => ({ kind: 'plugin', plugin: 'p', part });

test.each<[string, Place]>([
  ['meta/config.json', { kind: 'config' }],
  ['meta/info.json', { kind: 'info' }],
  ['serverversion.json', { kind: 'server-version' }],
  ['plugins/p/definition.json', own('definition')],
  ['plugins/p/defintion.json', own('definition')],
  ['plugins/p/errors/error.json', own('error')],
  ['plugins/p/errors/global/error.json', own('error')],
  ['plugins/p/errors/node1/error.json', own('error')],
  ['plugins/p/results/global/run-record.json', own('run-record')],
  ['plugins/p/results/global/spec-list.txt', own('spec-list')],
  ['plugins/p/results/global/junit_01.xml', own('junit')],
  ['plugins/p/results/global/attempts/2/junit_01.xml', own('junit')],
  ['plugins/p/results/global/attempts/2/e2e.log', own('e2e-log')],
  // What the runner derives for `sonobuoy results`, and kubetest's own report: neither is evidence from the suite.
  ['plugins/p/results/global/scs-networking.xml', own('result')],
  ['plugins/p/results/global/junit_runner.xml', own('result')],
  ['plugins/p/results/global/attempts/1/run-record.json', own('result')],
  ['plugins/p/results/global/attempts/1/junit_02.xml', own('junit')],
  // A job's path has no node, a daemon set's has one, and before Sonobuoy 0.15 neither `global` nor a node was in the path.
  ['plugins/p/results/node1/junit_01.xml', own('junit')],
  ['plugins/p/results/node1/e2e.log', own('e2e-log')],
  ['plugins/p/results/junit_01.xml', own('junit')],
  ['plugins/p/results/e2e.log', own('e2e-log')],
  ['plugins/p/results/node1/run-record.json', own('result')],
  // Sonobuoy 0.8.
  ['config.json', { kind: 'config' }],
  ['serverversion/serverversion.json', { kind: 'server-version' }],
  // Without an archive.
  ['junit_01.xml', { kind: 'bare', part: 'junit' }],
  ['e2e.log', { kind: 'bare', part: 'e2e-log' }],
  ['junit_runner.xml', { kind: 'other' }],
  // Files that macOS adds.
  ['._junit_01.xml', { kind: 'other' }],
  ['plugins/._p/results/junit_01.xml', { kind: 'other' }],
  ['plugins/p/results/global/._junit_01.xml', { kind: 'other' }],
  ['plugins/p/.DS_Store', { kind: 'other' }],
  ['__MACOSX/junit_01.xml', { kind: 'other' }],
  ['plugins/p/sonobuoy_results.yaml', own('sonobuoy-results')],
  ['plugins/p/results/global/sonobuoy_results.yaml', own('result')],
  ['plugins/junit_01.xml', { kind: 'other' }],
  ['podlogs/kube-system/x/logs/y.txt', { kind: 'other' }],
  ['backup/meta/config.json', { kind: 'other' }],
])('%s is recognised by its place in a Sonobuoy archive', (path, place) => {
  expect(placeOf(path)).toEqual(place);
});
