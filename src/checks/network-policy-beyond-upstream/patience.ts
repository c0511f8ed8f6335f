import { isAsExpected, type Probe } from '../../../results-parsers/documents/checks/probe.ts';

/** Upstream waits 10 seconds for a change of policy, but Cilium (since 1.18) delays new labels by up to 35 seconds: see labels-late. */
const PATIENT_SECONDS = 45;
const IMPATIENT_SECONDS = 2;
/** After this many steps with no effect, waiting is unlikely to help, and the remaining scenarios need the time. */
const PATIENT_STEPS = 2;

/** How long the probes of steps wait for the expected result. */
export class Patience {
  readonly #patientSeconds: number;
  #stepsInVain = 0;

  /** @param patientSeconds the time for any engine, unless the engine is known */
  constructor(patientSeconds = PATIENT_SECONDS) {
    this.#patientSeconds = patientSeconds;
  }

  get seconds(): number {
    return this.#stepsInVain < PATIENT_STEPS ? this.#patientSeconds : IMPATIENT_SECONDS;
  }

  /** A step in which nothing changed that should; if something did, policies are enforced, though perhaps not all of them correctly. */
  learnFrom(step: readonly Probe[]): void {
    const turnedOver = step.filter(({ changedAt }) => changedAt !== null);
    if (turnedOver.length > 0 && !turnedOver.some(isAsExpected)) this.#stepsInVain += 1;
  }
}
