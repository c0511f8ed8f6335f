import { ciliumVersion } from '../builds/cilium.ts';
import { policyEngineVersion } from '../builds/components.ts';
import { kubeRouterVersion } from '../builds/kube-router.ts';
import type { Engine } from '../state/state.ts';
import type { Configuration } from './configurations.ts';
import type { EngineRow } from './engine-table.ts';
import type { PluginRun } from './plugin-run.ts';

/** The row of a run. */
export async function engineRowOf(
  { engine, ciliumOptions }: Configuration,
  { seconds, lenient, strict }: PluginRun,
): Promise<EngineRow> {
  const ofSpecs = strict.specs.flatMap(({ attempts }) => attempts.map((attempt) => attempt.seconds ?? 0));
  return {
    engine,
    release: await releaseOf(engine),
    options: [...ciliumOptions],
    kubernetes: strict.subject.serverVersion ?? 'unknown',
    verdict: { withDefaultWaivers: lenient.verdict, strict: strict.verdict },
    seconds: { run: Math.ceil(seconds), specs: Math.round(ofSpecs.reduce((sum, each) => sum + each, 0)) },
    cni: strict.subject.cni.name,
    specs: Object.fromEntries(strict.specs.map(({ name, outcomeBeforeWaivers }) => [name, outcomeBeforeWaivers])),
    checks: Object.fromEntries(strict.checks.map(({ id, answer }) => [id, answer])),
    archive: { sha256: strict.archive.sha256, bytes: strict.archive.bytes },
  };
}

export async function releaseOf(engine: Engine): Promise<string | null> {
  switch (engine) {
    case 'cilium':
    case 'cilium-1.15':
      return ciliumVersion(engine);
    case 'enforcing':
    case 'npa-v1alpha1':
    case 'npa-v1alpha2':
      return policyEngineVersion();
    case 'kube-router':
      return kubeRouterVersion();
    case 'none':
      return null;
    default:
      return engine satisfies never;
  }
}
