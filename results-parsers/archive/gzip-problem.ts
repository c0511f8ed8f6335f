/** zlib's messages about broken data, and our wording of each. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'incorrect header check': 'its header is not a gzip header',
  'unknown compression method': 'its header names a method that gzip does not have',
  'unknown header flags set': 'its header has bits that gzip does not use',
  'header crc mismatch': "its header's checksum does not match",
  'incorrect data check': 'its checksum does not match',
  'incorrect length check': 'its length does not match',
};

/** What is wrong with gzip data that cannot be decompressed, in our own words. `says` is zlib's message. */
export function gzipProblem(says: string): string {
  return PROBLEMS[says] ?? 'it contains bytes that gzip does not write';
}
