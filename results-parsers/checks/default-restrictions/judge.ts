import { type CheckJudge, unfinished, unknown } from '../conclusion.ts';
import { defaultRestrictionsFacts, restrictingThings, SPEC_LIKE } from './facts.ts';
import { trafficIn, wordsOf } from './traffic.ts';

/**
 * Whether restrictions are in force by default: something is blocked in namespaces that nobody has configured, and something is there
 * that may block it. Blocked traffic alone may be a broken network, and a policy that blocks nothing restricts nothing.
 */
export const judgeDefaultRestrictions: CheckJudge = (observations) => {
  const early = unfinished(observations);
  if (early !== null) return early;
  const facts = defaultRestrictionsFacts(observations);
  if (facts === null) return unknown('The observations of the check cannot be read.');
  const traffic = trafficIn(observations.probes.filter(({ name }) => !name.startsWith(SPEC_LIKE)));
  const [open, blocked, untried] = [wordsOf(traffic, 'open'), wordsOf(traffic, 'blocked'), wordsOf(traffic, 'unknown')];
  const restricting = restrictingThings(facts);
  const found = restricting.join('; ');
  if (blocked !== '' && restricting.length > 0) {
    const rest = open === '' ? '' : ` Traffic ${open} is open.`;
    return { answer: 'yes', text: `In a new namespace, traffic ${blocked} is blocked.${rest} Found: ${found}.` };
  }
  if (blocked !== '') {
    return unknown(
      `In a new namespace, traffic ${blocked} is blocked, but no policy was found that would block it: the network itself may be at fault.`,
    );
  }
  if (untried !== '' || traffic.length === 0) {
    return unknown(`In a new namespace, traffic ${untried || 'of any kind'} could not be tried.`);
  }
  if (facts.appeared.length > 0) {
    return unknown(
      `${found}. This blocks none of the traffic that was tried (${open}); what it blocks, if anything, is not known. SCS_OUTSIDE_TARGETS can name further targets.`,
    );
  }
  return { answer: 'no', text: `In a new namespace, traffic ${open} is open, and no policy appears there on its own.` };
};
