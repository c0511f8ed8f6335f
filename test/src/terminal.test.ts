import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { describe, expect, test } from '@jest/globals';
import { LogDisplay } from '../../src/cli/run/log-display.ts';
import { TerminalDisplay } from '../../src/cli/run/terminal-display.ts';
import type { RunSnapshot } from '../../src/sonobuoy/run-observer.ts';
import { onTerminal } from '../../src/terminal.ts';

const SOURCES = join(import.meta.dirname, '../../src');
/** Functions that may get one of the streams: they only ask for its width and abilities, escape what they write, or write texts that are not ours. */
const TAKES_STREAM = new Set([
  'widthOf',
  'lookOn',
  'displayOn',
  'progressOn',
  'answerOutputErrors',
  'pipeline',
  'keptText',
]);

type Node = { type: string; [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const nameOf = (value: unknown): unknown => (isNode(value) && value.type === 'Identifier' ? value['name'] : undefined);

function isStream(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    nameOf(node['object']) === 'process' &&
    /^(?:stdout|stderr)$/.test(String(nameOf(node['property'])))
  );
}

/** Lines that could write to a terminal without `src/terminal.ts`. */
function waysOut(value: unknown, parent: Node | null = null): number[] {
  if (Array.isArray(value)) return value.flatMap((each) => waysOut(each, parent));
  if (!isNode(value)) return [];
  const line = Number((value['loc'] as { start?: { line: number } } | undefined)?.start?.line);
  const isConsole = value.type === 'MemberExpression' && nameOf(value['object']) === 'console';
  const takes = parent?.type === 'CallExpression' && TAKES_STREAM.has(String(nameOf(parent['callee'])));
  const asks = parent?.type === 'MemberExpression' && nameOf(parent['property']) === 'isTTY';
  const here = isConsole || (isStream(value) && !takes && !asks) ? [line] : [];
  const children = Object.entries(value).filter(([key]) => key !== 'loc' && !key.endsWith('omments'));
  return [...here, ...children.flatMap(([, child]) => waysOut(child, value))];
}

function waysOutOf(text: string): number[] {
  return waysOut(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program);
}

describe('every text for a terminal goes through the one place that escapes it', () => {
  test.each([
    "process.stdout.write('x');",
    "console.log('x');",
    "(isError ? process.stderr : process.stdout).write('x');",
    'const out = process.stderr;',
  ])('the test for that finds %s', (text) => {
    expect(waysOutOf(text).length).toBeGreaterThan(0);
  });

  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && file !== 'terminal.ts',
  );
  test.each(files)('%s', (file) => {
    expect(waysOutOf(readFileSync(join(SOURCES, file), 'utf8'))).toEqual([]);
  });
});

describe('characters that could control a terminal are shown as escapes:', () => {
  test.each([
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['\u001b[2J', '\\u001b[2J'],
    ['\u001b[8mhidden', '\\u001b[8mhidden'],
    ['\u009b31m', '\\u009b31m'],
    ['a\u202eb', 'a\\u202eb'],
    ['one\rtwo', 'one\\u000dtwo'],
  ])('%j', (text, shown) => {
    expect(onTerminal(text)).toBe(shown);
  });

  test('except lines, tabs and our own styles', () => {
    const text = 'one\n\ttwo \u001b[31m\u001b[1mred\u001b[22m\u001b[39m';
    expect(onTerminal(text)).toBe(text);
  });

  test('in names of specs that a cluster reports, on a terminal and in a log', () => {
    const name = 'should \u001b]0;x\u0007\n::error::allow';
    const snapshot: RunSnapshot = {
      ...{ phase: 'testing', elapsedSeconds: 1, total: 9, passed: 0, failed: 1, message: name },
      ...{ running: [name], obstacle: null, quietSeconds: 0, mustSoFar: null, secondsLeft: null },
    };
    const lines: string[] = [];
    const log = new LogDisplay((line) => lines.push(line));
    let drawn = '';
    const write = (text: string | Uint8Array): boolean => {
      drawn += text.toString();
      return true;
    };
    const terminal = new TerminalDisplay({ columns: 80, rows: 24, write, hasColors: () => false });
    for (const display of [log, terminal]) {
      display.specFailed(name);
      display.progress(snapshot);
    }
    const shown = [lines.join('\n'), drawn.replaceAll('\u001b[2K', '').replaceAll('\u001b[1A', '')];
    for (const text of shown) {
      expect(text).toContain('\\u001b]0;x\\u0007');
      expect(text).not.toMatch(/[\u001b\u0007]|^::/m);
    }
  });
});
