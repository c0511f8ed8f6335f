import { existsSync, readFileSync } from 'node:fs';

/** `npm run build` puts the manifest beside the bundle; the sources have it where operators look for it. */
const PLACES = ['./scs-networking.yaml', '../../plugin/scs-networking.yaml'] as const;

/** The text of plugin/scs-networking.yaml. */
export function baseManifest(): string {
  const [bundled, source] = PLACES.map((place) => new URL(place, import.meta.url));
  const found = bundled !== undefined && existsSync(bundled) ? bundled : source;
  return readFileSync(found ?? '', 'utf8');
}
