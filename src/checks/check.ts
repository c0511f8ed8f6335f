import type { Load } from '../../results-parsers/checks/network-policy-beyond-upstream/scenario-facts.ts';
import type { CheckDefinition } from '../../results-parsers/documents/checks/check-definition.ts';
import type { Probe } from '../../results-parsers/documents/checks/probe.ts';
import type { AgnhostPod } from '../cluster/agnhost-pod.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import type { OwnedObject } from '../cluster/owned-object.ts';
import type { RunningPod } from '../cluster/pod-readiness.ts';
import type { PullCredentials } from '../cluster/pull-secrets.ts';
import type { NamespaceRequest, RunNamespace } from '../cluster/run-namespaces.ts';
import type { FreshNamespaces } from './fresh-namespaces.ts';
import type { ProbeRequest } from './probe/connect.ts';

/**
 * What a check does in the cluster: it makes objects, looks and tries, and leaves the answer to results-parsers/checks. Rejects if it cannot
 * go on; its observations up to then are kept. It removes nothing itself unless that is part of what it observes: everything that it made
 * through its context is removed when it ends, for whatever reason.
 */
export type Observer = (context: CheckContext) => Promise<void>;

/** A check with its code for the cluster. */
export interface Check {
  readonly definition: CheckDefinition;
  readonly run: Observer;
  /** How long it usually takes if nothing is wrong, for people who wait. */
  readonly usualSeconds: number;
  /** True: everything that it observes depends on timing, so nothing may run beside it. */
  readonly alone?: boolean;
}

/** Settings of the checks that operators can change; see src/runner/settings.ts. */
export interface CheckSettings {
  /** Full reference of the agnhost image. */
  readonly image: string;
  /** Labels for the checks' namespaces, besides those that every run gives its own. */
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** Addresses outside the cluster that may be connected to, as `host:port`; empty unless the operator names some. */
  readonly outsideTargets: readonly string[];
  /** Credentials for pulling the image; null: none are needed. */
  readonly credentials: PullCredentials | null;
  /** The load that is made before changes of policies are measured a second time; left out: no load. */
  readonly load?: Load;
  /** The daemon set of the network plugin's agent, as `namespace/name`; left out: it is looked for among those that are known. */
  readonly agent?: string;
  /** How many more pods the nodes have room for; left out: it is not known. */
  readonly freePods?: number;
  /** Namespaces for the check of default restrictions; left out: it makes them itself. */
  readonly fresh?: FreshNamespaces;
}

/** A namespace that a check asks for. */
export interface CheckNamespace extends Omit<NamespaceRequest, 'runId'> {
  /** False: without the labels that operators set for the checks' namespaces. */
  readonly ownLabels?: boolean;
  /** The namespace, if the run has made it before the check. */
  readonly made?: RunNamespace;
}

/** A pod that a check asks for. */
export type CheckPod = Omit<AgnhostPod, 'image' | 'pullSecrets'>;

/** An object that a check made. */
export interface MadeObject {
  /** When the API server had accepted it. */
  readonly changedAt: string;
  /** Deletes it and waits until it is gone; resolves to the time at which the API server had accepted the deletion. */
  readonly remove: () => Promise<string>;
}

/** A check's means to do its work. Every call rejects once the check's time is up or the run is to stop. */
export interface CheckContext {
  readonly cluster: ClusterConnection;
  readonly runId: string;
  readonly settings: CheckSettings;
  /** Aborts when the check's time is up or the run is to stop. */
  readonly signal: AbortSignal;
  /** The check's time altogether. */
  readonly budgetSeconds: number;
  /** Makes a namespace of ours and resolves to its name. */
  readonly namespace: (request: CheckNamespace) => Promise<string>;
  /** Deletes a namespace that this check made, with everything in it, and makes it again under the same name with these labels. */
  readonly remakeNamespace: (name: string, labels: Readonly<Record<string, string>>) => Promise<void>;
  /**
   * Removes a namespace that the check no longer needs. Resolves once its pods are gone, so that they burden no node any more. Never rejects: what
   * is left goes when the check ends.
   */
  readonly leaveNamespace: (name: string) => Promise<void>;
  /** Makes pods and waits until all of them run; by name. Rejects if one does not. */
  readonly pods: (namespace: string, pods: readonly CheckPod[]) => Promise<ReadonlyMap<string, RunningPod>>;
  /** Makes pods and does not wait for them. */
  readonly startPods: (namespace: string, pods: readonly CheckPod[]) => Promise<void>;
  /** Makes an object, marked as this run's. */
  readonly create: (object: OwnedObject) => Promise<MadeObject>;
  /** Tries to connect until the expected result is observed or the time is up; the result is also added to the observations. */
  readonly probe: (request: ProbeRequest) => Promise<Probe>;
  /** Adds connections that were tried in another way to the observations. */
  readonly keep: (probe: Probe) => void;
  /** Notes what the check found, apart from probes. A later note of the same name replaces the earlier one. */
  readonly note: (name: string, fact: unknown) => void;
}
