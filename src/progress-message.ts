/** What the plugin says of itself while it runs, in the one text that Sonobuoy carries for it: a line, and one for each spec that runs right now. */
export interface ProgressMessage {
  /** What is going on, in words, without line breaks. */
  readonly activity: string;
  /** Names of specs, which may have been cut off at their end. */
  readonly running: readonly string[];
}

const LONGEST_NAME = 160;

export function progressMessage({ activity, running }: ProgressMessage): string {
  return [activity, ...running.map((name) => name.slice(0, LONGEST_NAME))].join('\n');
}

export function readProgressMessage(text: string): ProgressMessage {
  const [activity = '', ...running] = text.split('\n');
  return { activity, running };
}
