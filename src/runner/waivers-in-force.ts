import { combineWaivers } from '../../results-parsers/waivers/combine-waivers.ts';
import { defaultWaivers } from '../../results-parsers/waivers/default-profile.ts';
import { readWaivers } from '../../results-parsers/waivers/read-waivers.ts';
import type { Waiver, WaiverSet } from '../../results-parsers/waivers/waiver.ts';
import { SETTINGS, type Settings } from './settings.ts';

const DOCUMENT_BREAK = /^---(?=\s|$)/m;
/** What is neither a comment nor a directive, such as `%YAML 1.2`. */
const CONTENT = /^(?!\s*$|\s*#|%)/m;

type WaiverSettings = Pick<Settings, 'waivers' | 'defaultWaivers'>;

/** The waivers that decide which specs need not run. Throws INPUT_UNREADABLE or USAGE for those of SCS_WAIVERS. */
export function waiversInForce(settings: WaiverSettings): Waiver[] {
  return combineWaivers(waiverSetsInForce(settings));
}

/** The same, file by file. Throws INPUT_UNREADABLE. */
export function waiverSetsInForce({ waivers, defaultWaivers: areDefaultsInForce }: WaiverSettings): WaiverSet[] {
  return [...(areDefaultsInForce ? [defaultWaivers] : []), ...givenWaivers(waivers)];
}

function givenWaivers(text: string): WaiverSet[] {
  const { variable } = SETTINGS.waivers;
  const files = text.split(DOCUMENT_BREAK).filter((file) => CONTENT.test(file));
  return files.map((file, index) =>
    readWaivers(Buffer.from(file), files.length === 1 ? variable : `file ${index + 1} in ${variable}`),
  );
}
