/** What zlib says of data that break, and how we say it. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'incorrect header check': 'what follows its first bytes is no gzip header',
  'unknown compression method': 'its header names another method than gzip has',
  'unknown header flags set': 'its header has bits that no gzip header has',
  'header crc mismatch': 'its header has a checksum of other bytes',
  'incorrect data check': 'its checksum is that of other data',
  'incorrect length check': 'its length is that of other data',
};

/** What is wrong with gzip data that cannot be decompressed, in our own words. `says` is zlib's message. */
export function gzipProblem(says: string): string {
  return PROBLEMS[says] ?? 'in the middle of it are bytes that gzip does not write';
}
