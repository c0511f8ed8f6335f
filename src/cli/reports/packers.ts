import type { VerdictFormat } from '../../../results-parsers/report/formats.ts';
import type { OpenPacker } from './packer.ts';

/** The formats among these that are packed, and what packs them. */
export async function packersOf(formats: readonly VerdictFormat[]): Promise<ReadonlyMap<VerdictFormat, OpenPacker>> {
  const packers = new Map<VerdictFormat, OpenPacker>();
  if (formats.includes('parquet')) {
    const { PackedReports } = await import('./parquet/packed-reports.ts');
    packers.set('parquet', (placeOf) => new PackedReports(placeOf));
  }
  if (formats.includes('history')) {
    const { HistoryFile } = await import('./history-file.ts');
    packers.set('history', (placeOf) => new HistoryFile(placeOf('history.html')));
  }
  return packers;
}
