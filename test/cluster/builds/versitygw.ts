import type { Component } from './component.ts';
import { moduleDirectory } from './pins.ts';

/** A store that speaks S3 and keeps objects as files, for tests that read from one and write to one. */
export const versitygwComponent: Component = {
  name: 'versitygw',
  directory: moduleDirectory('versitygw'),
  package: 'github.com/versity/versitygw/cmd/versitygw',
  linkTimeValues: {},
};
