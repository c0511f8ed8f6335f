import type { Probe } from '../../../results-parsers/documents/checks/probe.ts';

/** What to connect from and to, and for how long to try. */
export interface ProbeRequest extends Pick<Probe, 'name' | 'from' | 'to' | 'protocol' | 'port' | 'expected'> {
  /** When the API server had taken the change whose effect is awaited. */
  readonly changedAt?: string;
  /** How long to wait for what is expected, or where nothing is, for an answer; 30 unless told. */
  readonly seconds?: number;
  /** How long one try waits for an answer; 2 unless told. */
  readonly connectSeconds?: number;
}
