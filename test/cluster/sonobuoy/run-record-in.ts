import { execa } from 'execa';
import { RunRecord } from '../../../results-parsers/documents/run-record/run-record.ts';
import { OUR_NAME } from './archived-run.ts';

/** A run's own record in its archive; null: the record is missing. */
export async function findRunRecordIn(archive: string): Promise<RunRecord | null> {
  const path = `plugins/${OUR_NAME}/results/global/run-record.json`;
  const { exitCode, stdout } = await execa('tar', ['-xzOf', archive, path], { reject: false });
  return exitCode === 0 ? RunRecord.parse(JSON.parse(stdout)) : null;
}

/** @throws Error if the archive has no record of a run of ours */
export async function runRecordIn(archive: string): Promise<RunRecord> {
  const record = await findRunRecordIn(archive);
  if (record === null) throw new Error(`expected the record of a run in ${archive}, found none`);
  return record;
}
