/** Says to the tests which Kubernetes version their clusters are to have. */
export const KUBERNETES_VARIABLE = 'SCS_NETWORKING_TEST_KUBERNETES';

/** The minor version of Kubernetes that the tests run on: the newest that has pins, unless asked for another. */
export const TESTED_KUBERNETES = process.env[KUBERNETES_VARIABLE] ?? '1.36';
