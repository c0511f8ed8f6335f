import { describe, expect, test } from '@jest/globals';
import type { Landscape } from '../../../../results-parsers/policy-model/landscape.ts';
import { scenarioGroups } from '../../../../src/checks/network-policy-beyond-upstream/scenarios/all.ts';
import { type ModelDefect, SOUND } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import { modelDefects } from '../../../results-parsers/policy-model/defects/model-defects.ts';
import { pathDefects } from '../../../results-parsers/policy-model/defects/path-defects.ts';
import {
  arenaOnTwoNodes,
  seenByScenarios,
} from '../../../src/checks/network-policy-beyond-upstream/seen-by-scenarios.ts';
import { type ApiObject, keyOf, type Objects } from './api-objects.ts';
import { FILLED_IN, lieOf, lies, TRUTH } from './lies.ts';
import { scenariosOfDefects } from './scenarios-of-defects.ts';
import { Scope } from './scope.ts';
import { asServed } from './told-objects.ts';
import { landscapeOf } from './true-landscape.ts';

const arena = arenaOnTwoNodes();

/** The objects as the API server has them. */
function objectsOf({ namespaces, pods, policies }: Landscape): Objects {
  const named = (objects: ApiObject[]) => new Map(objects.map((each) => [keyOf(each), each] as const));
  return {
    namespaces: named(namespaces.map(({ name, labels }) => ({ metadata: { name, uid: name, labels } }))),
    pods: named(
      pods.map(({ namespace, name, labels, addresses, nodeAddresses, hostNetwork, ports }) => ({
        metadata: { namespace, name, uid: name, labels },
        spec: {
          hostNetwork,
          containers: [
            {
              ports: ports.map(({ name: portName, protocol, port }) => ({
                ...(portName === null ? {} : { name: portName }),
                protocol,
                containerPort: port,
              })),
            },
          ],
        },
        status: { podIPs: addresses.map((ip) => ({ ip })), hostIPs: nodeAddresses.map((ip) => ({ ip })) },
      })),
    ),
    networkpolicies: named(
      policies.map(({ metadata, spec }) => ({ metadata: { ...metadata, uid: metadata.name }, spec: asServed(spec) })),
    ),
  };
}

/** A sound engine that is lied to, of one history. */
function toldEngine(name: string): ModelDefect {
  const scope = new Scope(lieOf(name).believes);
  let learned = 0;
  let told: Landscape = { namespaces: [], pods: [], policies: [] };
  return {
    name,
    reports: [],
    believes: (now, before) => {
      for (const landscape of [...before, now].slice(learned)) told = landscapeOf(scope.learn(objectsOf(landscape)));
      learned = before.length + 1;
      return told;
    },
  };
}

describe('an engine that is told the truth', () => {
  test('is told of the objects as they are, and never lied to', () => {
    const scope = new Scope(TRUTH.believes);
    const truth = objectsOf({ namespaces: arena.namespaces, pods: arena.pods, policies: [] });
    expect(scope.learn(truth)).toEqual(truth);
    expect(scope.lies).toBe(0);
  });
});

/** Of the ways of packets, which policies say nothing of. */
const pathNames = [
  'does not enforce UDP',
  'judges the port of the service in place of that of the pod',
  ...pathDefects.filter(({ name }) => !lies.has(name)).map(({ name }) => name),
];
const told = [...lies].filter(([, { late }]) => late === undefined).map(([name]) => name);
const simulated = new Map(modelDefects.map((defect) => [defect.name, defect]));

describe('an engine that is lied to', () => {
  test.each(told)('fails as one that %s', (name) => {
    const seen = seenByScenarios(toldEngine(name), scenarioGroups, arena);
    expect(seen).toEqual(seenByScenarios(simulated.get(name) ?? SOUND, scenarioGroups, arena));
  });

  test.each(scenariosOfDefects)('into one that %s fails those that the matrix of checks expects it to', (name, ids) => {
    expect(seenByScenarios(toldEngine(name), scenarioGroups, arena)).toEqual(expect.arrayContaining([...ids]));
  });
});

describe('the simulated defects', () => {
  test('can be told to an engine, but for those of the ways of packets and of what the API server fills in', () => {
    const untold = modelDefects.filter(({ name }) => !lies.has(name)).map(({ name }) => name);
    expect(untold.sort()).toEqual([...FILLED_IN, ...pathNames].sort());
  });
});
