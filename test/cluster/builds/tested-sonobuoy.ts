/** Says to the tests which Sonobuoy version their clusters are to have. */
export const SONOBUOY_VARIABLE = 'SCS_NETWORKING_TEST_SONOBUOY';

/** The minor version of Sonobuoy that the tests run with: the newest that has pins, unless asked for another. */
export const TESTED_SONOBUOY = process.env[SONOBUOY_VARIABLE] ?? '0.57';
