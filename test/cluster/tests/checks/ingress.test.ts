import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { judgeIngress } from '../../../../results-parsers/checks/ingress-controller/judge.ts';
import { readDeclarations } from '../../../../results-parsers/declarations/read-declarations.ts';
import { CheckObservations } from '../../../../results-parsers/documents/checks/check-observations.ts';
import { withDeclaration } from '../../../../results-parsers/verdict/clauses/declared-clause.ts';
import { judgeIngressClause } from '../../../../results-parsers/verdict/clauses/ingress.ts';
import { against, type ClusterAccess } from '../../access/access.ts';
import { TESTED_KUBERNETES } from '../../builds/tested-versions.ts';
import {
  makeUserObjects,
  removeUserObjects,
  type UserObject,
  userObjectsAsTheyAre,
} from '../../checks/user-objects.ts';
import { STRICT_PREFIXES } from '../../matrix/controllers/controller-configurations.ts';
import { sharedCluster } from '../../shared/shared-cluster.ts';
import { type Ingress, NO_INGRESS } from '../../state/state.ts';

const MINUTES = 60_000;
const ROOT = join(import.meta.dirname, '../../../..');
/** haproxy-ingress gives addresses once a minute. The check itself waits for longer. */
const ADDRESS_SECONDS = 90;

const host = (name: string) => ({
  host: `${name}.invalid`,
  http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'none', port: { number: 80 } } } }] },
});
const ingress = (name: string, spec: object): UserObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'users-own' },
  spec: { ...spec, rules: [host(name)] },
});
const usersClass: UserObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'users-own' },
  spec: { controller: 'example.org/ingress' },
};
/** @param controller the controller whose name the class has */
const usersIngresses = (controller: string): readonly UserObject[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'users-own' } },
  ingress('of-own-class', { ingressClassName: 'users-own' }),
  ingress('of-the-controller', { ingressClassName: controller }),
];

const upWith = async (which: Ingress): Promise<ClusterAccess> =>
  (await sharedCluster({ engine: 'none', ingress: which })).access;

/**
 * If one path has a rule of type Exact and one of type Prefix, skipper may use either: they have the same weight, and the order of such
 * routes is that of a Go map, which differs after every change.
 */
const BY_CHANCE =
  /^A request for http:\/\/paths\.\S+\.invalid\/both should be answered by the backend one, found an answer of the backend two\.$/;

/**
 * Runs the check from within the cluster's network, and judges its observations by the rules of the product.
 * @param byChance texts of problems that do not always occur
 */
async function judged(access: ClusterAccess, byChance: RegExp | null = null) {
  const program = join(import.meta.dirname, '../../checks/run-ingress-check.ts');
  const command = [process.execPath, program, TESTED_KUBERNETES, String(ADDRESS_SECONDS * 1000)];
  const { exitCode, stdout, output } = await against(access, command);
  if (exitCode !== 0) throw new Error(`expected the check to run, found:\n${output}`);
  const observations = CheckObservations.parse(JSON.parse(stdout));
  const { answer, text, parts = [], measures = [] } = judgeIngress(observations);
  const verdict = { ...observations.check, answer, text, parts, measures, evidence: [], seconds: 0 };
  const judgement = judgeIngressClause([{ verdict, observations }]);
  return {
    observations,
    judgement,
    outcome: judgement.outcome,
    codes: judgement.findings.map(({ code }) => code),
    wrong: Object.fromEntries(
      parts
        .filter(({ answer, text }) => answer !== 'yes' && byChance?.test(text) !== true)
        .map(({ id, text }) => [id, text]),
    ),
  };
}

/** Waits for the changes that the cluster's own controller makes to the users' Ingresses, before anything is compared. */
async function untilAddressed(access: ClusterAccess): Promise<void> {
  const condition = '--for=jsonpath={.status.loadBalancer.ingress[0].ip}';
  const waiting = [
    'kubectl',
    '--namespace',
    'users-own',
    'wait',
    'ingress/of-the-controller',
    condition,
    `--timeout=${ADDRESS_SECONDS}s`,
  ];
  expect(await against(access, waiting)).toMatchObject({ exitCode: 0 });
}

beforeAll(async () => {
  await upWith({ controller: 'haproxy', as: 'default' });
}, 60 * MINUTES);

/**
 * How skipper v0.23.0 differs from the Ingress API: it turns a host into a regular expression without handling the star of a wildcard, and
 * drops the rule.
 */
const ofSkipper = {
  hosts: expect.stringMatching(
    /^A request for http:\/\/a\.wild\.\S+\.invalid\/ should be answered by the backend two, found HTTP 404\.$/,
  ),
};
/**
 * How Traefik v3.6.12 differs from the Ingress API: of two rules, the one with the longer text is used, and the text for a Prefix path is
 * longer than that for an Exact path; and prefixes are compared by characters, unless `strictprefixmatching` is set.
 */
