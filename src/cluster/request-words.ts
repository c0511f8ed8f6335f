/** What the error codes of a connection mean, for the end of a sentence. */
const WORDS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'a certificate that has expired',
  CERT_NOT_YET_VALID: 'a certificate that is not valid yet; look at the clocks',
  EAI_AGAIN: 'DNS does not answer for the name of its host',
  ECONNREFUSED: 'nothing listens at its address (the connection was refused)',
  ECONNRESET: 'the connection was broken off',
  EHOSTUNREACH: 'there is no route to its address',
  ENETUNREACH: 'there is no route to its address',
  ENOTFOUND: 'DNS does not know the name of its host',
  EPIPE: 'the connection was broken off',
  EPROTO: 'it does not speak TLS, or speaks another version of it',
  ERR_INVALID_URL: 'its address is not valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'a certificate for names other than that of its host',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_SOCKET: 'the connection was broken off',
};

const OTHER_AUTHORITY = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
]);

/** What a connection's error code means, in our own words. */
export function codeInWords(code: string): string {
  if (OTHER_AUTHORITY.has(code)) return 'a certificate from an authority other than the one in the kubeconfig';
  if (code.startsWith('ERR_SSL_')) return `it refuses our TLS connection (${code})`;
  if (code.startsWith('ERR_OSSL_') || code.startsWith('ERR_CRYPTO_')) {
    return 'a certificate or key of the kubeconfig cannot be read';
  }
  return WORDS[code] ?? `it cannot be reached (${code})`;
}
