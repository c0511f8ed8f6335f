/** Of every document of ours; what a field means changes with it alone. */
export const API_VERSION = 'scs-networking/v1';
