import { type BuildBatch, buildBatches, type CachedBinary } from './go-build.ts';

/** Linking a binary, like compiling its last packages, keeps only one processor busy; a second build can use the other. */
const BUILDS = 2;

/**
 * Builds binaries, two at a time. Binaries with the same pins are built one after another, because they share packages that would otherwise
 * be compiled twice; the pins with the most binaries come first, because they take longest.
 */
export async function buildSideBySide(
  binaries: readonly CachedBinary[],
  build: (batch: BuildBatch) => Promise<void>,
): Promise<void> {
  const lanes = [...Map.groupBy(buildBatches(binaries), ([{ component }]) => component.directory).values()];
  lanes.sort((one, other) => other.flat().length - one.flat().length);
  const work = async (): Promise<void> => {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
      for (const batch of lane) await build(batch);
    }
  };
  try {
    await Promise.all(Array.from({ length: BUILDS }, work));
  } catch (error) {
    // Nothing more is started after a failed build.
    lanes.length = 0;
    throw error;
  }
}
