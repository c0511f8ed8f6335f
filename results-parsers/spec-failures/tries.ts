import type { Server } from '../documents/verdict/reachability-failure.ts';
import { reachabilityLimits } from './limits.ts';
import { Matrix, opposite } from './matrix.ts';
import type { TimelineReading, TryReading, ValidationReading, WrongProbe } from './timeline-reading.ts';

export type JudgedTry = {
  number: number;
  observed: Matrix;
  /** What upstream counted; null: no line shows it. */
  wrong: number | null;
  probes: readonly WrongProbe[];
};

export type JudgedTries = { expected: Matrix; tries: JudgedTry[]; server: Server };

const UNKNOWN_SERVER: Server = { port: null, protocol: null };

/** The tries that decided: of the last validation, else of the servers that never were ready. */
export function judgedTries({ pods, readiness, validation }: TimelineReading): JudgedTries {
  if (validation !== null) return validationTries(pods, validation);
  const { last } = readiness;
  if (last === null || readiness.notReady.length === 0)
    return { expected: new Matrix([]), tries: [], server: UNKNOWN_SERVER };
  const expected = new Matrix(podsOf(pods, [last]), 'open');
  const observed = expected.withWrong(last.wrong);
  const judged = { number: last.number, observed, wrong: between(last.wrong).length, probes: last.wrong };
  return { expected, tries: [judged], server: last.server };
}

/** Upstream prints the matrix of the last try only. That of the first follows from the lines that say what was wrong. */
function validationTries(created: readonly string[], validation: ValidationReading): JudgedTries {
  const table = validation.expected ?? validation.observed;
  const named = table?.pods.length ? table.pods : created;
  const pods = podsOf(named, validation.tries);
  const expected = Matrix.ofTable(pods, validation.expected);
  for (const { wrong } of validation.tries) expected.overlay(wrong, (probe) => probe.expected);
  const tries = validation.tries.map(({ number, wrong: probes }, index): JudgedTry => {
    const isLast = index === validation.tries.length - 1;
    const observed = isLast
      ? Matrix.ofTable(pods, validation.observed).overlay(probes, (probe) => opposite(probe.expected))
      : expected.withWrong(probes);
    return {
      number,
      observed,
      wrong: isLast ? (validation.counts?.incorrect ?? null) : validation.wrongInFirst,
      probes,
    };
  });
  const server = validation.tries.findLast((reading) => reading.wrong.length > 0)?.server ?? UNKNOWN_SERVER;
  return { expected, tries, server };
}

function podsOf(named: readonly string[], tries: readonly TryReading[]): string[] {
  const probed = tries.flatMap(({ wrong }) => wrong.flatMap(({ from, to }) => [from, to]));
  return [...new Set([...named, ...probed])].slice(0, reachabilityLimits.pods);
}

/** Without the connections of a pod to itself, which upstream never counts. */
export function between(probes: readonly WrongProbe[]): WrongProbe[] {
  return probes.filter(({ from, to }) => from !== to);
}
