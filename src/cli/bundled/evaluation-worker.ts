import { BundledParts } from './parts.ts';

// What evaluate/evaluation-worker.ts is in the bundle: the entry point of a thread.
new BundledParts(`${import.meta.dirname}/command-line`).evaluationWorker();
