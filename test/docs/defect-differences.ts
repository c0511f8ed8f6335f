const NO_SCTP =
  "no scenario uses SCTP. Two of upstream's specs do, even on clusters without SCTP, and drawn policies find it.";
const ONE_ATTEMPT =
  'the machine was so busy that an attempt took seconds, and a single attempt without an answer counted as a blocked connection when the time was up. Now the last two attempts have to agree. Not run again yet.';
const ASKED_SINCE = 'no scenario tested it at the time; one does now. Not run again yet.';

/** Explanations by defect: why the cluster and the simulation differ, or why no check of ours noticed it. A test requires one for each such defect. */
export const differences: Readonly<Record<string, string>> = {
  'always allows what stays within a namespace': ONE_ATTEMPT,
  'crosses the ports and peers of ingress rules': ONE_ATTEMPT,
  'ignores egress': ONE_ATTEMPT,
  'ignores exceptions of blocks': ONE_ATTEMPT,
  'ignores exceptions of blocks in egress rules without ports': ASKED_SINCE,
  'reads the first peer of a rule alone': ONE_ATTEMPT,
  'reads the first value of In alone, of peers': ASKED_SINCE,
  'selects pods to isolate in all namespaces': ASKED_SINCE,
  'takes SCTP for TCP': NO_SCTP,
  'takes a rule with a protocol that it does not know for one without ports': NO_SCTP,
};
