const NO_SCTP =
  "no scenario uses SCTP. Two of upstream's specs do, even on clusters without SCTP, and drawn policies find it.";

/** Explanations by defect: why the cluster and the simulation differ, or why no check of ours noticed it. A test requires one for each such defect. */
export const differences: Readonly<Record<string, string>> = {
  'lets the pods of one node reach each other':
    'the scheduler spread the pods over two nodes, whereas in simulation all of them are on one, so fewer connections stayed on a node.',
  'takes SCTP for TCP': NO_SCTP,
  'takes a rule with a protocol that it does not know for one without ports': NO_SCTP,
};
