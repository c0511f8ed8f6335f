/** The test cluster that test files use one after another, each in the state that it needs. The runner of the tests takes it down. */
export const SHARED_CLUSTER = 'tests';

/** Tells the tests which kubeconfig to use instead of a test cluster. */
export const KUBECONFIG_VARIABLE = 'SCS_NETWORKING_TEST_KUBECONFIG';

/** The kubeconfig of an existing cluster, if the tests should run there. */
export const EXISTING_CLUSTER = process.env[KUBECONFIG_VARIABLE];
