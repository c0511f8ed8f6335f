import { type XmlElement, xmlTree } from './xml-tree.ts';

type Rule = { required: readonly string[]; optional: readonly string[]; children: readonly string[] };

const TEXT: Rule = { required: [], optional: ['type', 'message'], children: [] };
const RERUN: Rule = { required: ['type'], optional: ['message'], children: ['stackTrace', 'system-out', 'system-err'] };

/** Elements, attributes and children in junit-10.xsd, against which Jenkins' xUnit plugin validates. */
const JENKINS: Readonly<Record<string, Rule>> = {
  testsuites: { required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { required: [], optional: [], children: ['property'] },
  property: { required: ['name', 'value'], optional: [], children: [] },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: [
      ...['skipped', 'error', 'failure', 'rerunFailure', 'rerunError', 'flakyFailure', 'flakyError'],
      ...['system-out', 'system-err'],
    ],
  },
  failure: TEXT,
  error: TEXT,
  skipped: TEXT,
  flakyFailure: RERUN,
  'system-out': { required: [], optional: [], children: [] },
};

const SUREFIRE_TIME = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/;

/** Why Jenkins or GitLab would reject or misread a document; empty if they would not. */
export function junitObjections(xml: string): string[] {
  const root = xmlTree(xml);
  const cases = elementsIn(root).filter(({ name }) => name === 'testcase');
  return [
    ...(root.name === 'testsuites' ? [] : [`the root is ${root.name}`]),
    ...elementsIn(root).flatMap(schemaObjections),
    ...elementsIn(root)
      .filter(({ name }) => name.startsWith('testsuite'))
      .flatMap(countObjections),
    ...gitlabObjections(cases),
  ];
}

function elementsIn(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(elementsIn)];
}

function schemaObjections({ name, attributes, children }: XmlElement): string[] {
  const rule = JENKINS[name];
  if (rule === undefined) return [`the schema has no ${name}`];
  const names = Object.keys(attributes);
  const { time = '' } = attributes;
  return [
    ...rule.required.filter((one) => !names.includes(one)).map((one) => `${name} needs ${one}`),
    ...names
      .filter((one) => ![...rule.required, ...rule.optional].includes(one))
      .map((one) => `${name} may not have ${one}`),
    ...children.filter((one) => !rule.children.includes(one.name)).map((one) => `${name} may not contain ${one.name}`),
    ...(SUREFIRE_TIME.test(time) ? [] : [`${time} is not a time`]),
  ];
}

function countObjections(suite: XmlElement): string[] {
  const cases = elementsIn(suite).filter(({ name }) => name === 'testcase');
  const having = (child: string): number =>
    cases.filter(({ children }) => children.some(({ name }) => name === child)).length;
  const counts = {
    tests: cases.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
  };
  return Object.entries(counts)
    .filter(([name, count]) => name in suite.attributes && suite.attributes[name] !== String(count))
    .map(([name, count]) => `${suite.name} says ${suite.attributes[name]} ${name}, contains ${count}`);
}

/** GitLab's parser (lib/gitlab/ci/parsers/test/junit.rb) reads the first of these, and its text. */
const GITLAB_RESULTS: readonly string[] = ['failure', 'error', 'skipped'];

function gitlabObjections(cases: readonly XmlElement[]): string[] {
  const keys = cases.map(({ attributes }) => `${attributes['classname']} ${attributes['name']}`);
  return [
    ...keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `${key} occurs twice`),
    ...cases.filter(({ attributes }) => !attributes['classname']).map(() => 'a test case has no classname'),
    ...cases.flatMap(({ children }) => {
      const results = children.filter(({ name }) => GITLAB_RESULTS.includes(name));
      return [
        ...(results.length > 1 ? ['a test case has several results'] : []),
        ...results.filter(({ text }) => text.trim() === '').map(({ name }) => `a ${name} element has no text`),
        ...children
          .filter(({ name, text }) => name === 'system-out' && text.includes('[[ATTACHMENT|'))
          .map(() => 'a test case claims an attachment'),
      ];
    }),
  ];
}
