import type { Finding, FindingCode } from '../../documents/verdict/finding.ts';
import { nothingIsEnforced } from '../nothing-enforced.ts';
import type { JudgedRun } from '../rules/rule.ts';
import { beforeSuiteFailed, endedTheRun, hasPanicked, isNarrow } from './run-conditions.ts';

/** What a link may look at before it holds. */
type Linked = { cause: Finding; consequence: Finding; run: JudgedRun };

/** Findings that explain others: once the cause is removed, there is nothing to do about the consequences. */
export type Link = {
  causes: readonly FindingCode[];
  consequences: readonly FindingCode[];
  /** Left out: it always holds. */
  holds?: (linked: Linked) => boolean;
};

/** The findings of a suite that did not get as far as its results. */
const NO_RESULTS: readonly FindingCode[] = [
  'run-record-missing',
  'junit-missing',
  'junit-damaged',
  'e2e-version-unknown',
  'specs-missing',
  'suite-failure-unexplained',
  'suite-special-failure',
  'nothing-ran',
  'not-tried-again',
  'retries-suspected',
];

/** The findings of an archive in which a file is lost or cut off. */
const LOST: readonly FindingCode[] = [
  'metadata-missing',
  'metadata-unreadable',
  'plugin-missing',
  'run-record-missing',
  'run-record-unreadable',
  'evidence-missing',
  'junit-missing',
  'junit-damaged',
  'suite-not-found',
  'suite-counts-differ',
  'suite-failure-unexplained',
  'before-suite-not-passed',
  'server-version-unknown',
  'e2e-version-unknown',
  'catalogue-missing',
  'nothing-ran',
  'specs-missing',
  'cni-unknown',
  'redaction-unreadable',
];

/**
 * Which finding follows from which. A condition keeps a link from explaining away a finding with a cause of its own: specs that the focus
 * did not name were not skipped because the run was stopped.
 */
export const links: readonly Link[] = [
  { causes: ['archive-truncated', 'archive-damaged'], consequences: LOST },
  {
    causes: ['metadata-missing', 'metadata-unreadable'],
    consequences: ['server-version-unknown'],
    holds: isAbout('serverversion'),
  },
  {
    causes: ['metadata-missing', 'metadata-unreadable'],
    consequences: ['e2e-version-unknown'],
    holds: isAbout('/defin'),
  },
  {
    causes: ['server-version-unknown'],
    consequences: ['catalogue-missing'],
    holds: ({ run }) => run.required.minor === null,
  },
  { causes: ['plugin-missing'], consequences: ['specs-missing', 'e2e-version-unknown', 'junit-missing'] },
  { causes: ['plugin-cut-off'], consequences: ['plugin-error', ...NO_RESULTS] },
  { causes: ['plugin-error'], consequences: NO_RESULTS },
  { causes: ['preflight-stopped'], consequences: ['run-not-completed'] },
  {
    causes: ['run-not-completed'],
    consequences: [...NO_RESULTS, 'before-suite-not-passed', 'scenarios-undecided', 'required-scenarios-undecided'],
  },
  {
    causes: ['run-not-completed', 'suite-special-failure'],
    consequences: ['specs-skipped', 'specs-missing'],
    holds: ({ run }) => !isNarrow(run),
  },
  {
    causes: ['run-not-completed', 'suite-special-failure'],
    consequences: ['specs-timed-out', 'suite-failure-unexplained', 'nothing-ran'],
  },
  {
    causes: ['run-not-completed', 'suite-special-failure'],
    consequences: ['specs-interrupted'],
    holds: ({ run }) => !hasPanicked(run),
  },
  {
    causes: ['run-record-missing', 'run-record-unreadable'],
    consequences: ['junit-missing', 'e2e-version-unknown', 'specs-missing'],
  },
  {
    causes: ['dry-run'],
    consequences: ['specs-skipped', 'specs-missing', 'specs-left-out', 'before-suite-not-passed', 'nothing-ran'],
  },
  {
    causes: ['before-suite-not-passed'],
    consequences: [
      'nothing-ran',
      'specs-skipped',
      'specs-missing',
      'suite-failure-unexplained',
      'suite-special-failure',
    ],
    holds: ({ run }) => beforeSuiteFailed(run) && !endedTheRun(run),
  },
  // Ginkgo prepares nothing for a focus that no spec has.
  { causes: ['nothing-ran'], consequences: ['before-suite-not-passed'], holds: ({ run }) => !beforeSuiteFailed(run) },
  { causes: ['nothing-ran'], consequences: ['specs-skipped', 'specs-missing'] },
  {
    causes: ['junit-missing', 'junit-damaged', 'suite-not-found'],
    consequences: ['specs-missing', 'suite-failure-unexplained'],
  },
  {
    causes: ['junit-damaged', 'suite-not-found'],
    consequences: ['suite-counts-differ', 'before-suite-not-passed', 'nothing-ran', 'suite-properties-missing'],
  },
  // What the runner announced and saw it took from that same output.
  {
    causes: ['log-of-another-run'],
    consequences: ['log-contradicts', 'announcement-contradicts', 'observations-contradict', 'exit-code-contradicts'],
    holds: isOfTheSameFile,
  },
  {
    causes: ['labels-late'],
    consequences: ['specs-failed', 'specs-flaky', 'specs-leaked', 'second-probe-leaked', 'waiver-not-fitting'],
    holds: isOfTheSameSpecs,
  },
  {
    causes: ['specs-failed'],
    consequences: [
      'further-specs-failed',
      'scenario-failed',
      'required-scenario-failed',
      'scenarios-undecided',
      'required-scenarios-undecided',
      'not-tried-again',
      'failure-not-waived',
      'nothing-passed',
      'cni-unknown',
      'waiver-not-fitting',
    ],
    holds: ({ run }) => nothingIsEnforced(run.specs),
  },
];

function isAbout(part: string): (linked: Linked) => boolean {
  return ({ cause }) => cause.evidence.some(({ path }) => path.includes(part));
}

/** Of the same JUnit, which each of them names. */
function isOfTheSameFile({ cause, consequence }: Linked): boolean {
  return cause.evidence.some(
    ({ path }) => path.endsWith('.xml') && consequence.evidence.some((at) => at.path === path),
  );
}

function isOfTheSameSpecs({ cause, consequence }: Linked): boolean {
  return consequence.specs.length > 0 && consequence.specs.every((name) => cause.specs.includes(name));
}
