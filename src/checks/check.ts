import type { CheckDefinition } from '../../results-parsers/documents/checks/check-definition.ts';
import type { Probe } from '../../results-parsers/documents/checks/probe.ts';
import type { AgnhostPod } from '../cluster/agnhost-pod.ts';
import type { ClusterConnection } from '../cluster/connection.ts';
import type { OwnedObject } from '../cluster/owned-object.ts';
import type { RunningPod } from '../cluster/pod-readiness.ts';
import type { PullCredentials } from '../cluster/pull-secrets.ts';
import type { NamespaceRequest } from '../cluster/run-namespaces.ts';
import type { ProbeRequest } from './probe/connect.ts';

/**
 * What a check does in the cluster: it makes things, looks and tries, and leaves the answer to results-parsers/checks. Rejects where it cannot
 * go on; what it has observed by then is kept. It removes nothing itself unless that is part of what it observes: what it made through its
 * context goes when it ends, however it ends.
 */
export type Observer = (context: CheckContext) => Promise<void>;

/** A check as it is carried out. */
export interface Check {
  readonly definition: CheckDefinition;
  readonly run: Observer;
  /** How long it usually takes where nothing is wrong, for people who wait. */
  readonly usualSeconds: number;
  /** True: it takes what it observes from timing throughout, so that nothing may run beside it. */
  readonly alone?: boolean;
}

/** What operators can set of the checks; see src/runner/settings.ts. */
export interface CheckSettings {
  /** Full reference of the agnhost image. */
  readonly image: string;
  /** Labels for the namespaces of the checks, beside those that every run gives its own. */
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** Addresses outside the cluster that may be connected to, as `host:port`; none unless the operator names them. */
  readonly outsideTargets: readonly string[];
  /** For pulling the image; null: none are needed. */
  readonly credentials: PullCredentials | null;
  /** How many more pods the nodes have room for; left out: it is not known. */
  readonly freePods?: number;
}

/** A namespace as a check asks for it. */
export interface CheckNamespace extends Omit<NamespaceRequest, 'runId'> {
  /** False: without the labels that operators set for the checks' namespaces. */
  readonly ownLabels?: boolean;
}

/** A pod as a check asks for it. */
export type CheckPod = Omit<AgnhostPod, 'image' | 'pullSecrets'>;

/** An object that a check made. */
export interface MadeObject {
  /** When the API server had taken it. */
  readonly changedAt: string;
  /** Deletes it and waits until it is gone; resolves to when the API server had taken the deletion. */
  readonly remove: () => Promise<string>;
}

/** What a check has to do its work with. All of it rejects once the check's time is up or the run is to stop. */
export interface CheckContext {
  readonly cluster: ClusterConnection;
  readonly runId: string;
  readonly settings: CheckSettings;
  /** Aborted when the check's time is up or the run is to stop. */
  readonly signal: AbortSignal;
  /** The check's time altogether. */
  readonly budgetSeconds: number;
  /** Makes a namespace of ours and resolves to its name. */
  readonly namespace: (request: CheckNamespace) => Promise<string>;
  /** Makes pods and waits until all of them run; by name. Rejects if one does not. */
  readonly pods: (namespace: string, pods: readonly CheckPod[]) => Promise<ReadonlyMap<string, RunningPod>>;
  /** Makes pods and does not wait for them. */
  readonly startPods: (namespace: string, pods: readonly CheckPod[]) => Promise<void>;
  /** Makes an object, marked as this run's. */
  readonly create: (object: OwnedObject) => Promise<MadeObject>;
  /** Tries to connect until what is expected is observed or the time is up; the result is among the observations, too. */
  readonly probe: (request: ProbeRequest) => Promise<Probe>;
  /** Puts connections that were tried in another way among the observations. */
  readonly keep: (probe: Probe) => void;
  /** Notes what the check found, apart from probes. A later note of the same name takes the earlier one's place. */
  readonly note: (name: string, fact: unknown) => void;
}
