import type { GoPatch } from './go-patches.ts';
import type { ModulePatch } from './module-patches.ts';

/** A binary that the cluster needs, built from a pinned Go module. */
export interface Component {
  readonly name: string;
  /** Its names, if it is several programs in one: it runs as the program by whose name it is called. */
  readonly calledAs?: readonly string[];
  /** Directory with the go.mod and go.sum that pin it. */
  readonly directory: string;
  /** The import path of its main package, or the path of a Go file with its main program, which imports modules that the directory pins. */
  readonly package: string;
  /** Tags of `go build`. */
  readonly tags?: readonly string[];
  /** Values set at link time; most projects take their version from there. */
  readonly linkTimeValues: Readonly<Record<string, string>>;
  /** A test binary is built by `go test -c`. */
  readonly isTest?: boolean;
  readonly goPatches?: readonly GoPatch[];
  readonly modulePatches?: readonly ModulePatch[];
}
