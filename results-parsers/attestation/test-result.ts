import type { SpecOutcome } from '../documents/verdict/spec-outcome.ts';
import type { ClauseVerdict, Verdict } from '../documents/verdict/verdict.ts';
import { standard } from '../standard/clauses.ts';
import { decidesVerdict } from '../standard/levels.ts';
import type { ResourceDescriptor } from './resource-descriptor.ts';
import { STATEMENT_TYPE, subjectOf, TEST_RESULT_TYPE, TestResultStatement } from './statement.ts';

type Standing = 'passed' | 'warned' | 'failed';
type Predicate = TestResultStatement['predicate'];

/**
 * The verdict as in-toto's test result. It knows three results and no "inconclusive": what is not known to be good has failed here, and
 * the names of the tests and the subject's annotations say what it really is. Tests are the clauses, as `clause ID`, and the required
 * specs, by their full names.
 */
export function testResultStatement(verdict: Verdict): TestResultStatement {
  const tests = [...verdict.clauses.map(clauseTest), ...requiredSpecTests(verdict)];
  const named = (standing: Standing): string[] => tests.filter((test) => test.standing === standing).map(nameOf);
  return TestResultStatement.parse({
    _type: STATEMENT_TYPE,
    subject: [subjectOf(verdict)],
    predicateType: TEST_RESULT_TYPE,
    predicate: {
      result: resultOf(verdict),
      configuration: configurationOf(verdict),
      passedTests: named('passed'),
      warnedTests: named('warned'),
      failedTests: named('failed'),
    },
  } satisfies TestResultStatement);
}

type Test = { name: string; standing: Standing };

const nameOf = ({ name }: Test): string => name;

function resultOf({ verdict, specs }: Verdict): Predicate['result'] {
  if (verdict !== 'compliant') return 'FAILED';
  return specs.some(({ required, outcome }) => required && standingOf(outcome) !== 'passed') ? 'WARNED' : 'PASSED';
}

/** Only a MUST clause can fail; if a recommendation of the standard is not met, that is a warning. */
function clauseTest({ id, level, outcome }: ClauseVerdict): Test {
  const isMet = outcome === 'satisfied' || outcome === 'declared';
  const standing = isMet ? 'passed' : decidesVerdict(level) ? 'failed' : 'warned';
  return { name: outcome === 'satisfied' ? `clause ${id}` : `clause ${id} (${outcome})`, standing };
}

function requiredSpecTests({ specs }: Verdict): Test[] {
  return specs.filter(({ required }) => required).map(({ name, outcome }) => ({ name, standing: standingOf(outcome) }));
}

function standingOf(outcome: SpecOutcome): Standing {
  switch (outcome) {
    case 'passed':
      return 'passed';
    case 'flaky':
    case 'waived':
      return 'warned';
    case 'failed':
    case 'skipped':
    case 'missing':
    case 'timed-out':
    case 'interrupted':
      return 'failed';
    default:
      return outcome satisfies never;
  }
}

const REPOSITORY = 'https://github.com/SovereignCloudStack/scs-networking';
const STANDARD_TEXT = `https://github.com/SovereignCloudStack/standards/blob/main/Standards/${standard.id}-kaas-networking.md`;

/** The inputs of the verdict besides the archive: the standard, the tool, its settings, files of waivers. */
function configurationOf({ inputs, tool, catalogue }: Verdict): ResourceDescriptor[] {
  const { waivers, ...settings } = inputs;
  return [
    { name: standard.id, uri: STANDARD_TEXT },
    { name: tool.name, uri: REPOSITORY, annotations: { version: tool.version, catalogue } },
    {
      name: 'inputs',
      mediaType: 'application/json',
      content: Buffer.from(JSON.stringify(settings)).toString('base64'),
    },
    ...waivers.map(({ source, sha256 }) => ({ name: source, digest: { sha256 } })),
  ];
}
