import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The checkout's folder: the nearest one above with a package.json, so that it is the same from source and from dist. */
export const root = (() => {
  let dir = __dirname;
  while (!existsSync(join(dir, 'package.json'))) dir = dirname(dir);
  return dir;
})();

/** Where state lives between sessions; not in git, cleared by `npm run reset`. Elsewhere for a test beside a running one. */
export const dataDir = process.env.NHIPCAU_DATA || join(root, '.data');

/** Where slow things (a built Temporal server, the time-skipping server) are kept between checkouts. */
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'nhipcau');
