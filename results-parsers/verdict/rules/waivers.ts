import { counted } from '../../core/counted.ts';
import { sortedEntries } from '../../core/sorted-entries.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import { defaultWaivers } from '../../waivers/default-profile.ts';
import type { OutcomeBeforeWaivers, WaiverReport } from '../../waivers/match-waivers.ts';
import { mightFit } from '../../waivers/waiver-context.ts';
import { blocksNothing } from '../nothing-enforced.ts';
import { anyRan, positionsOf, type SpecResult } from '../spec-results.ts';
import type { JudgedRun, Rule } from './rule.ts';
import { asWritten } from './where-to-look.ts';

function specsNamedBy(
  report: WaiverReport,
  specs: readonly SpecResult[],
  ...outcomes: OutcomeBeforeWaivers[]
): SpecResult[] {
  const named = report.specs.filter(({ outcome }) => outcomes.some((wanted) => wanted === outcome));
  const names = new Set(named.map(({ name }) => name));
  return specs.filter(({ name }) => names.has(name));
}

/**
 * The specs that this waiver could have exempted and that no other one exempts. If specs were skipped that no waiver names, more waivers
 * would not save the run: then only failures need one.
 */
function specsInNeedOf(report: WaiverReport, run: Pick<JudgedRun, 'specs' | 'waivers'>): SpecResult[] {
  const named = new Set(run.waivers.flatMap((waiver) => waiver.specs.map(({ name }) => name)));
  const required = run.specs.filter((spec) => spec.required);
  const isWhole = anyRan(required) && required.every(({ name, outcome }) => outcome !== 'skipped' || named.has(name));
  const outcomes: OutcomeBeforeWaivers[] = isWhole ? ['failed', 'skipped'] : ['failed'];
  return specsNamedBy(report, run.specs, ...outcomes).filter(({ outcome }) => outcome !== 'waived');
}

/** The default profile applies by default, so an unused waiver of it need not be reported. */
function isAskedFor({ source }: WaiverReport): boolean {
  return source !== defaultWaivers.source;
}

function namesOf(specs: readonly SpecResult[]): Pick<Finding, 'evidence' | 'specs'> {
  return { evidence: positionsOf(specs), specs: specs.map(({ name }) => name) };
}

/** Reports which specs are waived, how they ended, and why that is excused. */
export const waivedSpecsAreReported: Rule = ({ specs, waivers }) =>
  waivers.flatMap(({ id, expires }) => {
    const waived = specs.filter(({ waivedBy }) => waivedBy[0] === id);
    if (waived.length === 0) return [];
    return finding('specs-waived', {
      text: `${counted(waived.length, 'required spec')} did not pass and ${waived.length === 1 ? 'is' : 'are'} exempted by the waiver ${id}.`,
      remedy: `The operator of the cluster should remove the cause${expires === null ? '' : ` by ${expires}, when the waiver expires`}.`,
      ...namesOf(waived),
    });
  });

/** A waiver that does not fit is reported with the reason, if it was asked for, or names a spec that it could have exempted. */
export const waiversThatDoNotFitAreReported: Rule = (run) =>
  run.waivers.flatMap((report) => {
    const needed = specsInNeedOf(report, run);
    if (report.status !== 'not-fitting' || (needed.length === 0 && !isAskedFor(report))) return [];
    const named =
      needed.length === 0
        ? ''
        : ` It names ${counted(needed.length, 'required spec')} that ${needed.length === 1 ? 'was' : 'were'} skipped or failed.`;
    return finding('waiver-not-fitting', {
      text: `The waiver ${report.id} does not fit this run: ${report.why}.${named}`,
      remedy: needed.length === 0 ? 'Remove the waiver, unless another run needs it.' : remedyOfUnfitting(report, run),
      ...namesOf(needed),
    });
  });

/** An unknown fact may be supplied; a known one that does not fit needs another waiver, or none. */
function remedyOfUnfitting(report: WaiverReport, { evidence, waiverContext }: JudgedRun): string {
  if (!mightFit(report, waiverContext)) {
    return 'The operator of the cluster should remove the cause of these failures, or ask those who grant waivers for another one.';
  }
  const isOpen = (wanted: unknown, known: unknown): boolean => wanted !== null && known === null;
  const steps = [
    ...(isOpen(report.kubernetes, waiverContext.kubernetes) ? ['state the Kubernetes version with --kubernetes'] : []),
    ...(isOpen(report.cni, waiverContext.cni)
      ? [
          'run the plugin again and let Sonobuoy collect the resources of all namespaces, as it does by default: they show the network plugin',
        ]
      : []),
    ...(isOpen(report.expires, waiverContext.day) ? ['state the day of the run with --as-of'] : []),
  ];
  return `Nobody knows yet whether the waiver fits. ${asWritten(evidence)}. If that does not help, ${steps.join('; ')}.`;
}

