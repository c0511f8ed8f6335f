/** The time of klog's prefix, or that at the end of ginkgo's steps. */
const TIME = /(?:^\s*[IWEF]\d{4} | @ \d\d\/\d\d\/\d\d )(\d\d):(\d\d):(\d\d(?:\.\d+)?)/;
const DAY_SECONDS = 86_400;

/** Seconds since midnight that a line of a timeline names; null: it names none. */
export function secondsOfDay(line: string): number | null {
  const [, hours, minutes, seconds] = TIME.exec(line) ?? [];
  return hours === undefined ? null : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** From one second of the day to another, as a run may go past midnight. */
export function secondsBetween(from: number, to: number): number {
  return (to - from + DAY_SECONDS) % DAY_SECONDS;
}
