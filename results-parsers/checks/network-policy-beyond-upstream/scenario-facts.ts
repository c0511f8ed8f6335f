import * as z from 'zod';
import { ModelNamespace, ModelPod } from '../../policy-model/landscape.ts';
import { Labels, NetworkPolicy, PortNumber, Protocol } from '../../policy-model/network-policy.ts';
import { ReportedPath } from './reported-path.ts';

/** A port of a service of ours, and the port of the one pod behind it. */
export const ServicePort = z.object({
  address: z.string(),
  port: PortNumber,
  protocol: Protocol,
  pod: z.object({ namespace: z.string(), name: z.string() }),
  targetPort: PortNumber,
});
export type ServicePort = z.infer<typeof ServicePort>;

/** Where something listens that is not a pod. */
const NoPod = z.object({ address: z.string(), port: PortNumber });

/** What was in force while the probes named `<scenario>/<step>/...` were made. */
export const ScenarioStep = z.object({
  scenario: z.string(),
  step: z.int().nonnegative(),
  policies: z.array(NetworkPolicy),
  /** All labels of those pods, by `namespace/name`, whose labels differ from those they were made with. */
  podLabels: z.record(z.string(), Labels),
  namespaceLabels: z.record(z.string(), Labels),
  /** Pods and namespaces that only this scenario has, as they are in this step; left out: there are none. */
  pods: z.array(ModelPod).optional(),
  namespaces: z.array(ModelNamespace).optional(),
  /** Steps of different lanes, each in its own pods, may have run at the same time; left out: one step after the other. */
  lane: z.int().nonnegative().optional(),
});
export type ScenarioStep = z.infer<typeof ScenarioStep>;

/** Policies, and pods that they select, beside which changes are measured. */
export const Load = z.object({ policies: z.int().positive(), pods: z.int().positive() });
export type Load = z.infer<typeof Load>;

/** What the check network-policy-beyond-upstream notes under `scenarios`. */
export const ScenarioFacts = z.object({
  /** The namespaces, with the labels that they were made with. */
  namespaces: z.array(ModelNamespace),
  pods: z.array(ModelPod),
  services: z.array(ServicePort),
  /** Where the API server itself listens, apart from its service; null: it could not be determined; left out by earlier versions. */
  apiServer: NoPod.nullish(),
  /** Kubelets that answered a pod on another node before there was any policy; left out by earlier versions. */
  kubelets: z.array(NoPod).optional(),
  /** Names of the nodes on which the pods ran that were there from the start; left out by earlier versions. */
  nodes: z.array(z.string()).optional(),
  /** Ids of the scenarios that were to be carried out; left out by earlier versions, which knew the first ones alone. */
  asked: z.array(z.string()).optional(),
  /** The load under which changes were measured a second time, if the operator asked for it. */
  load: Load.optional(),
  steps: z.array(ScenarioStep),
  notApplicable: z.array(z.object({ scenario: z.string(), reason: z.string() })),
  /** Scenarios that could not be carried out on this cluster, apart from the others; left out: not one. */
  failed: z.array(z.object({ scenario: z.string(), reason: z.string() })).optional(),
  /** Connections of which it is only reported whether they are open; left out by earlier versions. */
  paths: z.array(ReportedPath).optional(),
});
export type ScenarioFacts = z.infer<typeof ScenarioFacts>;

export const SCENARIOS_FACT = 'scenarios';

/** The name of the scenario without policies, in which all connections of the others are tried first. */
export const BASELINE = 'baseline';

/** Stands for a scenario after a lane has finished its own. */
export const LANE_ENDED = 'ended';

/** Names of the measurements, whose probes are named like those of scenarios. */
export const ENFORCE_DENY = 'enforce-deny';
export const ENFORCE_RULE_ADDED = 'enforce-rule-added';
export const ENFORCE_RULE_REMOVED = 'enforce-rule-removed';
export const ENFORCE_ALLOW = 'enforce-allow';

/** The name of a measurement that is made under load. */
export function loaded(measurement: string): string {
  return `loaded-${measurement}`;
}

/** Begins the names of probes that watch a scenario's change while it happens, and are not judged. */
const WATCH = 'watch-';

/** The scenario's name in those of the probes that watch its change. */
export function watchOf(scenario: string): string {
  return `${WATCH}${scenario}`;
}

/** The scenario that is reported only. */
export const ESTABLISHED = 'established-connection';

/** Stands for the node's kubelet in place of a client pod. */
export const KUBELET = 'kubelet';

/** Of the pods that connect as soon as they start, the one that no policy selects. */
export const FREE_CLIENT = 'free-client';

export function probeName(scenario: string, step: number, number: number): string {
  return `${scenario}/${step}/${number}`;
}

/** The scenario and the step in a probe's name; null: it is not such a name. */
export function stepOf(name: string): { scenario: string; step: number } | null {
  const [, scenario, step] = /^([a-z0-9-]+)\/(\d+)\/\d+$/.exec(name) ?? [];
  return scenario === undefined ? null : { scenario, step: Number(step) };
}
