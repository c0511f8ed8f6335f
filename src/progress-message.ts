/**
 * What the plugin reports while it runs, in the one text that Sonobuoy carries for it: a line, and further lines for the state of the MUST
 * clause so far, for the time that is left, and for each spec that runs right now.
 */
export interface ProgressMessage {
  /** What is going on, in words, without line breaks. */
  readonly activity: string;
  /** Names of specs, which may have been cut off at their end. */
  readonly running: readonly string[];
  /** What the specs have shown, before the verdict; null: they have not ended. */
  readonly mustSoFar: string | null;
  /** About how long the run still takes, in seconds; null: not known. */
  readonly secondsLeft: number | null;
}

const LONGEST_NAME = 160;
const LONGEST_ANSWER = 600;
/** The name of a spec begins with a bracket. */
const MUST_SO_FAR = 'MUST so far: ';
const SECONDS_LEFT = 'seconds left: about ';

export function progressMessage({ activity, running, mustSoFar, secondsLeft }: ProgressMessage): string {
  return [
    activity,
    ...(mustSoFar === null ? [] : [`${MUST_SO_FAR}${mustSoFar.slice(0, LONGEST_ANSWER)}`]),
    ...(secondsLeft === null ? [] : [`${SECONDS_LEFT}${secondsLeft}`]),
    ...running.map((name) => name.slice(0, LONGEST_NAME)),
  ].join('\n');
}

export function readProgressMessage(text: string): ProgressMessage {
  const [activity = '', ...lines] = text.split('\n');
  const after = (beginning: string): string | null =>
    lines.find((line) => line.startsWith(beginning))?.slice(beginning.length) ?? null;
  const seconds = after(SECONDS_LEFT);
  return {
    activity,
    running: lines.filter((line) => !line.startsWith(MUST_SO_FAR) && !line.startsWith(SECONDS_LEFT)),
    mustSoFar: after(MUST_SO_FAR),
    secondsLeft: seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) : null,
  };
}
