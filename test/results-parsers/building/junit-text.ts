import { catalogueOf } from '../../../results-parsers/standard/catalogue.ts';
import { specSentence } from '../../../results-parsers/standard/spec-sentence.ts';
import { type BuiltCase, caseXml, escaped } from './junit.ts';

/** A test case in the text of a JUnit file as ginkgo writes it; Go leaves no `>` in attributes. */
const CASE = /[ \t]*<testcase name="((?:\[It\] )?)([^"]*)"[^>]*>[\s\S]*?<\/testcase>\n?/g;

/** Whether the case is one of a NetworkPolicy spec. */
function isSpec(prefix: string, name: string): boolean {
  return prefix !== '' && name.includes('NetworkPolicy');
}

/** Names of the NetworkPolicy specs, as XML has them. */
export function specNamesIn(xml: string): string[] {
  return [...xml.matchAll(CASE)].flatMap(([, prefix = '', name = '']) => (isSpec(prefix, name) ? [name] : []));
}

/** The text with other cases in the place of each NetworkPolicy spec, counts and all: nothing tells that it was changed. */
export function withSpecs(xml: string, change: (text: string, at: number) => string): string {
  let at = -1;
  const changed = xml.replace(CASE, (text: string, prefix: string, name: string) => {
    if (!isSpec(prefix, name)) return text;
    at += 1;
    return change(text, at);
  });
  return withCounts(changed);
}

/** With each NetworkPolicy spec under the name that it has in another minor version of Kubernetes. */
export function withNamesOf(xml: string, minor: string): string {
  const names = new Map((catalogueOf(minor) ?? []).map(({ name }) => [specSentence(name), name]));
  return withSpecs(xml, (text) =>
    text.replace(/name="\[It\] ([^"]*)"/, (whole, name: string) => {
      const other = names.get(specSentence(name.replaceAll('&#39;', "'")));
      return other === undefined ? whole : `name="[It] ${escaped(other)}"`;
    }),
  );
}

/** Without the thousands of specs that no NetworkPolicy run executes, and without timelines, which decide nothing. */
export function withoutOtherSpecs(xml: string): string {
  const thinned = xml
    .replace(/<system-err>[^<]*<\/system-err>/g, '')
    .replace(CASE, (text: string, prefix: string, name: string) =>
      prefix !== '' && !isSpec(prefix, name) ? '' : text,
    );
  return withCounts(thinned);
}

/** Without, or with other, nodes that prepare the suite. */
export function withPreparation(xml: string, change: (text: string) => string): string {
  return withCounts(
    xml.replace(CASE, (text: string, prefix: string, name: string) =>
      prefix === '' && /BeforeSuite/.test(name) ? change(text) : text,
    ),
  );
}

/** The same spec with another outcome. */
export function inState(text: string, state: NonNullable<BuiltCase['state']>): string {
  const [, prefix = '', name = ''] = [...text.matchAll(CASE)][0] ?? [];
  return caseXml({ name: '@', state }).replace('@', () => prefix + name);
}

function withCounts(xml: string): string {
  const all = [...xml.matchAll(CASE)].map(([text]) => /status="([a-z]+)"/.exec(text)?.[1] ?? '');
  const count = (...states: string[]): number => all.filter((state) => states.includes(state)).length;
  const counts: [name: string, count: number][] = [
    ['tests', all.length],
    ['disabled', count('pending')],
    ['skipped', count('skipped')],
    ['errors', count('interrupted', 'aborted', 'panicked')],
    ['failures', count('failed', 'timedout')],
  ];
  return counts.reduce(
    (text, [name, value]) =>
      text.replace(
        new RegExp(`(<testsuites? (?:[^>]* )?${name}=")\\d+"`, 'g'),
        (_, start: string) => `${start}${value}"`,
      ),
    xml,
  );
}
