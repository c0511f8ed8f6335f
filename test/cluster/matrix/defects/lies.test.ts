import { describe, expect, test } from '@jest/globals';
import type { Landscape, ModelPod } from '../../../../results-parsers/policy-model/landscape.ts';
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
import { asServed } from './served-objects.ts';
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
          containers: [{ ports: declared(ports.filter(({ sidecar }) => !sidecar)) }],
          initContainers: [{ restartPolicy: 'Always', ports: declared(ports.filter(({ sidecar }) => sidecar)) }],
        },
        status: { podIPs: addresses.map((ip) => ({ ip })), hostIPs: nodeAddresses.map((ip) => ({ ip })) },
      })),
    ),
    networkpolicies: named(
      policies.map(({ metadata, spec }) => ({ metadata: { ...metadata, uid: metadata.name }, spec: asServed(spec) })),
    ),
  };
}

function declared(ports: ModelPod['ports']) {
  return ports.map(({ name, protocol, port }) => ({
    ...(name === null ? {} : { name }),
    protocol,
    containerPort: port,
  }));
}

/** What an engine knows that looks the names of ports up in ordinary containers alone. */
function withoutSidecars({ pods, ...landscape }: Landscape): Landscape {
  return { ...landscape, pods: pods.map((pod) => ({ ...pod, ports: pod.ports.filter(({ sidecar }) => !sidecar) })) };
}

/** A sound engine that is lied to during one history. */
function deceivedEngine(name: string): ModelDefect {
  const scope = new Scope(lieOf(name).believes);
  let learned = 0;
  let served: Landscape = { namespaces: [], pods: [], policies: [] };
  return {
    name,
    reports: [],
    believes: (now, before) => {
      for (const landscape of [...before, now].slice(learned))
        served = withoutSidecars(landscapeOf(scope.learn(objectsOf(landscape))));
      learned = before.length + 1;
      return served;
    },
  };
}

describe('an engine that is served the truth', () => {
  test('gets the objects as they are, with ports of sidecars as those of containers, and is never lied to', () => {
    const scope = new Scope(TRUTH.believes);
    const plain = arena.pods.map((pod) => ({ ...pod, ports: pod.ports.map(({ sidecar: _, ...port }) => port) }));
    const truth = objectsOf({ namespaces: arena.namespaces, pods: arena.pods, policies: [] });
    const served = scope.learn(truth);
    expect({ ...served, pods: null }).toEqual({ ...truth, pods: null });
    expect(withoutSidecars(landscapeOf(served)).pods).toEqual(plain);
    expect(scope.lies).toBe(0);
  });
});

/** Defects in the paths of packets, which no policy can cause. */
const pathNames = [
  'does not enforce UDP',
  'judges the port of the service in place of that of the pod',
  ...pathDefects.filter(({ name }) => !lies.has(name)).map(({ name }) => name),
];
const immediate = [...lies].filter(([, { late }]) => late === undefined).map(([name]) => name);
const simulated = new Map(modelDefects.map((defect) => [defect.name, defect]));

describe('an engine that is lied to', () => {
  test.each(immediate)('fails like one that %s', (name) => {
    const seen = seenByScenarios(deceivedEngine(name), scenarioGroups, arena);
    expect(seen).toEqual(seenByScenarios(simulated.get(name) ?? SOUND, scenarioGroups, arena));
  });

  test.each(scenariosOfDefects)('so that it %s fails the scenarios that the matrix of checks expects', (name, ids) => {
    expect(seenByScenarios(deceivedEngine(name), scenarioGroups, arena)).toEqual(expect.arrayContaining([...ids]));
  });
});

describe('the simulated defects', () => {
  test('can be caused by lies, except those in the paths of packets and in defaults that the API server fills in', () => {
    const others = modelDefects.filter(({ name }) => !lies.has(name)).map(({ name }) => name);
    expect(others.sort()).toEqual([...FILLED_IN, ...pathNames].sort());
  });
});
