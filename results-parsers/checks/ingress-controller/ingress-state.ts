import { counted } from '../../core/counted.ts';
import { capital } from '../../core/text/capital.ts';
import type { CheckObservations } from '../../documents/checks/check-observations.ts';
import type { CheckPart } from '../../documents/checks/check-verdict.ts';
import { unfinished } from '../conclusion.ts';
import { type Behaviour, behaviours, questions, routes } from './behaviours.ts';
import { type IngressFacts, type IngressRequest, ingressFacts } from './facts.ts';

/**
 * What a cluster offers of Ingress.
 *
 * - `complete`: a default class whose controller passes all tests.
 * - `partly`: a class, but it is not the default, or its controller reports no address, or fails some of the tests.
 * - `absent`: no class at all.
 * - `unknown`: it could not be found out.
 */
export type IngressState = { state: 'complete' | 'partly' | 'absent' | 'unknown'; text: string; parts: CheckPart[] };

/** What the observations of the check show. */
export function ingressState(observations: CheckObservations): IngressState {
  const early = unfinished(observations);
  if (early !== null) return { state: 'unknown', text: early.text, parts: [] };
  const facts = ingressFacts(observations);
  if (facts === null) return { state: 'unknown', text: 'The observations of the check cannot be read.', parts: [] };
  if (facts.classes.length === 0) {
    return {
      state: 'absent',
      text: 'The cluster has no IngressClass, so no Ingress controller for its users.',
      parts: [],
    };
  }
  const parts = [defaultPart(facts), addressPart(facts), ...(facts.address === null ? [] : behaviourParts(facts))];
  const wrong = parts.filter(({ answer }) => answer === 'no');
  const undecided = parts.filter(({ answer }) => answer === 'unknown');
  // A controller that could not be reached at all may do everything, or nothing.
  if (undecided.length > 0 && facts.requests.every(({ observed }) => observed.answeredBy === 'none')) {
    return { state: 'unknown', text: textsOf(undecided.slice(0, 1)), parts };
  }
  if (wrong.length > 0) return { state: 'partly', text: textsOf(wrong), parts };
  if (undecided.length > 0) return { state: 'unknown', text: textsOf(undecided), parts };
  return { state: 'complete', text: `The default IngressClass ${facts.tried} passes all tests.`, parts };
}

function textsOf(parts: readonly CheckPart[]): string {
  return parts.map(({ text }) => text).join(' ');
}

function defaultPart({ classes, defaultedTo, tried }: IngressFacts): CheckPart {
  const question = questions.default;
  const defaults = classes.filter(({ isDefault }) => isDefault).map(({ name }) => name);
  const part = (answer: CheckPart['answer'], text: string): CheckPart => ({ id: 'default', question, answer, text });
  if (defaults.length === 0) {
    const names = classes.map(({ name }) => name).join(', ');
    const subject =
      classes.length === 1 ? `The only IngressClass, ${names},` : `Not one of the IngressClasses (${names})`;
    return part('no', `${subject} is ${classes.length === 1 ? 'not ' : ''}the default.`);
  }
  if (defaultedTo === null || !defaults.includes(defaultedTo)) {
    const names = defaults.join(', ');
    const subject =
      defaults.length === 1
        ? `The default IngressClass ${names} is not`
        : `Not one of the default IngressClasses ${names} is`;
    return part('no', `${subject} assigned to an Ingress without a class.`);
  }
  const several = defaults.length > 1 ? ` The API server chose it from ${defaults.length} default classes.` : '';
  return part('yes', `An Ingress without a class gets the class ${tried ?? defaultedTo}.${several}`);
}

function addressPart({ tried, address }: IngressFacts): CheckPart {
  const question = questions.address;
  return address === null
    ? { id: 'address', question, answer: 'no', text: `No controller gave an Ingress of the class ${tried} an address.` }
    : {
        id: 'address',
        question,
        answer: 'yes',
        text: `It reported ${address.value} after ${Math.round(address.seconds)} s.`,
      };
}

function behaviourParts(facts: IngressFacts): CheckPart[] {
  return (Object.keys(behaviours) as Behaviour[]).map((behaviour) => {
    const names = new Set(routes.filter((route) => route.behaviour === behaviour).map(({ name }) => name));
    const requests = facts.requests.filter(({ name }) => names.has(name));
    const part = { id: behaviour, question: behaviours[behaviour] };
    const wrong = requests.filter((request) => isAnswered(request) && !isAsExpected(request));
    const touched = behaviour === 'class' ? facts.foreignAddresses : [];
    if (wrong.length > 0 || touched.length > 0) {
      const texts = [...wrong.map(sentence), ...touched.map((address) => `it was given the address ${address}`)];
      return {
        ...part,
        answer: 'no',
        text: `${capital(texts.slice(0, 3).join('; '))}${texts.length > 3 ? '; and more' : ''}.`,
      };
    }
    const untried = requests.filter((request) => !isAnswered(request));
    if (untried.length > 0 || requests.length < names.size) {
      const detail =
        untried[0] === undefined ? 'not all requests were made' : `${untried[0].url}: ${untried[0].observed.detail}`;
      return { ...part, answer: 'unknown', text: `Nothing answered at the controller's address (${detail}).` };
    }
    return {
      ...part,
      answer: 'yes',
      text: `${counted(requests.length, 'request was answered as it', 'requests were answered as they')} should be.`,
    };
  });
}

/** Only an answer proves something: a missing one may be the network's fault. */
function isAnswered({ observed }: IngressRequest): boolean {
  return observed.answeredBy !== 'none';
}

function isAsExpected({ expected, observed }: IngressRequest): boolean {
  if (observed.ownCertificate === false) return false;
  return expected === null ? observed.answeredBy !== 'backend' : observed.backend === expected;
}

function sentence({ url, expected, observed }: IngressRequest): string {
  const found = observed.backend === null ? `HTTP ${observed.status}` : `an answer of the backend ${observed.backend}`;
  const certificate = observed.ownCertificate === false ? ', with a certificate other than that of its secret' : '';
  const wanted = expected === null ? 'no backend' : `the backend ${expected}`;
  return `a request for ${url} should be answered by ${wanted}, found ${found}${certificate}`;
}
