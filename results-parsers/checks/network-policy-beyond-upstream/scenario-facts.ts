import * as z from 'zod';
import { ModelNamespace, ModelPod } from '../../policy-model/landscape.ts';
import { Labels, NetworkPolicy, PortNumber, Protocol } from '../../policy-model/network-policy.ts';

/** A port of a service of ours, and the port of the one pod behind it. */
export const ServicePort = z.object({
  address: z.string(),
  port: PortNumber,
  protocol: Protocol,
  pod: z.object({ namespace: z.string(), name: z.string() }),
  targetPort: PortNumber,
});
export type ServicePort = z.infer<typeof ServicePort>;

/** What was in force while the probes named `<scenario>/<step>/...` were made. */
export const ScenarioStep = z.object({
  scenario: z.string(),
  step: z.int().nonnegative(),
  policies: z.array(NetworkPolicy),
  /** All labels of the pods, by `namespace/name`, that have others than they were made with. */
  podLabels: z.record(z.string(), Labels),
  namespaceLabels: z.record(z.string(), Labels),
  /** Of steps with different ones, each in pods of its own, several were under way at the same time; left out: one after the other. */
  lane: z.int().nonnegative().optional(),
});
export type ScenarioStep = z.infer<typeof ScenarioStep>;

/** What the check network-policy-beyond-upstream notes under `scenarios`. */
export const ScenarioFacts = z.object({
  /** With the labels that they were made with. */
  namespaces: z.array(ModelNamespace),
  pods: z.array(ModelPod),
  services: z.array(ServicePort),
  /** Where the API server listens itself, apart from its service; null: that could not be seen; left out by earlier versions. */
  apiServer: z.object({ address: z.string(), port: PortNumber }).nullish(),
  /** Names of the nodes on which the pods ran that were there from the start; left out by earlier versions. */
  nodes: z.array(z.string()).optional(),
  /** Ids of the scenarios that were to be carried out; left out by earlier versions, which knew the first ones alone. */
  asked: z.array(z.string()).optional(),
  steps: z.array(ScenarioStep),
  notApplicable: z.array(z.object({ scenario: z.string(), reason: z.string() })),
});
export type ScenarioFacts = z.infer<typeof ScenarioFacts>;

export const SCENARIOS_FACT = 'scenarios';

/** The name of the scenario without policies, in which all connections of the others are tried first. */
export const BASELINE = 'baseline';

/** Stands for a scenario where a lane has come to the end of its own. */
export const LANE_ENDED = 'ended';

/** Names of the measurements, whose probes are named as those of scenarios are. */
export const ENFORCE_DENY = 'enforce-deny';
export const ENFORCE_ALLOW = 'enforce-allow';

/** The scenario that is reported only. */
export const ESTABLISHED = 'established-connection';

/** Stands for the node's kubelet where a pod would be that a connection comes from. */
export const KUBELET = 'kubelet';

/** The pod that no policy is about, of those that connect as the first thing they do. */
export const FREE_CLIENT = 'free-client';

export function probeName(scenario: string, step: number, number: number): string {
  return `${scenario}/${step}/${number}`;
}

/** The scenario and the step of a probe's name; null: it is no such name. */
export function stepOf(name: string): { scenario: string; step: number } | null {
  const [, scenario, step] = /^([a-z0-9-]+)\/(\d+)\/\d+$/.exec(name) ?? [];
  return scenario === undefined ? null : { scenario, step: Number(step) };
}
