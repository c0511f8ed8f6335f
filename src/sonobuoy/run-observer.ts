/** The progress of a run. */
export interface RunSnapshot {
  /**
   * - `starting`: pods are being started, and the plugin checks whether its specs can run.
   * - `testing`: the specs run, or the checks that follow them.
   * - `stopping`: the plugin was asked to hand over what it has.
   * - `collecting`: Sonobuoy gathers the cluster's facts and packs the archive.
   */
  readonly phase: 'starting' | 'testing' | 'stopping' | 'collecting';
  readonly elapsedSeconds: number;
  /** Since when no spec has ended and the plugin has said nothing new, as far as it was looked at. */
  readonly quietSeconds: number;
  /** 0: not known yet. */
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  /** The plugin's message, in words; may be empty. */
  readonly message: string;
  /** Specs that run right now, as far as it is known; the ends of long names are cut off. */
  readonly running: readonly string[];
  /** What the specs have shown, in sentences, before there is a verdict; null: they have not ended, or nothing follows them. */
  readonly mustSoFar: string | null;
  /** How long the plugin says that it still takes, about; null: it does not. */
  readonly secondsLeft: number | null;
  /** What keeps it from going on, in words; null: nothing that is known. */
  readonly obstacle: string | null;
}

/** The receiver of a run's progress. */
export interface RunObserver {
  /** Something has happened, in one sentence. */
  say(sentence: string): void;
  progress(snapshot: RunSnapshot): void;
  /** A spec has failed. Called once for each spec, which may still pass in a later attempt. */
  specFailed(name: string): void;
}
