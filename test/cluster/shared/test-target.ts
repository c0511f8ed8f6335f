/** The test cluster that test files use one after the other, each in the state that it asks for. The runner of the tests takes it down. */
export const SHARED_CLUSTER = 'tests';

/** Says to the tests which kubeconfig to use in place of a test cluster. */
export const KUBECONFIG_VARIABLE = 'SCS_NETWORKING_TEST_KUBECONFIG';

/** The kubeconfig of a cluster that somebody has already, if the tests are to run there. */
export const EXISTING_CLUSTER = process.env[KUBECONFIG_VARIABLE];
