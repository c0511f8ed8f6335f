import { expect, test } from '@jest/globals';
import { specNameOf } from '../../../../src/runner/suite/displayed-name.ts';

const TCP = '[sig-network] Netpol NetworkPolicy between server and client should deny [Feature:NetworkPolicy]';
const SHORT = '[sig-network] Netpol NetworkPolicy between server and client should deny';
const API = '[sig-network] Netpol API should support creating NetworkPolicy API operations';
const KNOWN = new Set([TCP, SHORT, API]);
const LABELS = '[sig-network, Feature:NetworkPolicy]';

test.each([
  ['with labels', `${TCP} ${LABELS}`, TCP],
  ['with labels and version constraints', `${TCP} ${LABELS} [>= 1.30.0] [Components: kubelet: >= 1.30.0]`, TCP],
  ['without any addition', TCP, TCP],
  ['that is the beginning of another name', `${SHORT} [sig-network]`, SHORT],
  ['that failed in its leaf', `${TCP.replace('client should', 'client [It] should')} ${LABELS}`, TCP],
  ['that failed in a container', `${TCP.replace('client should', 'client [BeforeEach] should')} ${LABELS}`, TCP],
  ['that failed in a cleanup', `${TCP.replace('client should', 'client [DeferCleanup (Each)] should')} ${LABELS}`, TCP],
  ['that failed at the top level', `TOP-LEVEL [AfterEach] ${TCP} ${LABELS}`, TCP],
  ['that is not known', '[sig-apps] Job [It] should run [Slow] [sig-apps, Slow]', '[sig-apps] Job should run [Slow]'],
])('the name of a spec is found in a title: a spec %s', (_how, title, name) => {
  expect(specNameOf(title, KNOWN)).toBe(name);
});
