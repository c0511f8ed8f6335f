import { expect, test } from '@jest/globals';
import { specPhases } from './spec-phases.ts';

const log = (time: string, text: string): string => `  I1122 ${time}      41 util.go:1] ${text}`;
const step = (time: string, text: string): string => `  STEP: ${text} @ 11/22/26 ${time}`;

const SPEC = [
  '  Timeline >>',
  step('23:59:50.5', 'Creating a kubernetes client'),
  log('23:59:51.0', 'creating pod x/a with matching service'),
  log('23:59:52.5', 'finished initializing cluster state'),
  // Connections are made in parallel, so lines come out of order.
  log('23:59:54.0', 'Starting probe from pod a to 10.96.0.2'),
  log('23:59:53.9', 'Starting probe from pod a to 10.96.0.1'),
  log('23:59:55.5', 'Network Policy creating x/deny'),
  step('00:00:01.5', 'Validating reachability matrix... (FIRST TRY)'),
  log('00:00:05.5', 'Waiting up to 7m0s for all (but 0) nodes to be ready'),
  step('00:00:06.0', 'Destroying namespace "x" for this suite.'),
  '  << Timeline',
];

const OUTSIDE = [
  '  Timeline >>',
  log('00:00:07.0', 'Waiting up to 7m0s for all (but 0) nodes to be ready'),
  log('00:00:09.0', 'Running AfterSuite actions on node 1'),
  '  << Timeline',
];

test("the time of each phase of the specs is read from ginkgo's output, even past midnight, and nothing outside of specs counts", () => {
  expect(specPhases([...OUTSIDE, ...SPEC, ...OUTSIDE, ...SPEC].join('\n'))).toEqual({
    specs: 2,
    seconds: { 'start pods': 4, 'wait for servers': 6, 'apply policies and probe': 20, 'clear up': 1 },
  });
});
