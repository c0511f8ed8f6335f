import { counted } from '../../core/counted.ts';
import { firstListed } from '../../core/listed.ts';
import { finding } from '../../documents/verdict/finding.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { specSentence } from '../../standard/spec-sentence.ts';
import type { Rule } from './rule.ts';
import { asWritten, lookAndRunAgain } from './where-to-look.ts';

/** More names are in the file itself. */
const MOST_NAMED = 10;

/** Every attempt left a JUnit, and there was at least one attempt. */
export const junitIsThere: Rule = ({ evidence }) => {
  if (evidence.plugin === null && evidence.source === 'sonobuoy') return [];
  const without = evidence.attempts.filter((attempt) => attempt.junit.length === 0);
  if (evidence.attempts.length > 0 && without.length === 0) return [];
  const which =
    without.length === 0
      ? ''
      : ` of ${without.length === 1 ? 'attempt' : 'attempts'} ${without.map(({ number }) => number).join(', ')}`;
  return [
    finding('junit-missing', {
      text: `There is no JUnit${which} of the e2e suite ${evidence.resultsDirectory === '' ? 'among these files' : `under ${evidence.resultsDirectory}`}, and without it nothing counts as passed.${whatOutputSays(evidence)}`,
      remedy: lookAndRunAgain(evidence),
      evidence: evidence.loggedEnds.map(({ path }) => ({ path, line: null })),
    }),
  ];
};

/** The output of a suite without JUnit may still say what failed: worth knowing, but not proof. */
function whatOutputSays({ loggedEnds }: Evidence): string {
  return loggedEnds
    .map(({ value: { failed, counts }, path }) => {
      const numbers =
        counts === null ? [] : [`counts ${counted(counts.passed, 'spec')} as passed and ${counts.failed} as failed`];
      const names = [...failed].sort().map((name) => `'${specSentence(name)}'`);
      const named = names.length === 0 ? [] : [`names as failed: ${firstListed(names, MOST_NAMED)}`];
      const statements = [...numbers, ...named];
      return statements.length === 0 ? '' : ` ${path} ${statements.join(', and ')}.`;
    })
    .join('');
}

/** Every JUnit file can be read to its end. */
export const junitIsWhole: Rule = ({ evidence }) =>
  evidence.attempts.flatMap((attempt) =>
    attempt.junit.flatMap(({ path, reading }) => {
      if (reading.problem === null) return [];
      const { message, line, column } = reading.problem;
      return finding('junit-damaged', {
        text: `${path}:${line}:${column}: ${message}. What follows was not read.`,
        remedy: `${asWritten(evidence)}; if it is unchanged, run again.`,
        evidence: [{ path, line }],
      });
    }),
  );
