import type { ClusterOptions } from '../../state/cluster-options.ts';
import { type BypassName, bypasses, withBypass } from './bypasses.ts';
import type { DefectBench } from './defect-bench.ts';
import type { DefectPart, DefectRow, DefectTable } from './defect-table.ts';
import { lies } from './lies.ts';
import { samplesWithDefect, scenariosWithDefect } from './our-answers.ts';
import { upstreamWithDefect } from './upstream-answers.ts';
import { allSpecs, specsFor, withoutOccasion } from './upstream-choice.ts';

/** Something to be seen of an engine with a defect, by itself. */
export interface DefectJob {
  readonly name: string;
  /** Left out: the engine is lied to. */
  readonly bypass?: BypassName;
  readonly see: (bench: DefectBench) => Promise<DefectRow[]>;
}

/** What is to be seen on one cluster. */
export interface DefectWork {
  readonly cluster: Pick<ClusterOptions, 'nodes' | 'ipFamily'>;
  readonly jobs: readonly DefectJob[];
}

/** They show only where there are two nodes, or two families of addresses. */
const ON_TWO_NODES: readonly string[] = [
  'lets the pods of one node reach each other',
  'lets what goes to the second address of a pod pass',
];

const PARTS: readonly DefectPart[] = ['scenarios', 'upstream', 'samples'];

/** What is still to be seen, by cluster. @param only words of the names of defects, of which all is to be seen anew */
export function defectWork({ rows }: DefectTable, only: readonly string[] | undefined): DefectWork[] {
  const isWanted = (defect: string, part: DefectPart): boolean =>
    only === undefined
      ? rows.find((row) => row.defect === defect)?.[part] === undefined
      : only.some((words) => `${part}: ${defect}`.includes(words));
  const told = [...lies.keys()];
  const silent = withoutOccasion(told);
  const lied = PARTS.flatMap((part) =>
    told
      .filter((defect) => isWanted(defect, part) && !(part === 'upstream' && silent.includes(defect)))
      .map((defect): DefectJob => ({ name: `${part}: ${defect}`, see: seeing(part, defect) })),
  );
  const together = silent.filter((defect) => isWanted(defect, 'upstream'));
  const bypassed = (wanted: readonly BypassName[]): DefectJob[] =>
    wanted.flatMap((bypass) => {
      const parts = PARTS.filter((part) => isWanted(bypass, part));
      return parts.length === 0 ? [] : [{ name: bypass, bypass, see: seeingPast(bypass, parts) }];
    });
  const names = Object.keys(bypasses) as BypassName[];
  const work: DefectWork[] = [
    {
      cluster: {},
      jobs: [
        ...(together.length === 0 ? [] : [allTogether(together)]),
        ...lied,
        ...bypassed(names.filter((name) => !ON_TWO_NODES.includes(name))),
      ],
    },
    {
      cluster: { nodes: 2, ipFamily: 'dual' },
      jobs: bypassed(names.filter((name) => ON_TWO_NODES.includes(name))),
    },
  ];
  return work.filter(({ jobs }) => jobs.length > 0);
}

function seeing(part: DefectPart, defect: string): DefectJob['see'] {
  return async (bench) => {
    switch (part) {
      case 'scenarios':
        return [{ defect, scenarios: await scenariosWithDefect(bench, defect) }];
      case 'samples':
        return [{ defect, samples: await samplesWithDefect(bench, defect) }];
      case 'upstream':
        return [{ defect, upstream: await upstreamWithDefect(bench, [defect], specsFor(defect)) }];
      default:
        return part satisfies never;
    }
  };
}

function seeingPast(bypass: BypassName, parts: readonly DefectPart[]): DefectJob['see'] {
  return async (bench) =>
    await withBypass(bench.state, bypass, async () => {
      const seen = await Promise.all(parts.map((part) => seeing(part, bypass)(bench)));
      return seen.flat();
    });
}

/** One run of all specs serves all defects that are expected not to show in any of them. */
function allTogether(defects: readonly string[]): DefectJob {
  return {
    name: `upstream: ${defects.length} defects that give its specs no occasion`,
    see: async (bench) => {
      const upstream = await upstreamWithDefect(bench, defects, allSpecs);
      return defects.map((defect) => ({ defect, upstream }));
    },
  };
}
