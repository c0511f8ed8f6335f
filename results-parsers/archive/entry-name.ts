/** A name from an archive: made canonical, or the reason why it must not be trusted. */
export type EntryName = { path: string } | { unsafe: string };

const DRIVE_OR_SCHEME = /^[A-Za-z]:/;
/** What decoders put in place of bytes that are not UTF-8. */
const REPLACEMENT = '\ufffd';
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Names are evidence, never paths on disk. Still, a name that points elsewhere suggests an archive that Sonobuoy did not make. */
export function entryName(raw: string): EntryName {
  if (raw.includes(REPLACEMENT)) return { unsafe: 'it is not valid UTF-8' };
  if (CONTROL.test(raw)) return { unsafe: 'it contains control characters' };
  if (raw.startsWith('/') || raw.startsWith('\\') || DRIVE_OR_SCHEME.test(raw)) return { unsafe: 'it is absolute' };
  const segments = raw.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) return { unsafe: 'it leads out of the archive' };
  return { path: segments.join('/') };
}