/** Reports failures of specs that a waiver names but does not exempt, because they look different from what the waiver says. */
export const failuresThatWaiversLeaveAreReported: Rule = ({ specs, waivers }) =>
  waivers.flatMap((report) => {
    if (report.status === 'not-fitting') return [];
    const left = specsNamedBy(report, specs, 'failed').filter(({ outcome }) => outcome !== 'waived');
    if (left.length === 0) return [];
    return finding('failure-not-waived', {
      text: `The waiver ${report.id} names ${counted(left.length, 'required spec')} that failed, but does not exempt ${left.length === 1 ? 'it' : 'them'}: ${report.why}.`,
      remedy: 'Remove the cause: the waiver was granted for something else.',
      ...namesOf(left),
    });
  });

/** A waiver that was asked for and is not needed is reported, so that waivers end. */
export const waiversWithoutUseAreReported: Rule = ({ specs, waivers }) =>
  waivers.filter(isAskedFor).flatMap((report) => {
    switch (report.status) {
      case 'not-fitting':
        return [];
      case 'unused':
        return finding('waiver-unused', {
          text: `The waiver ${report.id} of ${report.source} exempts nothing: ${report.why}.`,
          remedy: wasTried(report) ? 'Remove the waiver.' : 'Run the specs that it names, to see whether it is needed.',
        });
      case 'applied': {
        const passed = specsNamedBy(report, specs, 'passed');
        if (passed.length === 0) return [];
        return finding('waived-specs-passed', {
          text: `The waiver ${report.id} of ${report.source} names ${counted(passed.length, 'required spec')} that passed.`,
          remedy: 'Let the waiver name only the specs that need it.',
          ...namesOf(passed),
        });
      }
      default:
        return report.status satisfies never;
    }
  });

/** Whether the specs that a waiver names had a chance to pass without it. */
function wasTried({ specs }: WaiverReport): boolean {
  return specs.every(({ outcome }) => outcome === null || ['passed', 'flaky', 'failed'].includes(outcome));
}

/** Waivers of SCS's own file apply to every cluster, forever, which is reported. */
export const waiversWithoutScopeAreReported: Rule = ({ waivers }) => {
  const unscoped = Map.groupBy(
    waivers.filter(({ pattern }) => pattern !== null),
    ({ source }) => source,
  );
  return sortedEntries(unscoped).map(([source, { length }]) =>
    finding('waiver-unscoped', {
      text: `${counted(length, 'waiver')} of ${source} ${length === 1 ? 'has' : 'have'} patterns for names of specs, but neither a scope nor an expiry date.`,
      remedy:
        'Write a file of kind Waivers that names specs, versions, an owner and a date; plugin/waivers.example.yaml is an example.',
    }),
  );
};

/** The cluster's network plugin is known, if a waiver that could be needed depends on it. */
export const networkPluginIsKnown: Rule = (run) => {
  const { cni } = run.evidence;
  const hanging = run.waivers.filter((report) => report.cni !== null && specsInNeedOf(report, run).length > 0);
  if (cni.name !== null || hanging.length === 0) return [];
  const paths = cni.candidates.flatMap((candidate) => candidate.evidence.map(({ path }) => path));
  return [
    finding('cni-unknown', {
      text: `The cluster's network plugin is not known: ${cni.reason}. ${hanging.map(({ id }) => id).join(' and ')} therefore cannot fit.`,
      remedy: `${asWritten(run.evidence)}, from a run in which Sonobuoy collected the resources of all namespaces, as it does by default.`,
      evidence: [...new Set(paths)].sort().map((path) => ({ path, line: null })),
    }),
  ];
};

/**
 * At least one required spec that expects something to be blocked has passed. Waived specs are no evidence for anything, and specs that
 * block nothing pass if nothing is enforced.
 */
export const somethingPassed: Rule = ({ specs }) => {
  const required = specs.filter((spec) => spec.required);
  const waived = required.filter(({ outcome }) => outcome === 'waived');
  if (waived.length === 0 || !anyRan(required) || required.some(provesEnforcement)) return [];
  // Other problems have their own findings: beside them, this is worth mentioning only if not one spec passed.
  const isAllThatIsWrong = required.every(({ outcome }) => ['passed', 'flaky', 'waived'].includes(outcome));
  if (!isAllThatIsWrong && required.some(hasPassed)) return [];
  return [
    finding('nothing-passed', {
      text: `Not one required spec that needs a connection to be blocked passed, and ${waived.length} of ${counted(required.length, 'required spec')} ${waived.length === 1 ? 'is' : 'are'} waived: waivers alone cannot satisfy a clause.`,
      remedy: 'Run with the focus NetworkPolicy and without a skip, on a cluster that enforces policies.',
      ...namesOf(waived),
    }),
  ];
};

function hasPassed({ outcomeBeforeWaivers: outcome }: SpecResult): boolean {
  return outcome === 'passed' || outcome === 'flaky';
}

function provesEnforcement(spec: SpecResult): boolean {
  return hasPassed(spec) && !blocksNothing(spec);
}
