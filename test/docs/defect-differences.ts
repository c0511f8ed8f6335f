/** By defect, why it was seen otherwise on the cluster than in simulation, or why no check of ours noticed it. A test asks for one wherever that is so. */
export const differences: Readonly<Record<string, string>> = {
  'ignores exceptions of blocks in egress rules without ports':
    "not one scenario has a block with an exception in an egress rule. Two of upstream's specs have, and drawn policies do.",
  'takes SCTP for TCP':
    "no scenario names SCTP, as two of upstream's specs do for clusters without SCTP, too. Drawn policies do.",
  'takes a rule with a protocol that it does not know for one without ports':
    "no scenario names SCTP, as two of upstream's specs do for clusters without SCTP, too. Drawn policies do.",
};
