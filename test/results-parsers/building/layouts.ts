import type { ArchiveFiles } from './sonobuoy.ts';

/** The same files under other paths; undefined leaves one out. */
export function moved(files: ArchiveFiles, move: (path: string) => string | undefined): ArchiveFiles {
  return new Map(
    [...files].flatMap(([path, content]): [string, string][] => {
      const target = move(path);
      return target === undefined ? [] : [[target, content]];
    }),
  );
}

/** A plugin that ran as a daemon set has results for each node. */
export function onNodes(files: ArchiveFiles, nodes: readonly string[]): ArchiveFiles {
  return new Map(
    nodes.flatMap((node) => [...moved(files, (path) => path.replace('/results/global/', `/results/${node}/`))]),
  );
}

function ofVersion(files: ArchiveFiles, version: string): ArchiveFiles {
  const config = JSON.stringify({ UUID: '578682ff-ffee-4226-8198-714a798497d9', Version: version });
  return new Map(files).set('meta/config.json', config);
}

/** Sonobuoy 0.15: no meta/info.json, and a misspelt name. */
export function asSonobuoy015(files: ArchiveFiles): ArchiveFiles {
  return moved(ofVersion(files, 'v0.15.0-29-g2406594-dirty'), (path) =>
    path === 'meta/info.json' ? undefined : path.replace('definition.json', 'defintion.json'),
  );
}

/** Sonobuoy 0.10: no definitions, and results directly in results/. */
export function asSonobuoy010(files: ArchiveFiles): ArchiveFiles {
  return moved(ofVersion(files, 'v0.10.0'), (path) =>
    /info\.json|definition\.json/.test(path) ? undefined : path.replace('/results/global/', '/results/'),
  );
}

/** Sonobuoy 0.8: other places for the metadata too. */
export function asSonobuoy08(files: ArchiveFiles): ArchiveFiles {
  const places: Record<string, string> = {
    'meta/config.json': 'config.json',
    'serverversion.json': 'serverversion/serverversion.json',
  };
  return moved(asSonobuoy010(ofVersion(files, 'v0.8.2')), (path) => places[path] ?? path);
}

/** What macOS adds to an archive that is packed anew there. */
export function withJunkOfMacOs(files: ArchiveFiles): ArchiveFiles {
  const junk = [...files.keys()].map((path): [string, string] => [path.replace(/([^/]+)$/, '._$1'), '\u0000Mac OS X']);
  return new Map([...junk, ['.DS_Store', ''], ['plugins/._e2e', ''], ['plugins/e2e/.DS_Store', ''], ...files]);
}
