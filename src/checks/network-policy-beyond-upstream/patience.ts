import { isAsExpected, type Probe } from '../../../results-parsers/documents/checks/probe.ts';

/** Upstream waits 10 seconds for what a policy changes, but Cilium (since 1.18) lets new labels wait for up to 35: see labels-late. */
const PATIENT_SECONDS = 45;
const IMPATIENT_SECONDS = 2;
/** A cluster that let so many steps wait in vain does not come round later: the rest is to be seen, too. */
const PATIENT_STEPS = 2;

/** How long the probes of steps wait for what is expected. */
export class Patience {
  readonly #patientSeconds: number;
  #stepsInVain = 0;

  /** @param patientSeconds as long as it takes any engine, unless the engine is known */
  constructor(patientSeconds = PATIENT_SECONDS) {
    this.#patientSeconds = patientSeconds;
  }

  get seconds(): number {
    return this.#stepsInVain < PATIENT_STEPS ? this.#patientSeconds : IMPATIENT_SECONDS;
  }

  /** A step in which nothing came about of what it should turn over; where something did, policies are enforced, if not all as they should. */
  learnFrom(step: readonly Probe[]): void {
    const turnedOver = step.filter(({ changedAt }) => changedAt !== null);
    if (turnedOver.length > 0 && !turnedOver.some(isAsExpected)) this.#stepsInVain += 1;
  }
}
