/** The version of every document of ours. The meaning of a field changes only with it. */
export const API_VERSION = 'scs-networking/v1';
