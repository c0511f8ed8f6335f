import { describe, expect, test } from '@jest/globals';
import { routes } from '../../../../results-parsers/checks/ingress-controller/behaviours.ts';
import {
  INGRESS,
  type IngressFacts,
  type IngressRequest,
} from '../../../../results-parsers/checks/ingress-controller/facts.ts';
import { judgeIngress } from '../../../../results-parsers/checks/ingress-controller/judge.ts';
import type { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { judgeIngressClause } from '../../../../results-parsers/verdict/clauses/ingress.ts';
import type { JudgedCheck } from '../../../../results-parsers/verdict/judged-checks.ts';

const usual = { name: 'usual', controller: 'example.org/controller', isDefault: true };

const answers = (
  backend: string | null,
  change: Partial<IngressRequest['observed']> = {},
): IngressRequest['observed'] => ({
  answeredBy: backend === null ? 'other' : 'backend',
  backend,
  status: backend === null ? 404 : 200,
  ownCertificate: null,
  detail: '',
  ...change,
});
const silence = answers(null, { answeredBy: 'none', status: null, detail: 'connect ETIMEDOUT' });

/** All requests with the expected answers, except the given ones. */
function requests(others: Readonly<Record<string, IngressRequest['observed']>> = {}): IngressRequest[] {
  return routes.map(({ name, host, path, tls, expected }) => ({
    name,
    url: `${tls ? 'https' : 'http'}://${host}.scs.invalid${path}`,
    expected,
    observed: others[name] ?? answers(expected, tls ? { ownCertificate: true } : {}),
    attempts: 1,
    seconds: 0.1,
  }));
}

const working: IngressFacts = {
  classes: [usual],
  defaultedTo: 'usual',
  tried: 'usual',
  address: { value: '192.0.2.1', seconds: 3 },
  service: null,
  requests: requests(),
  foreignAddresses: [],
  gateway: { served: [], classes: [] },
};

function judged(facts: Partial<IngressFacts> | null, problem: CheckObservations['problem'] = null): JudgedCheck {
  const observations: CheckObservations = {
    apiVersion: 'scs-networking/v1',
    kind: 'CheckObservations',
    check: { id: INGRESS, clause: 'ingress', level: 'SHOULD', question: '?' },
    startedAt: '2026-11-24T07:00:00Z',
    endedAt: '2026-11-24T07:01:00Z',
    problem,
    namespaces: [],
    probes: [],
    facts: facts === null ? {} : { ...working, ...facts },
    left: [],
  };
  const { answer, text, parts = [], measures = [] } = judgeIngress(observations);
  const identity = { ...observations.check, evidence: [], seconds: 60 };
  return { observations, verdict: { ...identity, answer, text, parts, measures } };
}

const other = { name: 'other', controller: 'example.org/other', isDefault: false };

describe('the clause on Ingress is', () => {
  test.each<[string, string, Partial<IngressFacts> | null, string[], RegExp]>([
    [
      'satisfied',
      'a default class that routes as it should',
      {},
      ['ingress-works'],
      /The default IngressClass usual passes all/,
    ],
    [
      'satisfied',
      'several default classes, one of which is assigned',
      { classes: [usual, { ...other, isDefault: true }] },
      ['ingress-works', 'ingress-several-defaults'],
      /passes all tests/,
    ],
    [
      'satisfied',
      'a retired controller, with a warning',
      { classes: [{ ...usual, controller: 'k8s.io/ingress-nginx' }] },
      ['ingress-works', 'ingress-controller-retired'],
      /passes all/,
    ],
    [
      'partly-satisfied',
      'a class that is not the default one',
      { classes: [{ ...usual, isDefault: false }], defaultedTo: null },
      ['ingress-partly-works'],
      /The only IngressClass, usual, is not the default/,
    ],
    [
      'partly-satisfied',
      'a default class that is not assigned to an Ingress without a class',
      { defaultedTo: null },
      ['ingress-partly-works'],
      /is not assigned to an Ingress without a class/,
    ],
    [
      'partly-satisfied',
      'a controller without an address',
      { address: null, requests: [] },
      ['ingress-partly-works'],
      /No controller gave an Ingress of the class usual an address/,
    ],
    [
      'partly-satisfied',
      'one wrong route',
      { requests: requests({ 'prefix-by-elements': answers('two') }) },
      ['ingress-partly-works'],
      /A request for http:\/\/paths\.scs\.invalid\/prefixmore should be answered by no backend, found an answer of the backend two/,
    ],
    [
      'partly-satisfied',
      'a missing route',
      { requests: requests({ 'hosts-exact': answers(null) }) },
      ['ingress-partly-works'],
      /by the backend one, found HTTP 404/,
    ],
    [
      'partly-satisfied',
      'another certificate',
      { requests: requests({ 'tls-own-certificate': answers('one', { ownCertificate: false }) }) },
      ['ingress-partly-works'],
      /with a certificate other than that of its secret/,
    ],
    [
      'partly-satisfied',
      'an address for a class that no controller owns',
      { foreignAddresses: ['192.0.2.9'] },
      ['ingress-partly-works'],
      /It was given the address 192\.0\.2\.9/,
    ],
    [
      'not-satisfied',
      'no class',
      { classes: [], defaultedTo: null, tried: null, address: null, requests: [] },
      ['ingress-absent'],
      /has no IngressClass/,
    ],
    [
      'undetermined',
      'an address at which nothing answers',
      { requests: requests(Object.fromEntries(routes.map(({ name }) => [name, silence]))) },
      ['check-undecided'],
      /Nothing answered at the controller's address \(http:.*ETIMEDOUT/,
    ],
    [
      'undetermined',
      'one request without an answer, if all others are right',
      { requests: requests({ 'tls-own-certificate': silence }) },
      ['check-undecided'],
      /ETIMEDOUT/,
    ],
    [
      'undetermined',
      'requests that were not made',
      { requests: requests().filter(({ name }) => name !== 'class-unknown') },
      ['check-undecided'],
      /not all requests were made/,
    ],
    ['undetermined', 'unreadable facts', null, ['check-undecided'], /cannot be read/],
  ])('%s for %s', (outcome, _what, facts, codes, text) => {
    const judgement = judgeIngressClause([judged(facts)]);
    expect(judgement.outcome).toBe(outcome);
    expect(judgement.findings.map(({ code }) => code)).toEqual(codes);
    expect(judgement.findings[0]?.text).toMatch(text);
  });

  const notDefault = { classes: [{ ...usual, isDefault: false }], defaultedTo: null };
  const wrongRoute = { requests: requests({ 'exact-case': answers('two') }) };

  test.each<[string, Partial<IngressFacts>, RegExp]>([
    ['only its default class', notDefault, /^Make the class of the managed controller the default\.$/],
    [
      'only its address',
      { address: null, requests: [] },
      /^Have the controller write its address into the status of each Ingress/,
    ],
    ['only its routes', wrongRoute, /^Find out whether a setting makes the controller conform to the Ingress API/],
    [
      'its default class and its routes',
      { ...notDefault, ...wrongRoute },
      /^Make the class .* default\. Find out whether a setting/,
    ],
  ])('partly satisfied with a remedy for what is wrong: %s', (_what, facts, remedy) => {
    expect(judgeIngressClause([judged(facts)]).findings[0]?.remedy).toMatch(remedy);
  });

  test('undetermined if the check did not finish', () => {
    const check = judged({}, { kind: 'out-of-time', reason: 'its 420 s were spent' });
    expect(judgeIngressClause([check])).toMatchObject({ outcome: 'undetermined' });
    expect(check.verdict).toMatchObject({ answer: 'unknown', text: expect.stringContaining('420 s') });
  });

  test('undetermined without a check', () => {
    expect(judgeIngressClause([])).toEqual({ outcome: 'undetermined', findings: [] });
  });
});

describe('the check of an Ingress controller answers', () => {
  test.each<[string, Partial<IngressFacts>]>([
    ['yes', {}],
    ['no', { classes: [] }],
    ['no', { address: null }],
  ])('%s for %j', (answer, facts) => {
    expect(judged(facts).verdict.answer).toBe(answer);
  });

  test('part by part', () => {
    const { parts } = judged({ requests: requests({ 'exact-case': answers('two') }) }).verdict;
    expect(Object.fromEntries(parts.map(({ id, answer }) => [id, answer]))).toEqual({
      default: 'yes',
      address: 'yes',
      hosts: 'yes',
      exact: 'no',
      prefix: 'yes',
      ports: 'yes',
      tls: 'yes',
      class: 'yes',
    });
  });
});
