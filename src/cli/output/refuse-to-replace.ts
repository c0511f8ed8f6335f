import { ScsNetworkingError } from '../../../results-parsers/core/errors.ts';

/** Throws `USAGE` if the file is there already: it may be somebody's only copy. */
export async function refuseToReplace(file: string): Promise<void> {
  const { stat } = await import('node:fs/promises');
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw alreadyThere(file);
}

export function alreadyThere(file: string): ScsNetworkingError {
  return new ScsNetworkingError('USAGE', `expected no ${file} yet, found one; --force replaces it`);
}
