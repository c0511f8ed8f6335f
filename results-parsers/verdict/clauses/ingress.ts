import { INGRESS, type IngressFacts, ingressFacts } from '../../checks/ingress-controller/facts.ts';
import { ingressState } from '../../checks/ingress-controller/ingress-state.ts';
import type { CheckPart } from '../../documents/checks/check-verdict.ts';
import { type Finding, finding } from '../../documents/verdict/finding.ts';
import type { JudgedCheck } from '../judged-checks.ts';
import { type ClauseJudgement, undecidedCheck } from './clause-judgement.ts';

/** Controllers that get no more releases, by their name in IngressClasses, and since when. */
const retiredControllers: ReadonlyMap<string, string> = new Map([
  ['k8s.io/ingress-nginx', 'ingress-nginx of the Kubernetes project, retired in March 2026'],
]);

/** What the check's one answer means for the clause, which asks for a controller and for its default class. */
export function judgeIngressClause(checks: readonly JudgedCheck[]): ClauseJudgement {
  const judgements = checks.filter(({ verdict }) => verdict.id === INGRESS).map(judgeCheck);
  const [first] = judgements;
  return first === undefined
    ? { outcome: 'undetermined', findings: [] }
    : { outcome: first.outcome, findings: judgements.flatMap(({ findings }) => findings) };
}

function judgeCheck(check: JudgedCheck): ClauseJudgement {
  const { evidence } = check.verdict;
  const { state, text, parts } = ingressState(check.observations);
  const facts = ingressFacts(check.observations);
  const warnings = facts === null ? [] : warningsOf(facts, evidence);
  switch (state) {
    case 'complete':
      return {
        outcome: 'satisfied',
        findings: [finding('ingress-works', { text, remedy: 'Nothing is needed.', evidence }), ...warnings],
      };
    case 'partly':
      return {
        outcome: 'partly-satisfied',
        findings: [
          finding('ingress-partly-works', {
            text,
            remedy: remedyFor(parts),
            evidence,
          }),
          ...warnings,
        ],
      };
    case 'absent':
      return {
        outcome: 'not-satisfied',
        findings: [
          finding('ingress-absent', {
            text,
            remedy:
              'Nothing is needed for the verdict. The standard recommends offering a managed controller as an option: if you offer one that is not installed here, a declaration can say so (plugin/declarations.example.yaml).',
            evidence,
          }),
        ],
      };
    case 'unknown':
      return {
        outcome: 'undetermined',
        findings: [undecidedCheck(check.verdict), ...warnings],
      };
    default:
      return state satisfies never;
  }
}

/** What can be done about the parts that are not as they should be. */
function remedyFor(parts: readonly CheckPart[]): string {
  const wrong = new Set(parts.filter(({ answer }) => answer === 'no').map(({ id }) => id));
  const isDefault = !wrong.delete('default');
  const hasAddress = !wrong.delete('address');
  return [
    ...(isDefault ? [] : ['Make the class of the managed controller the default.']),
    ...(hasAddress ? [] : ['Have the controller write its address into the status of each Ingress.']),
    ...(wrong.size === 0
      ? []
      : [
          'Find out whether a setting makes the controller conform to the Ingress API, and tell users how it deviates.',
        ]),
  ].join(' ');
}

function warningsOf({ classes }: IngressFacts, evidence: Finding['evidence']): Finding[] {
  const retired = classes.flatMap(({ name, controller }) => {
    const what = retiredControllers.get(controller);
    return what === undefined ? [] : [`${name} (${what})`];
  });
  const defaults = classes.filter(({ isDefault }) => isDefault).map(({ name }) => name);
  return [
    ...(retired.length === 0
      ? []
      : [
          finding('ingress-controller-retired', {
            text: `A controller no longer gets security updates: ${retired.join(', ')}.`,
            remedy: 'Move users to a controller that is maintained.',
            evidence,
          }),
        ]),
    ...(defaults.length < 2
      ? []
      : [
          finding('ingress-several-defaults', {
            text: `Several IngressClasses are marked as the default: ${defaults.join(', ')}. The API server uses the newest.`,
            remedy: 'Leave the annotation ingressclass.kubernetes.io/is-default-class on one class.',
            evidence,
          }),
        ]),
  ];
}
