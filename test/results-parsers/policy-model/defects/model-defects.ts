import { blockDefects } from './block-defects.ts';
import { changeDefects } from './change-defects.ts';
import { expressionDefects } from './expression-defects.ts';
import type { ModelDefect } from './model-defect.ts';
import { namedPortDefects } from './named-port-defects.ts';
import { pathDefects } from './path-defects.ts';
import { policyDefects } from './policy-defects.ts';
import { portDefects } from './port-defects.ts';
import { selectorDefects } from './selector-defects.ts';

/** All simulated defects. */
export const modelDefects: readonly ModelDefect[] = [
  ...policyDefects,
  ...portDefects,
  ...namedPortDefects,
  ...expressionDefects,
  ...selectorDefects,
  ...blockDefects,
  ...pathDefects,
  ...changeDefects,
];
