import { finding } from '../finding.ts';
import type { Rule } from './rule.ts';

/** Every attempt left a JUnit, and there was at least one. */
export const junitIsThere: Rule = ({ evidence }) => {
  if (evidence.plugin === null && evidence.source === 'sonobuoy') return [];
  const without = evidence.attempts.filter((attempt) => attempt.junit.length === 0);
  if (evidence.attempts.length > 0 && without.length === 0) return [];
  const which = without.length === 0 ? '' : ` of attempt ${without.map(({ number }) => number).join(', ')}`;
  return [
    finding('junit-missing', {
      text: `There is no JUnit${which} of the e2e suite ${evidence.resultsDirectory === '' ? 'among these files' : `under ${evidence.resultsDirectory}`}, and without it nothing counts as passed.`,
      remedy: 'Look at the end of e2e.log for why the suite did not finish, then run the plugin again.',
    }),
  ];
};

/** Every JUnit file can be read to its end. */
export const junitIsWhole: Rule = ({ evidence }) =>
  evidence.attempts.flatMap((attempt) =>
    attempt.junit.flatMap(({ path, reading }) => {
      if (reading.problem === null) return [];
      const { message, line, column } = reading.problem;
      return finding('junit-damaged', {
        text: `${path}:${line}:${column}: ${message}. What follows was not read.`,
        remedy: 'Evaluate the archive as `sonobuoy retrieve` wrote it; if it is, run the plugin again.',
        evidence: [{ path, line }],
      });
    }),
  );
