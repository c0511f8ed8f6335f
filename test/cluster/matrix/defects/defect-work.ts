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

/** Something to be seen of an engine with a defect, by itself. */
export interface DefectJob<Needs extends readonly unknown[]> {
  readonly name: string;
  readonly see: (bench: DefectBench, ...needs: Needs) => Promise<DefectRow[]>;
}

/** Jobs that can be done side by side, in any order. */
export interface DefectJobs {
  /** With our pods. */
  readonly ours: readonly DefectJob<[DefectLab]>[];
  /** By upstream's specs, which make pods of their own. */
  readonly upstream: readonly DefectJob<[]>[];
}

/** The work to do on one cluster. */
export interface DefectWork {
  readonly cluster: Pick<ClusterOptions, 'nodes' | 'ipFamily'>;
  readonly jobs: DefectJobs;
}

/** They show only where there are two nodes, or two families of addresses. */
const ON_TWO_NODES: readonly string[] = [
  'lets the pods of one node reach each other',
  'lets what goes to the second address of a pod pass',
  'lets what goes to other nodes and outside pass',
  'lets egress by a namespaceSelector with NotIn out to what is no pod',
];

const PARTS: readonly DefectPart[] = ['scenarios', 'upstream', 'samples'];

/** What is still to be seen, by cluster. @param only words of the names of jobs, which are to be done anew */
export function defectWork({ rows }: DefectTable, only: readonly string[] | undefined): DefectWork[] {
  const isWanted = (defect: string, part: DefectPart): boolean =>
    only === undefined
      ? rows.find((row) => row.defect === defect)?.[part] === undefined
      : only.some((words) => `${part}: ${defect}`.includes(words));
  const told = [...lies.keys()];
  const silent = withoutOccasion(told);
  const jobsOf = (defects: readonly string[]): DefectJobs => {
    const [forScenarios, forUpstream, forSamples] = PARTS.map((part) =>
      defects.filter((defect) => isWanted(defect, part)),
    );
    // It is about all packets of all pods, which the ways past the engine are not; and a sound engine is no defect.
    const specs = (forUpstream ?? []).filter((defect) => lies.has(defect) && defect !== SOUND.name);
    const alone = specs.filter((defect) => !silent.includes(defect));
    const together = specs.filter((defect) => silent.includes(defect));
    return {
      ours: [...(forScenarios ?? []).map(scenariosJob), ...(forSamples ?? []).map(samplesJob)],
      upstream: [...(together.length === 0 ? [] : [togetherJob(together)]), ...alone.map(upstreamJob)],
    };
  };
  const all = [...told, ...bypassNames];
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

/** One run of all specs serves all defects that are expected not to show in any of them. */
function togetherJob(defects: readonly string[]): DefectJobs['upstream'][number] {
  return {
    name: `upstream: ${defects.length} defects that give its specs no occasion`,
    see: async (bench) => {
      const upstream = await upstreamWithDefect(bench, defects, allSpecs);
      return defects.map((defect) => ({ defect, upstream }));
    },
  };
}