const ofStrictTraefik = {
  exact: expect.stringMatching(
    /^A request for http:\/\/paths\.\S+\.invalid\/both should be answered by the backend one, found an answer of the backend two\.$/,
  ),
};
const ofTraefik = {
  ...ofStrictTraefik,
  prefix: expect.stringMatching(
    /^A request for http:\/\/paths\.\S+\.invalid\/prefixmore should be answered by no backend, found an answer of the backend two; a request for http:\/\/paths\.\S+\.invalid\/trail should be answered by the backend two, found HTTP 404\.$/,
  ),
};
const partly = (wrong: object) => ({ outcome: 'partly-satisfied', codes: ['ingress-partly-works'], wrong });
const silent = expect.stringMatching(/^Nothing answered at the controller's address/);

describe("the check of Ingress judges correctly, leaves nothing behind and does not change a user's objects, on a real cluster with", () => {
  test.each<[string, Ingress, readonly UserObject[], object]>([
    [
      'haproxy-ingress as the default class',
      { controller: 'haproxy', as: 'default' },
      [usersClass, ...usersIngresses('haproxy')],
      { outcome: 'satisfied', codes: ['ingress-works'], wrong: {} },
    ],
    [
      'a default class whose Ingresses get an address at which nothing listens',
      { controller: 'haproxy', as: 'unreachable' },
      [usersClass, ...usersIngresses('haproxy')],
      {
        outcome: 'undetermined',
        codes: ['check-undecided'],
        wrong: { hosts: silent, exact: silent, prefix: silent, ports: silent, tls: silent, class: silent },
      },
    ],
    [
      'skipper as the default class',
      { controller: 'skipper', as: 'default' },
      [usersClass, ...usersIngresses('skipper')],
      partly(ofSkipper),
    ],
    [
      'skipper as another class',
      { controller: 'skipper', as: 'other' },
      [usersClass, ...usersIngresses('skipper')],
      partly({ default: 'Not one of the IngressClasses (skipper, users-own) is the default.', ...ofSkipper }),
    ],
    [
      'a default class whose Ingresses get no address',
      { controller: 'skipper', as: 'without-status' },
      [usersClass, ...usersIngresses('skipper')],
      partly({ address: 'No controller gave an Ingress of the class skipper an address.' }),
    ],
    [
      'Traefik as the default class',
      { controller: 'traefik', as: 'default' },
      [usersClass, ...usersIngresses('traefik')],
      partly(ofTraefik),
    ],
    [
      'Traefik that compares prefixes as the API specifies',
      { controller: 'traefik', as: 'default', options: [STRICT_PREFIXES] },
      [usersClass, ...usersIngresses('traefik')],
      partly(ofStrictTraefik),
    ],
    [
      'Traefik as another class',
      { controller: 'traefik', as: 'other' },
      [usersClass, ...usersIngresses('traefik')],
      partly({ default: 'Not one of the IngressClasses (traefik, users-own) is the default.', ...ofTraefik }),
    ],
    [
      'no class',
      NO_INGRESS,
      usersIngresses('none'),
      { outcome: 'not-satisfied', codes: ['ingress-absent'], wrong: {} },
    ],
  ])(
    '%s',
    async (_what, which, userObjects, expected) => {
      const access = await upWith(which);
      await makeUserObjects(access, userObjects);
      try {
        if (which.controller !== 'none' && which.as !== 'without-status') await untilAddressed(access);
        const before = await userObjectsAsTheyAre(access, userObjects);
        const { observations, judgement, ...found } = await judged(
          access,
          which.controller === 'skipper' ? BY_CHANCE : null,
        );
        expect(found).toEqual(expected);
        expect(observations.left).toEqual([]);
        expect(await userObjectsAsTheyAre(access, userObjects)).toBe(before);
      } finally {
        await removeUserObjects(access, userObjects);
      }
    },
    5 * MINUTES,
  );

  test(
    'a controller that also serves the Gateway API, of which the check notes every kind and class',
    async () => {
      const options = ['providers.kubernetesgateway=true'];
      const access = await upWith({ controller: 'traefik', as: 'default', options });
      const { observations, wrong } = await judged(access);
      expect(wrong).toEqual(ofTraefik);
      expect(observations.facts['gateway']).toEqual({
        served: [
          'BackendTLSPolicy v1',
          'GRPCRoute v1',
          'Gateway v1',
          'GatewayClass v1',
          'HTTPRoute v1',
          'ReferenceGrant v1beta1',
        ],
        classes: ['traefik'],
      });
    },
    5 * MINUTES,
  );

  test('no class, but a declaration that the provider offers one', async () => {
    const { judgement } = await judged(await upWith(NO_INGRESS));
    const file = await readFile(join(ROOT, 'plugin/declarations.example.yaml'));
    const { declarations } = readDeclarations(file, 'declarations.example.yaml');
    const declared = withDeclaration(judgement, 'ingress', { declarations, day: '2026-12-01' });
    expect(declared.outcome).toBe('declared');
    expect(declared.findings.map(({ code }) => code)).toEqual(['clause-declared', 'ingress-absent']);
  });
});
