import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isChosen } from '../../results-parsers/checks/choice.ts';
import { defaultRestrictionsDefinition } from '../../results-parsers/checks/default-restrictions/definition.ts';
import { reasonAgainstSpecs } from '../../results-parsers/checks/default-restrictions/guard.ts';
import { checkDefinitions } from '../../results-parsers/checks/registry.ts';
import type { CheckPhase } from '../../results-parsers/documents/checks/check-definition.ts';
import { CHECKS_DIRECTORY, type CheckObservations } from '../../results-parsers/documents/checks/check-observations.ts';
import { allChecks } from '../checks/all-checks.ts';
import { makeFreshNamespaces } from '../checks/fresh-namespaces.ts';
import { type CheckedCluster, runChecks } from '../checks/run-checks.ts';
import { connectToCluster } from '../cluster/connection.ts';
import { agnhostImage } from '../cluster/kubernetes-minors.ts';
import { freePodsOn } from '../cluster/nodes.ts';
import { serverMinor } from '../cluster/server-version.ts';
import { writeEvidence } from './evidence.ts';
import { AnnouncedChecks } from './progress/announced-checks.ts';
import type { PluginRun } from './suite/plugin-run.ts';
import type { SuiteRunContext } from './suite/suite-run.ts';

export type ChecksContext = Omit<SuiteRunContext, 'files'>;

/** Runs the checks of a phase and keeps what they saw as evidence; in a dry run there are none. Never rejects. */
async function runPhase(phase: CheckPhase, context: ChecksContext): Promise<CheckObservations[]> {
  const { run, place, stop, progress } = context;
  const { settings } = run;
  if (settings.dryRun) return [];
  mkdirSync(join(place.evidence, CHECKS_DIRECTORY), { recursive: true });
  const announced = new AnnouncedChecks(progress, phase);
  return await runChecks(phase, allChecks, {
    reach: () => reach(run),
    runId: run.id,
    choice: settings.checks,
    budgets: new Map(pairs(settings.checkSeconds).map(([id, seconds]) => [id, Number(seconds)])),
    stop: stop.signal,
    write: (path, content) => writeEvidence(place, path, content),
    onChange: (changed) => {
      announced.changed(changed);
    },
  }).finally(() => announced.end());
}

async function reach({ settings, preflight, credentials, fresh }: PluginRun): Promise<CheckedCluster> {
  const { agent, kubeconfig, namespaceLabels, outsideTargets, policyLoad, registry } = settings;
  const cluster = connectToCluster(kubeconfig);
  return {
    cluster,
    settings: {
      image: preflight?.image ?? agnhostImage(await serverMinor(cluster), registry),
      namespaceLabels: Object.fromEntries(pairs(namespaceLabels)),
      outsideTargets: words(outsideTargets),
      credentials,
      ...(policyLoad === null ? {} : { load: policyLoad }),
      ...(agent === null ? {} : { agent }),
      ...freePodsIn(preflight),
      ...(fresh === null ? {} : { fresh }),
    },
  };
}

function freePodsIn(preflight: PluginRun['preflight']): Pick<CheckedCluster['settings'], 'freePods'> {
  if (preflight === null || preflight.nodes.length === 0) return {};
  return { freePods: freePodsOn(preflight.nodes) };
}

/**
 * Makes what the check before the specs waits for, so that it grows old while the run is prepared. Never rejects: if it cannot be made, the
 * check makes it, and says why it cannot.
 */
export async function prepareChecks(run: PluginRun): Promise<void> {
  const { settings, id } = run;
  if (settings.dryRun || !isChosen(settings.checks, defaultRestrictionsDefinition)) return;
  try {
    run.fresh = await makeFreshNamespaces(connectToCluster(settings.kubeconfig), id);
  } catch {
    run.fresh = null;
  }
}

/** The checks that must come before the specs. False: the specs are not to be run, and `run` says why. */
export async function checkBeforeSpecs(context: ChecksContext): Promise<boolean> {
  const { run, stop } = context;
  const observed = await runPhase('before-specs', context);
  const reasons = observed.map(reasonAgainstSpecs).filter((reason) => reason !== null);
  if (reasons.length === 0 || stop.requested !== null) return true;
  run.ending = 'specs-held-back';
  run.reason = reasons.join('. ');
  return false;
}

/** Whether anything follows after the specs. */
export function hasChecksAfterSpecs({ settings }: PluginRun): boolean {
  return checkDefinitions.some((check) => check.phase === 'after-specs' && isChosen(settings.checks, check));
}

/** The other checks. */
export async function checkAfterSpecs(context: ChecksContext): Promise<void> {
  await runPhase('after-specs', context);
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

function pairs(text: string): [key: string, value: string][] {
  return words(text).map((word) => {
    const at = word.indexOf('=');
    return [word.slice(0, at), word.slice(at + 1)];
  });
}
