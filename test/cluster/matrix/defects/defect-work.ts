import { SOUND } from '../../../results-parsers/policy-model/defects/model-defect.ts';
import type { ClusterOptions } from '../../state/cluster-options.ts';
import { bypassNames } from './bypasses.ts';
import type { DefectBench } from './defect-bench.ts';
import type { DefectLab } from './defect-lab.ts';
import type { DefectPart, DefectRow, DefectTable } from './defect-table.ts';
import { lies } from './lies.ts';
import { samplesWithDefect, scenariosWithDefect } from './our-answers.ts';
import { upstreamWithDefect } from './upstream-answers.ts';
import { allSpecs, specsFor, withoutOccasion } from './upstream-choice.ts';

/** One observation of an engine with a defect, independent of other jobs. */
export interface DefectJob<Needs extends readonly unknown[]> {
  readonly name: string;
  readonly see: (bench: DefectBench, ...needs: Needs) => Promise<DefectRow[]>;
}

/** Jobs that can be done side by side, in any order. */
export interface DefectJobs {
  /** Jobs that use our pods. */
  readonly ours: readonly DefectJob<[DefectLab]>[];
  /** Jobs that run upstream's specs, which create pods of their own. */
  readonly upstream: readonly DefectJob<[]>[];
}

/** The work to do on one cluster. */
export interface DefectWork {
  readonly cluster: Pick<ClusterOptions, 'nodes' | 'ipFamily'>;
  readonly jobs: DefectJobs;
}

/** Defects that show only on two nodes, or with two address families. */
const ON_TWO_NODES: readonly string[] = [
  'lets the pods of one node reach each other',
  'lets what goes to the second address of a pod pass',
  'lets what goes to other nodes and outside pass',
  'lets egress by a namespaceSelector with NotIn out to what is no pod',
];

const PARTS: readonly DefectPart[] = ['scenarios', 'upstream', 'samples'];

/** The jobs that still have to be done, by cluster. @param only words in the names of jobs to repeat */
export function defectWork({ rows }: DefectTable, only: readonly string[] | undefined): DefectWork[] {
  const isWanted = (defect: string, part: DefectPart): boolean =>
    only === undefined
      ? rows.find((row) => row.defect === defect)?.[part] === undefined
      : only.some((words) => `${part}: ${defect}`.includes(words));
  const simulatable = [...lies.keys()];
  const silent = withoutOccasion(simulatable);
  const jobsOf = (defects: readonly string[]): DefectJobs => {
    const [forScenarios, forUpstream, forSamples] = PARTS.map((part) =>
      defects.filter((defect) => isWanted(defect, part)),
    );
    // The suite's pods are not known in advance, so their packets cannot bypass the engine; and a sound engine has no defect.
    const specs = (forUpstream ?? []).filter((defect) => lies.has(defect) && defect !== SOUND.name);
    const alone = specs.filter((defect) => !silent.includes(defect));
    const together = specs.filter((defect) => silent.includes(defect));
    return {
      ours: [...(forScenarios ?? []).map(scenariosJob), ...(forSamples ?? []).map(samplesJob)],
      upstream: [...(together.length === 0 ? [] : [togetherJob(together)]), ...alone.map(upstreamJob)],
    };
  };
  const all = [...simulatable, ...bypassNames];
  const work: DefectWork[] = [
    { cluster: {}, jobs: jobsOf(all.filter((defect) => !ON_TWO_NODES.includes(defect))) },
    { cluster: { nodes: 2, ipFamily: 'dual' }, jobs: jobsOf(all.filter((defect) => ON_TWO_NODES.includes(defect))) },
  ];
  return work.filter(({ jobs }) => jobs.ours.length + jobs.upstream.length > 0);
}

function scenariosJob(defect: string): DefectJobs['ours'][number] {
  return {
    name: `scenarios: ${defect}`,
    see: async (bench, lab) => [{ defect, scenarios: await scenariosWithDefect(lab, bench, defect) }],
  };
}

function samplesJob(defect: string): DefectJobs['ours'][number] {
  return {
    name: `samples: ${defect}`,
    see: async (bench, lab) => [{ defect, samples: await samplesWithDefect(lab, bench, defect) }],
  };
}

function upstreamJob(defect: string): DefectJobs['upstream'][number] {
  return {
    name: `upstream: ${defect}`,
    see: async (bench) => [{ defect, upstream: await upstreamWithDefect(bench, [defect], specsFor(defect)) }],
  };
}

/** One run of all specs is enough for all defects that should not show in any of them. */
function togetherJob(defects: readonly string[]): DefectJobs['upstream'][number] {
  return {
    name: `upstream: ${defects.length} defects that its specs cannot show`,
    see: async (bench) => {
      const upstream = await upstreamWithDefect(bench, defects, allSpecs);
      return defects.map((defect) => ({ defect, upstream }));
    },
  };
}
