import { join } from 'node:path';
import { catalogueReleases } from '../../results-parsers/standard/catalogue-data.ts';
import { writeSupportPage } from './support-page.ts';

await writeSupportPage(join(import.meta.dirname, '../..'), catalogueReleases);
